"""Tables whose numbers open: each row knows where its numbers lead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from casetracker.indicators.figures import Cell, Figure
from casetracker.kit.tables import Column, Table, Value

Codes = dict[str, str | None]
Opens = Callable[[Codes, str], str]


class Row(tuple[Value, ...]):
    """A row of a table, with an address for each of its columns that has one."""

    urls: Mapping[str, str]


def leads(row: object, column: Column) -> str | None:
    """Where a number of a row leads: for the macro that draws tables."""
    return row.urls.get(column.key) if isinstance(row, Row) else None


def linked(figure: Figure, opens: Opens | None) -> Table:
    """The figure's table as it leaves in files, each number leading to its rows."""
    table = figure.table()
    if opens is None:
        return table
    cells = [*figure.cells, figure.total]
    rows = [_row(row, _urls(figure, cell, opens)) for row, cell in zip(table.rows, cells, strict=True)]
    return replace(table, rows=rows)


def linked_crossing(figure: Figure, measure: str, opens: Opens | None) -> Table:
    """Two breakdowns crossed, each number leading to its rows."""
    table = figure.crossed(measure)
    if opens is None:
        return table
    down, across = figure.by
    key = measure or figure.indicator.measure.key
    sides: list[Codes] = [{down: side.keys[0]} for side in figure.margins[down]]
    heads: list[Codes] = [{across: head.keys[0]} for head in figure.margins[across]]
    rows = []
    for row, side in zip(table.rows, [*sides, Codes()], strict=True):
        columns = zip(table.columns[1:], row[1:], [*heads, Codes()], strict=True)
        rows.append(_row(row, {column.key: opens({**side, **head}, key) for column, value, head in columns if value}))
    return replace(table, rows=rows)


def _row(values: tuple[Value, ...], urls: Mapping[str, str]) -> Row:
    row = Row(values)
    row.urls = urls
    return row


def _urls(figure: Figure, cell: Cell, opens: Opens) -> dict[str, str]:
    codes = dict(zip(figure.by, cell.keys, strict=True)) if cell.keys else {}
    opening = [each.key for each in figure.indicator.measures if each.rows and cell.values[each.key]]
    return {key: opens(codes, key) for key in opening}
