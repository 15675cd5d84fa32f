"""Pages of a long list by key: the next page starts after the last row shown, however many there are before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import request, url_for

SIZE = 50
Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows as shown, and the keys that open the pages on either side (None: there is none)."""

    rows: Sequence[Row]
    next_key: str | None = None
    prev_key: str | None = None


def page_of(
    fetched: Sequence[Row], key: Callable[[Row], str], *, size: int = SIZE, after: str = "", before: str = ""
) -> Page[Row]:
    """A page from size + 1 rows: fetched forwards after `after`, or backwards (nearest first) before `before`."""
    more = len(fetched) > size
    rows = list(fetched[:size])
    if before:
        rows.reverse()
        return Page(rows, key(rows[-1]) if rows else None, key(rows[0]) if more else None)
    return Page(rows, key(rows[-1]) if more else None, key(rows[0]) if rows and after else None)


def turn_to(**keys: str) -> str:
    """This page's address with its filters, turned to another place of the list."""
    query: dict[str, Any] = {k: v for k, v in request.args.to_dict(flat=False).items() if k not in ("after", "before")}
    values: dict[str, Any] = {**(request.view_args or {}), **query, **keys}
    return url_for(str(request.endpoint), **values)
