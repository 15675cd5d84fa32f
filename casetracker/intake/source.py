"""One table in a file: its heading and its rows as text, whatever kind of file it came in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from casetracker.intake.csvfile import CsvSource
from casetracker.intake.mapping import FileRules
from casetracker.intake.refusals import Refused
from casetracker.intake.xlsxfile import XlsxSource
from casetracker.kit.saying import Sentence

ZIP_START = b"PK\x03\x04"
OLD_EXCEL_START = b"\xd0\xcf\x11\xe0"
FILE_BYTES = 500 * 1024 * 1024


class Source(Protocol):
    """What every kind of file offers; `records` may be called again and starts from the first row each time."""

    heading: tuple[str, ...]
    encoding: str
    delimiter: str

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Number of the row as the spreadsheet shows it, and its cells."""


def open_source(path: Path, rules: FileRules) -> Source:
    """Open by what the file is, not by what it is called. Raises Refused."""
    if not path.is_file():
        raise Refused(Sentence("There is no file at %(path)s.", path=str(path)))
    if path.stat().st_size > FILE_BYTES:
        raise Refused(Sentence("The file is larger than %(size)s MB.", size=FILE_BYTES // 1024**2))
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise Refused(Sentence("The file is empty."))
    if start.startswith(ZIP_START):
        return XlsxSource(path, rules)
    if start.startswith(OLD_EXCEL_START):
        raise Refused(Sentence("This is an old or password-protected Excel file. Save it as XLSX or CSV first."))
    return CsvSource(path, rules)
