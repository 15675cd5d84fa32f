"""Small numbers: which figures of a table must be withheld so that no count from 1 to 10 can be read or worked out.

Whoever reads the table knows its totals, that a shown 0 is 0 and that what is withheld is at least 1. A withheld small
count is safe when, for all they know, it could be larger than 10.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SMALL = 10
TOTAL = "total"


@dataclass(frozen=True)
class Counts:
    """One count by row, with its total under TOTAL, and the columns of the table from which it is read: a column of
    its own, the two whose difference it is, or the share of which it is a part. It is hidden where any of these is."""

    values: Mapping[str, int]
    columns: tuple[str, ...]


Withheld = dict[str, set[str]]


def withheld(counts: Sequence[Counts]) -> Withheld:
    """The rows to withhold in each column, TOTAL among them where need be."""
    hidden: Withheld = {column: set() for each in counts for column in each.columns}
    while any(_protect(each, hidden) for each in counts):
        pass  # hiding for one count may uncover another
    return hidden


def is_small(value: int) -> bool:
    """Is it a count that must not be known?"""
    return 0 < value <= SMALL


def gives_away(each: Counts, rows: set[str]) -> bool:
    """Could a small count among the hidden rows be bounded by 10, knowing the total and what is shown?

    Together they come to a known sum, and each of the others is at least 1.
    """
    inner = rows - {TOTAL}
    if TOTAL in rows or not any(is_small(each.values[row]) for row in inner):
        return False
    return sum(each.values[row] for row in inner) < SMALL + len(inner)


def hidden_rows(each: Counts, hidden: Withheld) -> set[str]:
    """The rows in which this count cannot be read."""
    return set().union(*(hidden[column] for column in each.columns))


def _protect(each: Counts, hidden: Withheld) -> bool:
    """Hide one more row of a count where it needs that; the last of its columns is the one that gives way."""
    rows = hidden_rows(each, hidden)
    shown = [row for row in each.values if row not in rows]
    small = [row for row in shown if is_small(each.values[row])]
    if small:
        hidden[each.columns[-1]].update(small)
        return True
    if not gives_away(each, rows):
        return False
    others = [row for row in shown if row != TOTAL and each.values[row]]
    hidden[each.columns[-1]].add(min(others, key=lambda row: (each.values[row], row)) if others else TOTAL)
    return True
