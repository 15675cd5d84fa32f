"""CSV of any table: the rows first, then a blank line and what the file says about itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import islice

from casetracker.kit.formulas import guard
from casetracker.kit.tables import Table, Value
from casetracker.reports.formats.about import about

MEDIA_TYPE = "text/csv; charset=utf-8"
SUFFIX = ".csv"
PIECE = 32_768
ROWS_AT_ONCE = 100
BYTE_ORDER_MARK = "\ufeff"
REMEMBERED, SHORT = 4_096, 80
"""cells that are remembered while a file is written, and how long their text may be: memory stays small"""


def stream(table: Table) -> Iterator[bytes]:
    """The file in pieces. Words are said in the language of whoever calls, before the first piece is asked for."""
    heading = [str(column.label) for column in table.columns]
    return _pieces(table, heading, about(table))


def _pieces(table: Table, heading: list[str], lines: list[tuple[str, str]]) -> Iterator[bytes]:
    buffer = io.StringIO()
    buffer.write(BYTE_ORDER_MARK)
    writer = csv.writer(buffer)
    writer.writerow([guard(name) for name in heading])
    cells, left = partial(map, _Cells().__getitem__), iter(table.rows)
    while block := list(islice(left, ROWS_AT_ONCE)):
        writer.writerows(map(cells, block))
        if buffer.tell() > PIECE:
            yield _emptied(buffer)
    writer.writerow([])
    for name, value in lines:
        writer.writerow([guard(name), guard(value)])
    yield _emptied(buffer)


class _Cells(dict[Value, Value]):
    """Value -> cell, each made once: a register repeats its codes, labels and days. Numbers are never kept, because
    1 and 1.0 are one key and two cells."""

    def __missing__(self, value: Value) -> Value:
        if isinstance(value, int | float):
            return value
        made = _cell(value)
        if len(made) <= SHORT:
            if len(self) >= REMEMBERED:
                self.clear()
            self[value] = made
        return made


def _cell(value: str | date | None) -> str:
    """Days are 2018-06-26, text is guarded."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else guard(str(value))


def _emptied(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8", "replace")
