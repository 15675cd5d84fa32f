"""XLSX of any table: one sheet of rows, one that says what they are; text is typed text and nothing in it runs."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from casetracker.kit.sentences import gettext as _
from casetracker.kit.tables import Column, Table, Value
from casetracker.reports.formats.about import about

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SUFFIX = ".xlsx"
PIECE = 65_536
LONGEST_CELL = 32_767
ROWS_A_SHEET = 1_000_000
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MEMORY = Path("/dev/shm")  # noqa: S108 - words of clients are not left on a disk, even for a moment


def stream(table: Table) -> Iterator[bytes]:
    """The file in pieces, written whole before the first one because a workbook ends with its table of contents."""
    with tempfile.TemporaryDirectory(dir=_scratch()) as folder:
        path = Path(folder) / "table"
        _write(table, path, folder)
        file = path.open("rb")
    return _pieces(file)


def _scratch() -> Path | None:
    return MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


def _write(table: Table, path: Path, folder: str) -> None:
    import xlsxwriter  # a tenth of the time of a start, for what most days never ask

    with xlsxwriter.Workbook(str(path), {**OPTIONS, "tmpdir": folder}) as book:
        styles = {
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "percent": book.add_format({"num_format": "0.0%"}),
            "bold": book.add_format({"bold": True}),
        }
        cut = _rows(book, table, styles)
        sheet = book.add_worksheet(_("About")[:31])
        lines = about(table)
        if cut:
            lines.append((_("Note"), _("%(n)s long texts are cut here; CSV and JSON have them whole.", n=cut)))
        for number, (name, value) in enumerate(lines):
            sheet.write_string(number, 0, name, styles["bold"])
            sheet.write_string(number, 1, value[:LONGEST_CELL])


def _rows(book: Any, table: Table, styles: dict[str, Any]) -> int:
    """All rows, on as many sheets as they need; how many cells were too long for Excel."""
    cut = number = 0
    sheet = _sheet(book, table, styles)
    for row in table.rows:
        if number == ROWS_A_SHEET:
            sheet, number = _sheet(book, table, styles), 0
        number += 1
        for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            if value is not None:
                cut += _cell(sheet, number, place, column, value, styles)
    return cut


def _sheet(book: Any, table: Table, styles: dict[str, Any]) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, str(column.label), styles["bold"])
    return sheet


def _cell(sheet: Any, row: int, place: int, column: Column, value: Value, styles: dict[str, Any]) -> bool:
    """Write one value by its own type; True where it had to be cut."""
    if isinstance(value, int | float):
        sheet.write_number(row, place, value, styles["percent"] if column.kind == "percent" else None)
        return False
    if isinstance(value, date):
        day = datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a day has no zone
        sheet.write_datetime(row, place, day, styles["date"])
        return False
    text = str(value)
    sheet.write_string(row, place, text[:LONGEST_CELL])
    return len(text) > LONGEST_CELL
