"""An XLSX file measured before anything is built from it: a 5 kB file may claim seventeen thousand million cells."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.parsers import expat

from casetracker.intake.refusals import Refused
from casetracker.kit.saying import Sentence

ENTRIES, UNPACKED, RATIO = 2_000, 400 * 1024 * 1024, 500
ROWS, COLUMNS, AREA, CELLS = 1_000_000, 500, 20_000_000, 10_000_000
PIECE = 1 << 18
PLACE = re.compile(r"([A-Za-z]{1,7})(\d{1,9})")


def check_bounds(path: Path) -> None:
    """Raises Refused where the archive or any sheet in it is larger than what will be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_entries(archive.infolist())
            for entry in archive.infolist():
                _walk(archive, entry)
    except (zipfile.BadZipFile, expat.ExpatError, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise Refused(Sentence("The file is damaged or is not an XLSX workbook.")) from None


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename.casefold() for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > ENTRIES or unpacked > UNPACKED or (unpacked > PIECE and unpacked / packed > RATIO):
        raise Refused(Sentence("The workbook unpacks to more than what is read."))
    if "[content_types].xml" not in names or len(set(names)) != len(names):
        raise Refused(Sentence("The file is damaged or is not an XLSX workbook."))


def _walk(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Every entry is unpacked once: one that is longer than it says fails here and not inside the reader.

    A sheet may stand under any name, so whatever is XML is looked at.
    """
    sheet: _Sheet | None = None
    with archive.open(entry) as file:
        first = True
        while piece := file.read(PIECE):
            if first and piece.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
                sheet = _Sheet()
            first = False
            if sheet:
                sheet.feed(piece)


class _Sheet:
    """Counts rows, columns and cells as the reader will place them."""

    def __init__(self) -> None:
        self.row = self.column = self.cells = 0
        self.last_row = self.last_column = 0
        self.root = ""
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, piece: bytes) -> None:
        self.parser.Parse(piece, False)

    def _doctype(self, *_: object) -> None:
        raise Refused(Sentence("The file is damaged or is not an XLSX workbook."))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        self.root = self.root or kind
        if self.root != "worksheet":
            return
        if kind == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
        elif kind == "c":
            self._cell(attributes.get("r"))

    def _cell(self, place: str | None) -> None:
        self.column += 1
        self.cells += 1
        if place is not None:
            match = PLACE.fullmatch(place)
            if match is None:
                raise ValueError(place)
            self.column, self.row = _column(match[1].upper()), int(match[2])
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)
        area = self.last_row * self.last_column
        if self.last_row > ROWS or self.last_column > COLUMNS or area > AREA or self.cells > CELLS:
            raise Refused(
                Sentence("The sheet reaches to row %(row)s and column %(column)s; at most %(rows)s rows, %(columns)s "
                         "columns and %(area)s cells are read. Delete what lies beyond the data and save it again.",
                         row=self.last_row, column=self.last_column, rows=ROWS, columns=COLUMNS, area=AREA)
            )  # fmt: skip


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
