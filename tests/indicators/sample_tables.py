"""Tables of believable counts: rare and common types, provinces with their districts, periods that overlap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from random import Random

from casetracker.indicators.disclosure import Key, Sum, Table

ALL = "all"
Nested = Mapping[str, Sequence[str]]


def counts(
    chance: Random, rows: Sequence[str], columns: Sequence[str], sizes: Sequence[int] = (2, 6, 25, 80)
) -> dict[Key, int]:
    """Inner counts: some columns rare, some common, some noughts."""
    typical = {column: chance.choice(sizes) for column in columns}
    return {
        (row, column): 0 if chance.random() < 0.15 else chance.randint(0, 2 * typical[column])
        for row, column in product(rows, columns)
    }


def totalled(inner: Mapping[Key, int], places: Nested, columns: Sequence[str]) -> tuple[dict[Key, int], list[Sum]]:
    """The counts with every total of places and columns."""
    values, sums = dict(inner), []

    def add(whole: Key, parts: Sequence[Key]) -> None:
        values[whole] = sum(values[part] for part in parts)
        sums.append(Sum(whole, tuple(parts)))

    for column in columns:
        for province, districts in places.items():
            add((province, column), [(district, column) for district in districts])
        add((ALL, column), [(province, column) for province in places])
    for row in (*(one for each in places.values() for one in each), *places, ALL):
        add((row, ALL), [(row, column) for column in columns])
    for province, districts in places.items():
        add((province, ALL), [(district, ALL) for district in districts])
    add((ALL, ALL), [(province, ALL) for province in places])
    return values, sums


def nested_table(chance: Random, k: int) -> Table:
    """Provinces with districts by types."""
    places = {f"P{n}": [f"P{n}.{m}" for m in range(chance.randint(2, 3))] for n in range(chance.randint(1, 3))}
    columns = [f"T{n}" for n in range(chance.randint(2, 4))]
    districts = [one for each in places.values() for one in each]
    values, sums = totalled(counts(chance, districts, columns), places, columns)
    return Table("nested", values, dict.fromkeys(values, k), tuple(sums))


def country(chance: Random, k: int) -> Table:
    """Eleven provinces with sixty districts by twelve types."""
    places = {f"P{n}": [f"P{n}.{m}" for m in range(5 + (n < 5))] for n in range(11)}
    columns = [f"T{n}" for n in range(12)]
    districts = [one for each in places.values() for one in each]
    values, sums = totalled(counts(chance, districts, columns, (2, 6, 25)), places, columns)
    return Table("country", values, dict.fromkeys(values, k), tuple(sums))


def flat_table(chance: Random, rows: int, columns: int, k: int, name: str = "flat") -> Table:
    """Rows by columns with totals."""
    places, types = [f"P{n}" for n in range(rows)], [f"T{n}" for n in range(columns)]
    return flat(counts(chance, places, types), places, types, k, name)


def flat(inner: Mapping[Key, int], rows: Sequence[str], columns: Sequence[str], k: int, name: str) -> Table:
    """The same of counts that are given."""
    values = dict(inner)
    sums = [Sum((row, ALL), tuple((row, column) for column in columns)) for row in rows]
    sums += [Sum((ALL, column), tuple((row, column) for row in rows)) for column in (*columns, ALL)]
    for whole, parts in sums:
        values[whole] = sum(values[part] for part in parts)
    sums.append(Sum((ALL, ALL), tuple((ALL, column) for column in columns)))
    return Table(name, values, dict.fromkeys(values, k), tuple(sums))


def dated(table: Table, period: str) -> Table:
    """The same table, its keys ending in a period."""
    return Table(
        f"{table.name} {period}",
        {(*key, period): value for key, value in table.values.items()},
        {(*key, period): k for key, k in table.small.items()},
        tuple(Sum((*whole, period), tuple((*part, period) for part in parts)) for whole, parts in table.sums),
    )


def joined(tables: Sequence[Table], period: str, name: str) -> Table:
    """The table of a longer period, which everybody knows to be the sum of the shorter ones, printed or not."""
    values: dict[Key, int] = {}
    parts: dict[Key, list[Key]] = {}
    for table in tables:
        for key, value in table.values.items():
            whole = (*key[:-1], period)
            values[whole] = values.get(whole, 0) + value
            parts.setdefault(whole, []).append(key)
    own = [Sum((*w[:-1], period), tuple((*p[:-1], period) for p in ps)) for w, ps in tables[0].sums]
    over = [Sum(whole, tuple(each)) for whole, each in parts.items()]
    inside = [each for table in tables for each in table.sums]
    small = {key: k for table in tables for key, k in table.small.items()}
    small |= {(*key[:-1], period): k for key, k in small.items()}
    return Table(name, values, small, (*own, *over, *inside))
