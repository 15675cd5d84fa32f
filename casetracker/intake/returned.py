"""The file in which rows are given back: the same columns, the reason in one more, readable by its owner only."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TextIO

import defusedcsv.csv as csv

from casetracker.intake.refusals import Refused
from casetracker.intake.rows import Row
from casetracker.kit.formulas import guard
from casetracker.kit.saying import Sentence

# The same in every language: by this a file that is fed in again is known, and the column is left aside.
REASON = "casetracker: reason"


def is_reason(name: str) -> bool:
    return name.strip().casefold() == REASON


def without_reason(heading: Sequence[str], cells: Sequence[str]) -> tuple[str, ...]:
    """The cells of the original file."""
    return tuple(cell for place, cell in enumerate(cells) if place >= len(heading) or not is_reason(heading[place]))


class Returned:
    """Written as the import goes; made only when the first row is given back. Holds words: mode 0600."""

    def __init__(self, path: Path | None, heading: Sequence[str], delimiter: str = ",") -> None:
        if path is not None and path.suffix.casefold() != ".csv":
            raise Refused(Sentence("Give the file for rows given back a name that ends in .csv."))
        if path is not None and not os.access(path.absolute().parent, os.W_OK | os.X_OK):
            raise Refused(Sentence("Nothing can be written to %(folder)s.", folder=str(path.absolute().parent)))
        self.path = path
        self.heading = [name for name in heading if not is_reason(name)]
        self.delimiter = delimiter
        self.count = 0
        self._file: TextIO | None = None

    def give_back(self, row: Row, reasons: Iterable[Sentence]) -> None:
        """One row with why it was not taken."""
        self.count += 1
        if self.path is None:
            return
        if self._file is None:
            self._open(self.path)
        width = len(self.heading)
        cells = [*row.cells, *[""] * (width - len(row.cells))]
        reason = " ".join(sentence.text() for sentence in reasons)
        self._write([*cells[:width], reason, *cells[width:]])

    def _open(self, path: Path) -> None:
        """A new file beside the old name, so that the file being read may itself be one that was given back."""
        self._part = path.with_name(path.name + ".part")
        self._part.unlink(missing_ok=True)
        handle = os.open(self._part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._file = os.fdopen(handle, "w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._file, delimiter=self.delimiter)
        self._write([*self.heading, REASON])

    def _write(self, cells: list[str]) -> None:
        self._writer.writerow([guard(cell, self.delimiter) for cell in cells])

    def close(self) -> None:
        """Put the file in its place."""
        if self._file is not None and self.path is not None:
            self._file.close()
            self._file = None
            self._part.replace(self.path)

    def __enter__(self) -> Returned:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
