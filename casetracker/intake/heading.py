"""The first row: names of columns, without the blanks around them."""

from __future__ import annotations

from collections.abc import Sequence

INVISIBLE = " \t\r\n\ufeff\u200b\u00a0"


def heading_of(cells: Sequence[str]) -> tuple[str, ...]:
    """Names as the map may write them; empty columns at the end are dropped."""
    names = [" ".join(cell.strip(INVISIBLE).split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)
