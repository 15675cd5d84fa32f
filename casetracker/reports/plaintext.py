"""A table as lines of text, for the command line."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

from casetracker.kit.spoken import cell
from casetracker.kit.tables import Table
from casetracker.reports.formats.about import about


def lines(table: Table) -> Iterator[str]:
    """Title, what it was cut to, the rows in columns, and what must be said beside them."""
    said = about(table)
    yield str(table.title)
    yield from (f"{name}: {value}" for name, value in said[1:])
    yield ""
    rows = [[str(column.label) for column in table.columns]]
    rows += [
        [cell(value, column.kind) for value, column in zip(row, table.columns, strict=True)] for row in table.rows
    ]  # fmt: skip
    widths = [max(_wide(row[at]) for row in rows) for at in range(len(table.columns))]
    for row in rows:
        cells = (
            _fill(text, width, column.numeric) for text, width, column in zip(row, widths, table.columns, strict=True)
        )
        yield "  ".join(cells).rstrip()


def _wide(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _fill(text: str, width: int, right: bool) -> str:
    blank = " " * (width - _wide(text))
    return blank + text if right else text + blank
