"""CSV with any delimiter and encoding, read row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from casetracker.intake.encoding import encoding_of
from casetracker.intake.heading import heading_of
from casetracker.intake.mapping import FileRules
from casetracker.intake.refusals import Refused
from casetracker.intake.returned import is_reason
from casetracker.kit.saying import Sentence

DELIMITERS = ",;\t|"
COLUMNS, ROWS = 500, 1_000_000


class CsvSource:
    """A text file; quotes that do not close are refused with their line, because they swallow what follows."""

    def __init__(self, path: Path, rules: FileRules) -> None:
        self.path = path
        self.encoding = encoding_of(path, rules.encoding)
        self.delimiter = ","
        first = self._first_line()
        returned = any(is_reason(cell) for cell in next(csv.reader([first], delimiter=_commonest(first)), []))
        self.delimiter = _commonest(first) if returned else rules.delimiter or self._found(rules.header_row)
        self.heading_row = 1 if returned else rules.header_row
        self.heading = heading_of(self._heading_cells())
        if len(self.heading) > COLUMNS:
            raise Refused(Sentence("The file has %(n)s columns; at most %(most)s are read.", n=len(self.heading),
                                   most=COLUMNS))  # fmt: skip

    def records(self) -> Iterator[tuple[int, list[str]]]:
        for number, cells in self._all():
            if number > self.heading_row:
                yield number, cells

    def _all(self) -> Iterator[tuple[int, list[str]]]:
        with self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter, strict=True)
            try:
                for number, cells in enumerate(reader, 1):
                    if number > ROWS:
                        raise Refused(Sentence("The file has more than %(most)s rows.", most=ROWS))
                    yield number, cells
            except csv.Error:
                raise Refused(
                    Sentence("A quotation mark opens and does not close properly near line %(line)s, or a cell is too "
                             "long there.", line=reader.line_num)
                ) from None  # fmt: skip

    def _heading_cells(self) -> list[str]:
        for number, cells in self._all():
            if number == self.heading_row:
                return cells
        raise Refused(Sentence("The file has no row %(row)s, where the map says the heading is.", row=self.heading_row))

    def _first_line(self) -> str:
        with self.path.open(encoding=self.encoding, newline="") as file:
            return file.readline(1 << 20)

    def _found(self, row: int) -> str:
        with self.path.open(encoding=self.encoding, newline="") as file:
            line = ""
            for _ in range(row):
                line = file.readline(1 << 20)
        return _commonest(line)


def _commonest(line: str) -> str:
    """The delimiter that occurs most outside quotation marks; a comma where none does."""
    bare = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=lambda mark: (bare.count(mark), mark == ","))
