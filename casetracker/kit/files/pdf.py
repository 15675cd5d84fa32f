"""PDF: whole in its structure, and without programs, other files or anything that acts by itself."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from casetracker.kit.files.media import BROKEN, Unfit
from casetracker.kit.saying import Sentence

MOST_UNPACKED = 60_000_000
ACTS = (
    "JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "SubmitForm", "ImportData", "Rendition",
    "GoToE", "GoToR", "Movie", "XFA", "Encrypt",
)  # fmt: skip
END = r"(?![^\s\x00()<>\[\]{}/%])"
HIDES = re.compile(rb"/(?:ASCIIHexDecode|ASCII85Decode|LZWDecode|RunLengthDecode|AHx|A85|LZW|RL|Crypt|Predictor)")
STREAM = re.compile(rb"stream\r?\n")
LAST = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF")


def _name(text: str) -> bytes:
    """A name in every way it may be spelt: each letter as itself or as #hex."""
    return "".join(f"(?:{c}|#{ord(c):02x}|#{ord(c):02X})" for c in text).encode()


def _any(*names: str) -> re.Pattern[bytes]:
    return re.compile(rb"/(?:" + rb"|".join(_name(name) for name in names) + rb")" + END.encode())


# Three letters stand in compressed data by chance: they count where objects are said in the clear.
LONG, SHORT = _any(*(name for name in ACTS if len(name) > 3)), _any("XFA", "JS")
PAGE, ROOT, OBJECTS, FILTER = _any("Page"), _any("Root"), _any("ObjStm"), _any("Filter")


def clean(content: bytes) -> bytes:
    """The file up to its last end mark. Unfit where it is not whole, is locked, or holds more than pages."""
    found = list(LAST.finditer(content))
    if not found or not content.startswith(b"%PDF-"):
        raise Unfit(BROKEN)
    last = found[-1]
    table = int(last[1])
    points_back = content[table : table + 4] == b"xref" or re.match(rb"\d+\s+\d+\s+obj", content[table : table + 30])
    if table >= last.start() or not points_back or not ROOT.search(content, table):
        raise Unfit(BROKEN)
    whole = content[: last.end()]
    unpacked = list(_unpacked(whole))
    _refuse_what_hides(whole)
    _refuse_what_acts(whole, unpacked)
    if not any(PAGE.search(part) for part in (whole, *unpacked)):
        raise Unfit(BROKEN)
    return whole + b"\n"


def _unpacked(whole: bytes) -> Iterator[bytes]:
    """Every compressed stream, whatever length it claims; bounded in all."""
    left = MOST_UNPACKED
    for start in STREAM.finditer(whole):
        if whole[start.end() : start.end() + 1] not in b"\x08\x18\x28\x38\x48\x58\x68\x78":
            continue
        try:
            plain = zlib.decompressobj().decompress(whole[start.end() :], left)
        except zlib.error:
            continue
        left -= len(plain)
        if left <= 0:
            raise Unfit(Sentence("This file unpacks to more than can be looked through. Send it in smaller parts."))
        yield plain


def _refuse_what_hides(whole: bytes) -> None:
    """Objects packed in a way that is not looked into might hold anything."""
    for found in OBJECTS.finditer(whole):
        begin = max(whole.rfind(b"obj", 0, found.start()), 0)
        start = STREAM.search(whole, found.start())
        said = whole[begin : start.start()] if start else b""
        packed = FILTER.search(said) is not None
        if start is None or HIDES.search(said) or (packed and not _inflates(whole[start.end() :])):
            raise Unfit(BROKEN)


def _inflates(packed: bytes) -> bool:
    try:
        return bool(zlib.decompressobj().decompress(packed, 1_000))
    except zlib.error:
        return False


def _refuse_what_acts(whole: bytes, unpacked: list[bytes]) -> None:
    spoken = STREAM.split(whole)
    clear = b"\n".join(part.rsplit(b"endstream", 1)[-1] for part in spoken)
    packed = [part for part in unpacked if OBJECTS.search(whole) and re.match(rb"[\d\s]+", part)]
    if any(LONG.search(part) for part in (whole, *unpacked)) or any(SHORT.search(part) for part in (clear, *packed)):
        raise Unfit(
            Sentence(
                "This PDF is locked, or holds a program, a form that sends itself, or other files. Print it to a new "
                "PDF and send that."
            )
        )
