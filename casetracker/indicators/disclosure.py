"""Small numbers: what must be withheld from a table so that no count from 1 to 10 can be read or worked out.

Whoever reads the table knows its totals, how its columns hang together, and that what is withheld is at least 1. A
small count is safe when there is another table, the same in everything that is shown, in which it is larger than 10:
such a table is looked for, and as long as there is none more is withheld.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

SMALL = 10
TOTAL = "total"
Hidden = dict[str, set[str]]
Direction = tuple[tuple[str, int], ...]
World = dict[tuple[str, str], int]


@dataclass(frozen=True)
class Quantity:
    """One count by row, its total under TOTAL, and the column in which it is read; None for one that is not printed
    and can only be worked out from others."""

    key: str
    column: str | None
    values: Mapping[str, int]


@dataclass(frozen=True)
class Grid:
    """Counts that hang together: `sums` says which are the sum of which, `at_most` which never exceed which."""

    quantities: tuple[Quantity, ...]
    sums: tuple[tuple[str, tuple[str, ...]], ...] = ()
    at_most: tuple[tuple[str, str], ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Quantity]:
        return {each.key: each for each in self.quantities}

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """All rows but the total."""
        return tuple(row for row in self.quantities[0].values if row != TOTAL)

    @cached_property
    def bounds(self) -> tuple[tuple[str, str], ...]:
        """Those that hold in every row: a reader may rely on no other, but might on these."""
        pairs = [pair for pair in self.at_most if set(pair) <= set(self.by_key)]
        return tuple(
            (small, big) for small, big in pairs if all(self.value(r, small) <= self.value(r, big) for r in self.rows)
        )

    @cached_property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.column for each in self.quantities if each.column is not None))

    def value(self, row: str, key: str) -> int:
        return self.by_key[key].values[row]

    @cached_property
    def small(self) -> tuple[tuple[str, str], ...]:
        """Every (row, quantity) that must not be known."""
        return tuple(
            (row, each.key) for each in self.quantities for row, value in each.values.items() if is_small(value)
        )

    @cached_property
    def moves(self) -> dict[str, tuple[Direction, ...]]:
        """For each quantity the ways in which it can grow by one while the sums hold, the simplest first."""
        found: dict[str, list[Direction]] = {each.key: [] for each in self.quantities}
        for move in _moves(self):
            for key, step in move:
                if step == 1:
                    found[key].append(move)
        return {key: tuple(sorted(each, key=len)) for key, each in found.items()}


def is_small(value: int) -> bool:
    """Is it a count that must not be known?"""
    return 0 < value <= SMALL


def withheld(grid: Grid) -> Hidden:
    """The rows to withhold in each column, TOTAL among them where need be."""
    hidden: Hidden = {column: set() for column in grid.columns}
    for row, key in grid.small:
        column = grid.by_key[key].column
        if column is not None:
            hidden[column].add(row)
    while (found := next(exposed(grid, hidden), None)) is not None:
        column, row = _next_to_hide(grid, hidden, *found)
        hidden[column].add(row)
    return hidden


def exposed(grid: Grid, hidden: Hidden) -> Iterator[tuple[str, str]]:
    """The small counts for which no other table was found."""
    return (each for each in grid.small if witness(grid, hidden, *each) is None)


def witness(grid: Grid, hidden: Hidden, row: str, key: str) -> World | None:
    """Another table, equal in all that is shown, in which this count is larger than 10: the changes it would take."""
    wanted = SMALL + 1 - grid.value(row, key)
    for move in grid.moves[key]:
        changes = _carried_out(grid, hidden, move, row, wanted)
        if changes is not None:
            return changes
    return None


def _carried_out(grid: Grid, hidden: Hidden, move: Direction, row: str, wanted: int) -> World | None:
    """The move made in one row, and taken back in others or borne by the total."""
    if _room(grid, hidden, move, row, wanted) < wanted:
        return None
    changes = {(row, key): step * wanted for key, step in move}
    back = tuple((key, -step) for key, step in move)
    if row == TOTAL:
        return _spread(grid, hidden, move, wanted, changes, but=row)
    if _room(grid, hidden, move, TOTAL, wanted) >= wanted:
        return changes | {(TOTAL, key): step * wanted for key, step in move}
    return _spread(grid, hidden, back, wanted, changes, but=row)


def _spread(grid: Grid, hidden: Hidden, move: Direction, wanted: int, changes: World, but: str) -> World | None:
    left = wanted
    for other in grid.rows:
        if other != but and left:
            taken = _room(grid, hidden, move, other, left)
            changes |= {(other, key): step * taken for key, step in move if taken}
            left -= taken
    return None if left else changes


def _room(grid: Grid, hidden: Hidden, move: Direction, row: str, wanted: int) -> int:
    """How many times, up to the wanted, the move can be made in a row without a trace."""
    columns = (grid.by_key[key].column for key, _ in move)
    if any(column is not None and row not in hidden[column] for column in columns):
        return 0
    times = wanted
    for key, step in move:
        if step < 0:
            least = 0 if grid.by_key[key].column is None else 1
            times = min(times, (grid.value(row, key) - least) // -step)
    steps = dict(move)
    for small, big in grid.bounds if row != TOTAL else ():
        closing = steps.get(small, 0) - steps.get(big, 0)
        if closing > 0:
            times = min(times, (grid.value(row, big) - grid.value(row, small)) // closing)
    return max(0, times)


def _next_to_hide(grid: Grid, hidden: Hidden, row: str, key: str) -> tuple[str, str]:
    """What to withhold besides for this count: the first that makes it safe, else the first."""
    shown = [each for each in _candidates(grid, row, key) if each[1] not in hidden[each[0]]]
    for column, other in shown:
        hidden[column].add(other)
        safe = witness(grid, hidden, row, key) is not None
        hidden[column].discard(other)
        if safe:
            return column, other
    return shown[0]


def _candidates(grid: Grid, row: str, key: str) -> list[tuple[str, str]]:
    """(column, row): this count in other rows, the smallest first; what hangs together with it; the totals last."""
    near = sorted(_related(grid, key), key=lambda column: column != grid.by_key[key].column)
    columns = [*near, *(column for column in grid.columns if column not in near)]
    weight = {
        column: {r: min(q.values[r] for q in grid.quantities if q.column == column) for r in (*grid.rows, TOTAL)}
        for column in grid.columns
    }
    found: list[tuple[str, str]] = []
    for column in columns:
        others = sorted((r for r in grid.rows if r != row and weight[column][r]), key=lambda r: (weight[column][r], r))
        found += [(column, row)] if weight[column][row] or row == TOTAL else []
        found += [(column, other) for other in others]
    return found + [(column, TOTAL) for column in columns] + [(c, r) for c in columns for r in grid.rows]


def _related(grid: Grid, key: str) -> set[str]:
    """Columns of a quantity and of those with which it makes a sum."""
    keys = {key} | {one for whole, parts in grid.sums for one in (whole, *parts) if key in (whole, *parts)}
    return {column for one in keys if (column := grid.by_key[one].column) is not None}


def _moves(grid: Grid) -> Iterator[Direction]:
    """Every step of -1, 0 or 1 of the counts under which the sums hold; counts outside of sums only grow."""
    grouped = {one for whole, parts in grid.sums for one in (whole, *parts)}
    groups: list[list[dict[str, int]]] = []
    for whole, parts in grid.sums:
        steps = product((0, 1, -1), repeat=len(parts))
        options = [{whole: sum(each), **dict(zip(parts, each, strict=True))} for each in steps]
        groups.append([each for each in options if abs(each[whole]) <= 1])
    groups += [[{each.key: 0}, {each.key: 1}] for each in grid.quantities if each.key not in grouped]
    for chosen in product(*groups):
        merged = {key: step for part in chosen for key, step in part.items() if step}
        if merged:
            yield tuple(sorted(merged.items()))


__all__ = ["SMALL", "TOTAL", "Grid", "Hidden", "Quantity", "exposed", "is_small", "withheld", "witness"]
