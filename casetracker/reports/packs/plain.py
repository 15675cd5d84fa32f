"""Frozen dataclasses as plain JSON values and back, by the types that their fields declare."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from casetracker.kit.tables import Column, Table, Value


def plain(value: Any) -> Any:
    """Lists, objects, text, numbers and nothing else. ValueError for what would not come back the same."""
    if isinstance(value, Table):
        return _plain_table(value)
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(value[key]) for key in sorted(value)}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, datetime) and value.utcoffset() is None:
        raise ValueError("a moment without its time zone is no moment")
    return value.isoformat() if isinstance(value, date) else value


def built(kind: Any, value: Any) -> Any:
    """What `plain` was given, where that was of this type."""
    if value is None:
        return None
    if kind is Table:
        return _built_table(value)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return kind(**{name: built(hint, value[name]) for name, hint in _hints(kind).items() if name in value})
    return kind.fromisoformat(value) if kind in (date, datetime) else _built_parts(kind, value)


def _built_parts(kind: Any, value: Any) -> Any:
    """Tuples, objects by key and alternatives; all else is plain already."""
    origin, of = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        parts = of[:1] * len(value) if of[-1] is Ellipsis else of
        return tuple(built(part, one) for part, one in zip(parts, value, strict=True))
    if origin is Mapping:
        return {key: built(of[1], one) for key, one in value.items()}
    if origin is types.UnionType and len(of) == 2:
        return built(of[0], value)
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _plain_table(table: Table) -> dict[str, Any]:
    return {
        "title": str(table.title),
        "columns": [{"key": one.key, "label": str(one.label), "kind": one.kind} for one in table.columns],
        "rows": [
            [_plain_cell(column, value) for column, value in zip(table.columns, row, strict=True)] for row in table.rows
        ],
        "rule": str(table.rule),
        "filters": {key: str(table.filters[key]) for key in sorted(table.filters)},
        "known_at": plain(table.known_at),
        "n": table.n,
        "notes": [str(note) for note in table.notes],
    }


def _plain_cell(column: Column, value: Value) -> Any:
    day = isinstance(value, date)
    if (day and (column.kind != "date" or isinstance(value, datetime))) or isinstance(value, bool):
        raise ValueError(f"{column.key}: a day stands in a column of days, without a time, and truth in none")
    if not day and column.kind == "date" and _day(value) is not value:
        raise ValueError(f"{column.key}: a day is a date, not text that looks like one")
    return plain(value)


def _built_table(value: Mapping[str, Any]) -> Table:
    columns = tuple(Column(**one) for one in value["columns"])
    rows = tuple(
        tuple(_day(cell) if column.kind == "date" else cell for column, cell in zip(columns, row, strict=True))
        for row in value["rows"]
    )
    known_at = built(datetime, value["known_at"])
    texts = {name: value[name] for name in ("title", "rule", "filters", "n")}
    return Table(columns=columns, rows=rows, known_at=known_at, notes=tuple(value["notes"]), **texts)


def _day(value: Any) -> Any:
    """A day where the text is one, written as `date` writes it; else what was given."""
    try:
        day = date.fromisoformat(value)
    except (TypeError, ValueError):
        return value
    return day if day.isoformat() == value else value
