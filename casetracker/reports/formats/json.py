"""JSON of any table: what it says about itself, its columns, then the rows by column key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from casetracker.kit.tables import Table, Value

MEDIA_TYPE = "application/json"
SUFFIX = ".json"
PIECE = 32_768


def stream(table: Table) -> Iterator[bytes]:
    """The file in pieces; labels are said in the language of whoever calls, keys are the same in every language."""
    head = {
        "title": str(table.title),
        "rule": str(table.rule),
        "filters": {str(name): str(value) for name, value in table.filters.items()},
        "known_at": table.known_at.isoformat() if table.known_at else None,
        "n": table.n,
        "notes": [str(note) for note in table.notes],
        "columns": [{"key": one.key, "label": str(one.label), "kind": one.kind} for one in table.columns],
    }
    return _pieces(table, json.dumps(head, ensure_ascii=False)[:-1])


def _pieces(table: Table, head: str) -> Iterator[bytes]:
    keys = table.keys
    piece = [head, ', "rows": [']
    size, before = 0, "\n"
    for row in table.rows:
        record = {key: _cell(value) for key, value in zip(keys, row, strict=True)}
        text = json.dumps(record, ensure_ascii=False)
        piece += [before, text]
        before, size = ",\n", size + len(text)
        if size > PIECE:
            yield "".join(piece).encode("utf-8", "replace")
            piece, size = [], 0
    piece.append("\n]}\n")
    yield "".join(piece).encode("utf-8", "replace")


def _cell(value: Value) -> str | int | float | None:
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, int | float) else str(value)
