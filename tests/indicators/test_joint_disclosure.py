"""Nobody who lays all published tables side by side can work out a small count."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from casetracker.indicators.disclosure import (
    AtMost,
    Contradiction,
    Refused,
    Release,
    Sum,
    Table,
    attack,
    differences,
    held_back,
    moves,
    protect,
)  # fmt: skip
from tests.indicators.outsider import given_away, optimum, tables_that_look_the_same
from tests.indicators.sample_tables import ALL, country, dated, flat, flat_table, joined, nested_table

QUICKLY = (Phase.explicit, Phase.reuse, Phase.generate)
SEEDS = st.integers(0, 2**32)


def keeps(releases: Sequence[Release]) -> bool:
    """Neither our attack nor the plain one proves anything."""
    return attack(releases) == [] and given_away(releases) == set()


@settings(max_examples=500, deadline=None, phases=QUICKLY)
@given(SEEDS, st.sampled_from((5, 11)))
def test_no_small_count_of_a_nested_table_can_be_worked_out(seed: int, k: int) -> None:
    table = nested_table(Random(seed), k)
    done = protect(table)
    assert done.primary <= done.release.hidden
    assert all(done.release.shown[key] == 0 for key, value in table.values.items() if not value)
    assert given_away([done.release]) == set()


def test_no_small_count_of_sixty_districts_can_be_worked_out() -> None:
    table = country(Random(1), 11)
    done = protect(table)
    assert len(done.primary) > 400, "so many that partners are sought for all at once"
    assert given_away([done.release]) == set()
    assert len(done.complementary) < 0.2 * len(table.values)


@settings(max_examples=60, deadline=None, phases=QUICKLY)
@given(SEEDS)
def test_trying_every_table_finds_none_that_is_pinned(seed: int) -> None:
    chance = Random(seed)
    inner = {(row, column): chance.randint(0, 5) for row in ("P0", "P1") for column in ("T0", "T1")}
    table = flat(inner, ("P0", "P1"), ("T0", "T1"), 3, "tiny")
    release = protect(table).release
    found = list(tables_that_look_the_same(release, list(inner), 11))
    for key in table.primary():
        assert any(not 0 < each[key] < 3 for each in found), (release, key)


@settings(max_examples=60, deadline=None, phases=QUICKLY)
@given(SEEDS)
def test_trying_every_table_and_the_attack_agree_on_what_is_pinned(seed: int) -> None:
    chance = Random(seed)
    inner = {(row, column): chance.randint(0, 4) for row in ("P0", "P1") for column in ("T0", "T1")}
    table = flat(inner, ("P0", "P1"), ("T0", "T1"), 3, "tiny")
    hidden = {key for key, value in table.values.items() if value and chance.random() < 0.6} | table.primary()
    release = table.without(hidden)
    found = list(tables_that_look_the_same(release, list(inner), 11))
    pinned = {key for key in table.values if all(0 < each[key] < 3 for each in found)}
    assert {each.key for each in attack([release])} == pinned
    for each in attack([release]):
        assert (each.low, each.high) == (min(w[each.key] for w in found), max(w[each.key] for w in found))


def test_withholding_the_small_counts_alone_is_broken() -> None:
    """What most dashboards do; so the attack is known to bite."""
    tables = [flat_table(Random(seed), 5, 6, 5) for seed in range(30)]
    found = [attack([table.without(table.primary())]) for table in tables]
    assert sum(map(bool, found)) >= 10
    for table, each in zip(tables, found, strict=True):
        assert {one.key for one in each} >= given_away([table.without(table.primary())])
        assert all(one.low <= table.values[one.key] <= one.high for one in each)


@settings(max_examples=40, deadline=None, phases=QUICKLY)
@given(SEEDS)
def test_two_quarters_and_their_half_year_give_nothing_away(seed: int) -> None:
    chance = Random(seed)
    quarters = [dated(flat_table(chance, 3, 3, 5), period) for period in ("Q1", "Q2")]
    releases: list[Release] = []
    for table in (*quarters, joined(quarters, "H1", "half")):
        releases.append(protect(table, releases).release)
    assert keeps(releases)


def test_a_longer_period_that_begins_alike_withholds_more() -> None:
    alone = together = 0
    for seed in range(12):
        chance = Random(seed)
        first, april = dated(flat_table(chance, 4, 4, 5), "Q1"), dated(flat_table(chance, 4, 4, 5), "April")
        later = joined([first, april], "January to April", "later")
        released = protect(first).release
        apart, beside = protect(later).release, protect(later, [released]).release
        assert keeps([released, beside])
        alone, together = alone + len(apart.hidden), together + len(beside.hidden)
    assert together > alone


def test_two_tables_safe_by_themselves_are_caught_together() -> None:
    total, sum_ = Sum(("Q1", "all"), (("Q1", "a"), ("Q1", "b"), ("Q1", "c"))), {("Q1", "b"): 5}
    one = Release("one", {total.whole: 60, ("Q1", "a"): 27}, frozenset({("Q1", "b"), ("Q1", "c")}), sum_, (total,))
    two = Release("two", {("Q1", "c"): 30})
    three = Release("three", {("Q2", "a"): 30})
    assert not attack([one]) and not attack([two])
    (found,) = attack([three, one, two])
    assert (found.key, found.low, found.high, found.k, found.tables) == (("Q1", "b"), 3, 3, 5, ("one", "two"))
    assert "Q1 / b" in str(found) and "one, two" in str(found)


def test_a_table_that_cannot_be_made_safe_is_refused_with_the_counts_and_the_tables() -> None:
    total = Sum(("all",), (("a",), ("rest",)))
    earlier = Release("first", {("a",): 27})
    table = Table("second", {("all",): 30}, {("rest",): 5}, (total,), kept=frozenset({("all",)}))
    with pytest.raises(Refused, match="second is held back") as refused:
        protect(table, [earlier])
    (found,) = refused.value.exposed
    assert found.key == ("rest",) and set(found.tables) == {"first", "second"} and found.low == found.high == 3
    assert protect(Table("second", table.values, table.small, table.sums), [earlier]).release.hidden == {("all",)}


def test_a_small_count_that_was_shown_before_is_refused() -> None:
    with pytest.raises(Refused, match="a is exactly 3, below 5, by: first"):
        protect(Table("second", {("a",): 3}, {("a",): 5}), [Release("first", {("a",): 3})])


def test_fewer_cells_or_smaller_ones_are_withheld_as_asked() -> None:
    tables = [flat_table(Random(seed), 4, 4, 5) for seed in range(10)]
    cells, sums = ([protect(table, fewest=each).complementary for table in tables] for each in ("number", "value"))
    assert sum(map(len, cells)) <= sum(map(len, sums))
    lost = [sum(t.values[key] for t, each in zip(tables, done, strict=True) for key in each) for done in (cells, sums)]
    assert lost[1] <= lost[0]


def test_a_rest_that_is_never_printed_is_protected_too() -> None:
    values = {("R01", "a"): 40, ("R02", "a"): 38, ("R01", "b"): 70, ("R02", "b"): 30}
    sums = tuple(Sum(("R01", place), (("R02", place), ("rest", place))) for place in "ab")
    bounds = tuple(AtMost(("R02", place), ("R01", place)) for place in "ab")
    done = protect(Table("confirmed", values, {("rest", "a"): 5, ("rest", "b"): 5}, sums, bounds))
    assert done.release.hidden and not done.primary and keeps([done.release])


def test_a_correction_by_less_than_k_is_caught_and_shown_as_it_was() -> None:
    before = {("all",): 90, ("a",): 40, ("b",): 50}
    after = {("all",): 93, ("a",): 43, ("b",): 50}
    small, total = dict.fromkeys(before, 5), Sum(("all",), (("a",), ("b",)))
    first = Release("first", {(*key, "1"): value for key, value in before.items()})
    second = Release("second", {(*key, "2"): value for key, value in after.items()})
    sums, thresholds = differences(first.shown, second.shown, {(*key, "2"): 5 for key in after})
    found = attack([first, Release("second", second.shown, small=thresholds, sums=sums)])
    assert {each.key for each in found} == {("a", "2", "difference", "1"), ("all", "2", "difference", "1")}
    assert {each.tables for each in found} == {("first", "second")}
    assert moves(before, after, small).between == {("all",), ("a",)}
    assert held_back(before, after, small, (total,)) == before
    large = {("all",): 99, ("a",): 49, ("b",): 50}
    assert held_back(before, large, small, (total,)) == large


def test_a_second_edition_is_protected_beside_the_first() -> None:
    first = Release("first", {("all", "1"): 90, ("a", "1"): 40, ("b", "1"): 50})
    values = {("all", "2"): 93, ("a", "2"): 43, ("b", "2"): 50}
    sums, small = differences(first.shown, values, dict.fromkeys(values, 5))
    total = Sum(("all", "2"), (("a", "2"), ("b", "2")))
    done = protect(Table("second", values, small, (total, *sums)), [first])
    assert done.release.hidden == {("all", "2"), ("a", "2")} and keeps([first, done.release])


def test_a_held_correction_does_not_show_in_a_total() -> None:
    before, after = {("all",): 90, ("a",): 40, ("b",): 50}, {("all",): 103, ("a",): 43, ("b",): 60}
    assert held_back(before, after, dict.fromkeys(before, 5), (Sum(("all",), (("a",), ("b",))),)) == before


def test_tables_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(Contradiction, match="shown as 3 and as 4"):
        attack([Release("one", {("a",): 3}), Release("two", {("a",): 4})])
    with pytest.raises(Contradiction):
        attack([Release("one", {("all",): 3, ("a",): 9}, frozenset({("b",)}), {}, (Sum(("all",), (("a",), ("b",))),))])


def test_little_more_is_withheld_than_the_least_possible(capsys: pytest.CaptureFixture[str]) -> None:
    done = least = cells = 0
    for seed in range(16):
        table = flat_table(Random(seed), 4, 4, 5)
        done, least = done + len(protect(table).release.hidden), least + optimum(table)
        cells += len(table.values)
    with capsys.disabled():
        print(f"\nwithheld: {done / cells:.1%} of the cells, {least / cells:.1%} at least: {done / least:.2f} times")
    assert least <= done <= 1.15 * least


def test_the_same_table_is_protected_in_the_same_way() -> None:
    table = nested_table(Random(7), 11)
    assert protect(table) == protect(table)
    assert (ALL, ALL) in table.values
