"""XLSX read with calamine, after its bounds are known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from casetracker.intake.bounds import check_bounds
from casetracker.intake.heading import heading_of
from casetracker.intake.mapping import FileRules
from casetracker.intake.refusals import Refused
from casetracker.kit.saying import Sentence

Cell = int | float | str | bool | date | datetime | time | timedelta


class XlsxSource:
    """One sheet of a workbook; a cell that is a date is given as 2018-06-26: no order has to be stated for it."""

    encoding = "utf-8"
    delimiter = ","

    def __init__(self, path: Path, rules: FileRules) -> None:
        check_bounds(path)
        try:
            self.sheet = _sheet(CalamineWorkbook.from_path(str(path)), rules.sheet)
        except CalamineError:
            raise Refused(Sentence("The file is damaged or is not an XLSX workbook.")) from None
        self.heading_row = rules.header_row
        self.heading = heading_of(next((cells for number, cells in self._all() if number == self.heading_row), []))
        if not self.heading:
            raise Refused(
                Sentence("The file has no row %(row)s, where the map says the heading is.", row=self.heading_row)
            )

    def records(self) -> Iterator[tuple[int, list[str]]]:
        width = len(self.heading)
        for number, cells in self._all():
            if number > self.heading_row:
                extra = [cell for cell in cells[width:] if cell]
                yield number, (cells + [""] * width)[:width] + extra

    def _all(self) -> Iterator[tuple[int, list[str]]]:
        for number, row in enumerate(self.sheet.iter_rows(), 1):
            yield number, [as_text(cell) for cell in row]


def _sheet(book: CalamineWorkbook, name: str | None) -> CalamineSheet:
    names = book.sheet_names
    if not names or (name and name not in names):
        raise Refused(Sentence("The workbook has no sheet called %(name)s; it has: %(names)s.", name=name or "",
                               names=", ".join(names)))  # fmt: skip
    return book.get_sheet_by_name(name or names[0])


def as_text(cell: Cell) -> str:
    """What a person would have typed: whole numbers without a point, days as 2018-06-26."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)
