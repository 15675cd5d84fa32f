"""Nobody who reads a table of headlines can tell that a count lies between 1 and 10."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from casetracker.indicators.disclosure import SMALL, TOTAL, Grid, Hidden, Quantity, is_small, withheld, witness

RELATED = (("P01", "C01"), ("C01", "B01"), ("R01", "B01"), ("R11", "R01"))
QUICKLY = (Phase.explicit, Phase.reuse, Phase.generate)


def with_total(values: list[int]) -> dict[str, int]:
    return {f"p{n}": value for n, value in enumerate(values)} | {TOTAL: sum(values)}


def headlines(rows: list[dict[str, int]]) -> Grid:
    """A table as the funder's: counts, a part with its rest, a rate with what it is of."""
    column = {key: with_total([row[key] for row in rows]) for key in rows[0]}
    rest = {row: column["R01"][row] - column["R02"][row] for row in column["R01"]}
    of = {row: column["done"][row] + column["not"][row] for row in column["done"]}
    return Grid(
        (
            *(Quantity(key, key, column[key]) for key in ("C01", "B01", "P01", "R01", "R02", "R11")),
            Quantity("rest", None, rest),
            Quantity("of", "R03", of),
            Quantity("done", "R03", column["done"]),
            Quantity("not", None, column["not"]),
        ),
        (("R01", ("R02", "rest")), ("of", ("done", "not"))),
        RELATED,
    )


@st.composite
def provinces(draw: st.DrawFn) -> dict[str, int]:
    cases = draw(st.one_of(st.integers(0, 15), st.integers(0, 200)))
    breaches = cases + draw(st.integers(0, cases))
    resolved = draw(st.integers(0, breaches))
    return {
        "C01": cases, "B01": breaches, "P01": draw(st.integers(0, cases)), "R01": resolved,
        "R02": draw(st.integers(0, resolved)), "R11": draw(st.integers(0, resolved)),
        "done": draw(st.integers(0, 60)), "not": draw(st.integers(0, 30)),
    }  # fmt: skip


@settings(max_examples=50, deadline=None, phases=QUICKLY)
@given(st.lists(provinces(), min_size=1, max_size=5))
def test_for_every_small_count_there_is_another_table_that_looks_the_same(rows: list[dict[str, int]]) -> None:
    grid = headlines(rows)
    hidden = withheld(grid)
    for row, key in grid.small:
        column = grid.by_key[key].column
        assert column is None or row in hidden[column]
        changes = witness(grid, hidden, row, key)
        assert changes is not None
        other = {
            (r, q.key): value + changes.get((r, q.key), 0) for q in grid.quantities for r, value in q.values.items()
        }
        assert other[row, key] > SMALL
        looks_the_same(grid, hidden, other)
        hangs_together(grid, other)


def looks_the_same(grid: Grid, hidden: Hidden, other: dict[tuple[str, str], int]) -> None:
    for each in grid.quantities:
        for row, value in each.values.items():
            if each.column is not None and row not in hidden[each.column]:
                assert other[row, each.key] == value
            else:
                assert other[row, each.key] >= (each.column is not None and value > 0)


def hangs_together(grid: Grid, other: dict[tuple[str, str], int]) -> None:
    for whole, parts in grid.sums:
        for row in (*grid.rows, TOTAL):
            assert other[row, whole] == sum(other[row, part] for part in parts)
    for each in grid.quantities:
        assert other[TOTAL, each.key] == sum(other[row, each.key] for row in grid.rows)
    for small, big in grid.bounds:
        assert all(other[row, small] <= other[row, big] for row in grid.rows)


@settings(max_examples=10, deadline=None, phases=QUICKLY)
@given(st.lists(st.tuples(st.integers(0, 16), st.integers(0, 16)), min_size=2, max_size=2))
def test_trying_every_table_finds_none_that_is_pinned(pairs: list[tuple[int, int]]) -> None:
    wholes, parts = [whole for whole, _ in pairs], [min(pair) for pair in pairs]
    rest = [whole - part for whole, part in zip(wholes, parts, strict=True)]
    grid = Grid(
        (
            Quantity("whole", "whole", with_total(wholes)),
            Quantity("part", "part", with_total(parts)),
            Quantity("rest", None, with_total(rest)),
        ),
        (("whole", ("part", "rest")),),
    )
    hidden = withheld(grid)
    for row, key in grid.small:
        assert any(not is_small(table[row, key]) for table in possible(grid, hidden)), (hidden, row, key)


def possible(grid: Grid, hidden: Hidden) -> Iterator[dict[tuple[str, str], int]]:
    """Every table up to 24 a cell that prints the same, found by trying."""
    places = [(row, key) for key in ("whole", "part") for row in grid.rows]
    choices = [range(24, 0, -1) if row in hidden[key] else (grid.value(row, key),) for row, key in places]
    for values in product(*choices):
        table = dict(zip(places, values, strict=True))
        for key in ("whole", "part"):
            table[TOTAL, key] = sum(table[row, key] for row in grid.rows)
        for row in (*grid.rows, TOTAL):
            table[row, "rest"] = table[row, "whole"] - table[row, "part"]
        printed = all(table[TOTAL, key] == grid.value(TOTAL, key) for key in hidden if TOTAL not in hidden[key])
        if printed and all(table[row, "rest"] >= 0 for row in grid.rows):
            yield table


def test_a_bound_from_another_column_does_not_pin_a_count() -> None:
    """Were 18 people shown beside the 20 cases withheld, 23 less 18 would leave 5 at most for the other province."""
    rows = [{"C01": c, "P01": p} for c, p in ((3, 3), (20, 18), (200, 150))]
    columns = {key: with_total([row[key] for row in rows]) for key in ("C01", "P01")}
    grid = Grid(tuple(Quantity(key, key, values) for key, values in columns.items()), at_most=(("P01", "C01"),))
    hidden = withheld(grid)
    assert witness(grid, hidden, "p0", "C01") is not None
    assert "p1" in hidden["P01"] or "p2" in hidden["C01"]


def test_large_numbers_stay_and_a_nought_is_shown() -> None:
    column = with_total([30, 40, 0, 50])
    assert withheld(Grid((Quantity("C01", "C01", column),))) == {"C01": set()}


def test_one_small_count_takes_the_smallest_other_with_it() -> None:
    assert withheld(Grid((Quantity("C01", "C01", with_total([4, 40, 25, 0])),))) == {"C01": {"p0", "p2"}}


def test_small_counts_alone_take_the_total() -> None:
    assert withheld(Grid((Quantity("C01", "C01", with_total([4, 0])),))) == {"C01": {"p0", TOTAL}}
