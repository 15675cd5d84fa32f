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

    @cached_property
    def weights(self) -> dict[str, dict[str, int]]:
        """By column and row what would be lost by withholding: the least of the counts read there."""
        return {
            column: {
                row: min(q.values[row] for q in self.quantities if q.column == column) for row in (*self.rows, TOTAL)
            }
            for column in self.columns
        }

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
        for column, row in _next_to_hide(grid, hidden, *found):
            hidden[column].add(row)
    return hidden


def exposed(grid: Grid, hidden: Hidden) -> Iterator[tuple[str, str]]:
    """The small counts for which no other table was found."""
    return (each for each in grid.small if witness(grid, hidden, *each) is None)


def witness(grid: Grid, hidden: Hidden, row: str, key: str) -> World | None:
    """Another table, equal in all that is shown, in which this count is larger than 10: the changes it would take.

    It is reached by moves, each of which leaves a table that is possible; None where no more of them can be made.
    """
    changes: World = {}
    left = SMALL + 1 - grid.value(row, key)
    for move in grid.moves[key]:
        left -= _made(grid, hidden, move, row, left, changes)
        if not left:
            return changes
    return None


def _made(grid: Grid, hidden: Hidden, move: Direction, row: str, wanted: int, changes: World) -> int:
    """How often the move was made in one row, and taken back in others or borne by the total."""
    times = _room(grid, hidden, move, row, wanted, changes)
    if not times:
        return 0
    others = [(other, 1 if row == TOTAL else -1) for other in grid.rows if other != row]
    if row != TOTAL and (borne := _room(grid, hidden, move, TOTAL, times, changes)):
        others, times = [(TOTAL, 1)], borne
    left = times
    for other, sign in others:
        turned = tuple((key, step * sign) for key, step in move)
        left -= _make(turned, other, _room(grid, hidden, turned, other, left, changes), changes)
    _make(move, row, times - left, changes)
    return times - left


def _make(move: Direction, row: str, times: int, changes: World) -> int:
    for key, step in move if times else ():
        changes[row, key] = changes.get((row, key), 0) + step * times
    return times


def _room(grid: Grid, hidden: Hidden, move: Direction, row: str, wanted: int, changes: World) -> int:
    """How many times, up to the wanted, the move can be made in a row without a trace."""
    columns = (grid.by_key[key].column for key, _ in move)
    if not wanted or any(column is not None and row not in hidden[column] for column in columns):
        return 0

    def now(key: str) -> int:
        return grid.value(row, key) + changes.get((row, key), 0)

    times = wanted
    for key, step in move:
        if step < 0:
            least = 0 if grid.by_key[key].column is None else 1
            times = min(times, (now(key) - least) // -step)
    steps = dict(move)
    for small, big in grid.bounds if row != TOTAL else ():
        closing = steps.get(small, 0) - steps.get(big, 0)
        if closing > 0:
            times = min(times, (now(big) - now(small)) // closing)
    return max(0, times)


def _next_to_hide(grid: Grid, hidden: Hidden, row: str, key: str) -> list[tuple[str, str]]:
    """What to withhold besides for this count: the first that makes it safe, one place or several; else one more."""
    columns = _nearest(grid, key)
    places = [[place] for place in _inner(grid, columns, row)]
    above = _above(grid, key)
    weights = grid.weights[above[0]] if above else {}
    for other in sorted((r for r in weights if r not in (row, TOTAL)), key=lambda r: (weights[r], r)):
        places.append([(column, one) for column in above for one in (row, other)])
    places += [[(column, one)] for column in columns for one in (TOTAL, *grid.rows)]
    new = [[(column, one) for column, one in each if one not in hidden[column]] for each in places]
    offers = [each for each in new if each]
    return next((each for each in offers if _makes_safe(grid, hidden, each, row, key)), offers[0])


def _makes_safe(grid: Grid, hidden: Hidden, places: list[tuple[str, str]], row: str, key: str) -> bool:
    tried = {column: set(rows) for column, rows in hidden.items()}
    for column, one in places:
        tried[column].add(one)
    return witness(grid, tried, row, key) is not None


def _above(grid: Grid, key: str) -> list[str]:
    """Columns of a quantity and of all that must grow when it grows."""
    keys = [key]
    for one in keys:
        wholes = [whole for whole, parts in grid.sums if one in parts]
        keys += [big for big in (*wholes, *(big for small, big in grid.bounds if small == one)) if big not in keys]
    return list(dict.fromkeys(column for one in keys if (column := grid.by_key[one].column) is not None))


def _inner(grid: Grid, columns: list[str], row: str) -> Iterator[tuple[str, str]]:
    """(column, row): column by column the row itself, then the others, the smallest first."""
    for column in columns:
        weights = grid.weights[column]
        others = sorted((r for r in grid.rows if r != row and weights[r]), key=lambda r: (weights[r], r))
        yield from ((column, one) for one in ((row, *others) if weights[row] else others))


def _nearest(grid: Grid, key: str) -> list[str]:
    """All columns: those of a quantity and of what it makes a sum with, parts before wholes; then the others."""
    keys = [key]
    for whole, parts in grid.sums:
        if key in (whole, *parts):
            keys += [*parts, whole]
    found = [*(grid.by_key[one].column for one in keys), *reversed(grid.columns)]
    return list(dict.fromkeys(column for column in found if column is not None))


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
