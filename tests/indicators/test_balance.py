"""Whatever is said of cases, in whatever order and however vaguely: what came in, less what went out, is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from casetracker.cases.counted import facts_of
from casetracker.cases.fold import fold
from casetracker.indicators.balance import imbalance
from casetracker.indicators.counting import count
from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.kit.periods import Period
from casetracker.ledger.entries import Entry
from casetracker.ledger.facts import COLUMNS, Fact, coarse
from tests.cases.test_fold import ledgers
from tests.indicators.conftest import World

KINDS = ("case.opened", "case.open", "case.closed", "case.reopened")
FIRST = date(2025, 11, 1)
DAYS = st.integers(0, 300).map(lambda n: FIRST + timedelta(days=n))
PRECISIONS = st.lists(st.sampled_from(["day", "day", "day", "month", "year"]), min_size=12, max_size=12)
periods = st.tuples(DAYS, st.integers(0, 400)).map(lambda pair: Period(pair[0], pair[0] + timedelta(days=pair[1])))
histories = st.lists(st.tuples(ledgers(opened=True), PRECISIONS, st.booleans()), max_size=6)


def vaguely(entries: list[Entry], precisions: list[str]) -> list[Entry]:
    """The same with days known only to their month or year, as old registers have them."""
    stored = {
        "day": lambda on: on,
        "month": lambda on: on.replace(day=1),
        "year": lambda on: on.replace(month=1, day=1),
    }
    return [
        replace(one, happened_on=stored[how](one.happened_on), precision=how)
        for one, how in zip(entries, precisions, strict=False)
    ]


def insert(world: World, facts: list[Fact], tier: str) -> None:
    unit = world.dossier(tier)
    for fact in facts:
        fact = coarse(fact, unit) if tier == "highly_restricted" else fact
        values = {name: getattr(fact, name) for name in COLUMNS if name not in ("kind", "day")}
        world.fact(fact.kind, unit, fact.day, **values)


@pytest.fixture
def empty(app: Flask) -> World:
    clock.set_clock(lambda: datetime(2029, 1, 1, tzinfo=UTC))
    return World(datetime(2028, 12, 1, tzinfo=UTC))


@settings(
    max_examples=60, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(histories=histories, period=periods)
def test_the_flow_of_any_histories_balances(
    empty: World, histories: list[tuple[list[Entry], list[str], bool]], period: Period
) -> None:
    nested = db.session.begin_nested()
    try:
        for entries, precisions, sealed in histories:
            told = vaguely(entries, precisions)
            facts = [fact for fact, _entry in facts_of(fold(told)) if fact.kind in KINDS]
            insert(empty, facts, "highly_restricted" if sealed else "normal")
        assert imbalance(empty.id, period) == {}
    finally:
        nested.rollback()
        db.session.expunge_all()


def test_what_does_not_balance_is_named_by_its_month(world: World) -> None:
    clock.set_clock(lambda: datetime(2026, 7, 1, tzinfo=UTC))
    unit = world.case("03-01")
    assert imbalance(world.id, Period.quarter(2026, 1)) == {}
    world.close(unit, "03-01", "03-10")  # and it still stands open
    assert imbalance(world.id, Period.quarter(2026, 1)) == {"": -1, "2026-03": -1}
    assert imbalance(world.id, Period.quarter(2026, 2)) == {}


def test_the_cases_that_few_may_open_are_balanced_too(world: World) -> None:
    clock.set_clock(lambda: datetime(2026, 7, 1, tzinfo=UTC))
    unit = world.dossier("highly_restricted")
    world.fact("case.opened", unit, "03-01", precision="month")
    assert imbalance(world.id, Period.quarter(2026, 1)) == {"": 1, "2026-03": 1}
    assert count("C04", programme_id=world.id, period=Period.quarter(2026, 1)).value == 0
