"""Every cell and total equals a recount of the facts by hand, now and as known at any earlier tick."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from casetracker.indicators.counting import count
from casetracker.indicators.opening import open_number
from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.kit.periods import Period
from casetracker.ledger.models import FactRow
from tests.indicators.conftest import World

FIRST = date(2025, 11, 1)
KINDS = {
    "R01": ("breach.resolved", "breach.reopened"),
    "C03": ("case.closed", "case.reopened"),
    "C02": ("case.open", ""),
}
DAYS = st.integers(0, 500).map(lambda n: FIRST + timedelta(days=n))
PRECISION = st.sampled_from(["day", "day", "day", "month", "year"])
CODES = st.sampled_from(["a", "b", None])

histories = st.lists(
    st.fixed_dictionaries(
        {
            "type": CODES, "district": CODES, "days": st.lists(DAYS, min_size=1, max_size=5).map(sorted),
            "precision": PRECISION, "tier": st.sampled_from(["normal", "normal", "highly_restricted"]),
            "withdrawn": st.booleans(),
        }
    ),
    max_size=8,
)  # fmt: skip
periods = st.tuples(DAYS, st.integers(0, 400)).map(lambda pair: Period(pair[0], pair[0] + timedelta(days=pair[1])))


def stored(day: date, precision: str) -> date:
    return {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[precision]


def build(world: World, histories: Iterable[dict[str, Any]]) -> None:
    """Each history: done, undone, done again ... on its days; some of it withdrawn a tick later."""
    for each in histories:
        world.tick()
        unit = world.dossier(each["tier"])
        dims = {"type": each["type"], "district": each["district"], "precision": each["precision"]}
        days = [stored(day, each["precision"]) for day in each["days"]]
        rows = [world.fact("case.open", unit, days[0], until_day=days[1] if len(days) > 1 else None, **dims)]
        for n, day in enumerate(days):
            kind = ("breach.resolved", "case.closed") if n % 2 == 0 else ("breach.reopened", "case.reopened")
            for one in kind:
                part = "1" if one.startswith("breach") else ""
                rows.append(world.fact(one, unit, day, part_id=part, turn=n // 2 + 1, outcome="resolved_full", **dims))
        if each["withdrawn"]:
            world.tick()
            world.withdraw(rows[-1])


def last_day(fact: FactRow) -> date:
    """The day by which it had surely happened."""
    return fact.day if fact.precision == "day" else Period.around(fact.precision, fact.day).last


def recount(key: str, facts: list[FactRow], hidden: set[Any], period: Period) -> list[FactRow]:
    """The facts behind the figure, by the words of its rule."""
    kind, opposite = KINDS[key]
    seen = [fact for fact in facts if fact.unit_id not in hidden]
    if key == "C02":
        return [f for f in seen if f.kind == kind and last_day(f) <= period.last and not ended(f, period.last)]
    undone = {(f.unit_id, f.part_id, f.turn) for f in seen if f.kind == opposite and last_day(f) <= period.last}
    return [
        fact for fact in seen
        if fact.kind == kind and fact.day >= period.first and last_day(fact) <= period.last
        and (fact.unit_id, fact.part_id, fact.turn) not in undone
    ]  # fmt: skip


def ended(fact: FactRow, day: date) -> bool:
    if fact.until_day is None:
        return False
    whole = fact.until_day if fact.precision == "day" else Period.around(fact.precision, fact.until_day).last
    return whole <= day


@pytest.fixture
def empty(app: Flask) -> World:
    clock.set_clock(lambda: datetime(2029, 1, 1, tzinfo=UTC))  # after the last day of any period that is drawn
    return World(datetime(2028, 12, 1, tzinfo=UTC))


@pytest.mark.parametrize("key", sorted(KINDS))
@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(histories=histories, period=periods, unit=st.sampled_from(["month", "quarter", "year"]), data=st.data())
def test_cells_and_totals_equal_a_recount(
    empty: World, key: str, histories: list[dict[str, Any]], period: Period, unit: str, data: st.DataObject
) -> None:
    world = empty
    nested = db.session.begin_nested()
    try:
        build(world, histories)
        tick = data.draw(st.one_of(st.none(), st.integers(0, world.now)))
        facts = [f for kind in KINDS[key] if kind for f in world.facts(kind) if known(f, tick, world.now)]
        hidden = {each for each, tier in world_tiers(world) if tier == "highly_restricted"}
        asked: dict[str, Any] = {"programme_id": world.id, "as_at": tick}
        figure = count(key, period=period, by=(unit, "type"), margins=True, **asked)
        rows = recount(key, facts, hidden, period)
        assert figure.value == len(rows)
        opened = open_number(key, period=period, **asked)
        assert sorted(row.unit_id for row in opened) == sorted(fact.unit_id for fact in rows)
        expected: Counter[Any] = Counter()
        for code, part in period.parts(unit):
            expected.update((code, fact.type) for fact in recount(key, facts, hidden, part))
        assert {cell.keys: cell.value for cell in figure.cells} == dict(expected)
        months = Counter(code for code, _ in expected.elements())
        assert {cell.keys[0]: cell.value for cell in figure.margins[unit]} == {
            code: months[code] for code, _ in period.parts(unit)
        }
        by_type = Counter((fact.type, fact.district) for fact in rows)
        crossed = count(key, period=period, by=("type", "district"), **asked)
        assert {cell.keys: cell.value for cell in crossed.cells} == dict(by_type)
        for cell in figure.cells[:4]:
            inside = open_number(key, period=period, cell=dict(zip(figure.by, cell.keys, strict=True)), **asked)
            assert len(inside) == cell.value
    finally:
        nested.rollback()
        db.session.expunge_all()
        world.now = 1


def known(fact: FactRow, tick: int | None, now: int) -> bool:
    at = now if tick is None else tick
    return fact.known_from <= at and (fact.known_to is None or fact.known_to > at)


def world_tiers(world: World) -> list[tuple[Any, str]]:
    from casetracker.ledger.models import Dossier

    return [(each.id, each.tier) for each in db.session.query(Dossier)]


def test_what_was_known_then_is_counted_the_same_after_what_came_later(world: World) -> None:
    clock.set_clock(lambda: datetime(2026, 12, 31, tzinfo=UTC))
    ticks, figures = [], []
    for day in ("03-01", "03-02", "03-03"):
        with world.later():
            world.resolve(world.case("02-01"), day, "02-01")
        ticks.append(world.now)
        figures.append(count("R01", programme_id=world.id, period=Period.year(2026), by=("month",)))
    with world.later():
        first = world.facts("breach.resolved")[0]
        world.fact("breach.reopened", first.unit_id, "05-01", part_id="1", other_day=first.day)
    then = [count("R01", programme_id=world.id, period=Period.year(2026), by=("month",), as_at=tick) for tick in ticks]
    assert [figure.cells for figure in then] == [figure.cells for figure in figures]
    assert [figure.value for figure in then] == [1, 2, 3]
    assert count("R01", programme_id=world.id, period=Period.year(2026)).value == 2
    assert all(one.total.value < two.total.value for one, two in pairwise(then))  # type: ignore[operator]
