"""CSV of any table: the rows first, then a blank line and what the file says about itself."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import defusedcsv.csv as csv

from casetracker.kit.formulas import guard
from casetracker.kit.tables import Table, Value
from casetracker.reports.formats.about import about

MEDIA_TYPE = "text/csv; charset=utf-8"
SUFFIX = ".csv"
PIECE = 32_768
BYTE_ORDER_MARK = "\ufeff"


def stream(table: Table) -> Iterator[bytes]:
    """The file in pieces. Words are said in the language of whoever calls, before the first piece is asked for."""
    heading = [str(column.label) for column in table.columns]
    return _pieces(table, heading, about(table))


def _pieces(table: Table, heading: list[str], lines: list[tuple[str, str]]) -> Iterator[bytes]:
    buffer = io.StringIO()
    buffer.write(BYTE_ORDER_MARK)
    writer = csv.writer(buffer)
    writer.writerow([guard(name) for name in heading])
    for row in table.rows:
        writer.writerow([_cell(value) for value in row])
        if buffer.tell() > PIECE:
            yield _emptied(buffer)
    writer.writerow([])
    for name, value in lines:
        writer.writerow([guard(name), guard(value)])
    yield _emptied(buffer)


def _cell(value: Value) -> Any:
    """Numbers stay numbers, days are 2018-06-26, text is guarded."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return guard(str(value))


def _emptied(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8", "replace")
