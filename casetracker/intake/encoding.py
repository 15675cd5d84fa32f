"""In which letters a text file is written: a mark at its start, else UTF-8 where possible, else Windows-1252."""

from __future__ import annotations

import codecs
from pathlib import Path

from casetracker.intake.refusals import Refused
from casetracker.kit.saying import Sentence

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PIECE = 1 << 20


def encoding_of(path: Path, stated: str | None = None) -> str:
    """The Python name of the encoding. A mark at the start of the file decides, then the map, then the bytes."""
    with path.open("rb") as file:
        start = file.read(4)
    for mark, name in MARKS:
        if start.startswith(mark):
            return name
    if stated:
        return _stated(path, stated)
    if _decodes(path, "utf-8"):
        return "utf-8"
    if _decodes(path, "cp1252"):
        return "cp1252"
    raise Refused(Sentence("The file is neither UTF-8 nor Windows-1252. Save it again as CSV UTF-8."))


def _stated(path: Path, name: str) -> str:
    try:
        codecs.lookup(name)
    except LookupError:
        raise Refused(Sentence("The map names an encoding that does not exist: %(name)s.", name=name)) from None
    if not _decodes(path, name):
        raise Refused(Sentence("The file is not written in %(name)s, as the map says.", name=name))
    return name


def _decodes(path: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
