"""Word documents: bounded before they are unpacked, without macros, objects or anything fetched from elsewhere."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.etree import ElementTree as Xml

from casetracker.kit.files.media import BROKEN, NOT_TAKEN, Unfit
from casetracker.kit.saying import Sentence

MOST_ENTRIES, MOST_UNPACKED, MOST_TIMES, MOST_XML = 1_000, 60_000_000, 200, 2_000_000
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CONTENT_TYPES = "[Content_Types].xml"
PROGRAMS = re.compile(r"vba|macro|activex|oleobject|\.bin$|\.exe$|\.js$|\.vbs$|\.dll$", re.IGNORECASE)
BOMB = Sentence("This file unpacks to more than can be looked through. Send it in smaller parts.")
PROGRAM = Sentence(
    "This document holds a macro, a program or parts fetched from elsewhere. Save it as a plain DOCX or a PDF and send "
    "that."
)


def clean(content: bytes) -> bytes:
    """The same bytes. Unfit where they are no such document, or one that does more than be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _bounded(archive, entries, len(content))
            if content.rfind(b"PK\5\6") + 22 + len(archive.comment) != len(content):
                raise Unfit(BROKEN)  # something else follows it
            _plain(archive, entries)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, NotImplementedError) as error:
        raise Unfit(BROKEN) from error
    except (RuntimeError, Xml.ParseError) as error:  # locked with a password, or not XML
        raise Unfit(BROKEN) from error
    return content


def _bounded(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > min(MOST_UNPACKED, MOST_TIMES * size):
        raise Unfit(BOMB)
    names = [one.filename for one in entries]
    if len(set(names)) < len(names) or any(name.startswith("/") or ".." in name or "\\" in name for name in names):
        raise Unfit(BROKEN)
    if archive.testzip() is not None:  # reads no more of an entry than was counted above
        raise Unfit(BROKEN)
    if min((one.header_offset for one in entries), default=1):  # something else stands before it
        raise Unfit(BROKEN)


def _plain(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    names = [one.filename for one in entries]
    if CONTENT_TYPES not in names:
        raise Unfit(NOT_TAKEN)
    said = {one.get("ContentType", "") for one in _xml(archive, CONTENT_TYPES)}
    if any(PROGRAMS.search(text) for text in [*names, *said]):
        raise Unfit(PROGRAM)
    if MAIN not in said:
        raise Unfit(NOT_TAKEN)
    for name in names:
        if name.endswith(".rels"):
            _nothing_fetched(_xml(archive, name))


def _nothing_fetched(relations: Xml.Element) -> None:
    for one in relations:
        kind, target = one.get("Type", ""), one.get("Target", "").lower()
        own_template = kind.endswith("/attachedTemplate") and target.startswith("file:///")
        if one.get("TargetMode", "").lower() == "external" and not (kind.endswith("/hyperlink") or own_template):
            raise Unfit(PROGRAM)


def _xml(archive: zipfile.ZipFile, name: str) -> Xml.Element:
    text = archive.read(name)
    if len(text) > MOST_XML or b"<!" in text.replace(b"<!--", b"").replace(b"\0", b""):
        raise Unfit(BROKEN)  # no document of this kind declares entities
    return Xml.fromstring(text)  # noqa: S314 - bounded, and without declarations
