"""Periods are closed intervals of days, cut and stepped as a reporting officer would."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casetracker.kit.periods import UNITS, NotAPeriod, Period, code_of

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first = draw(DAYS)
    return Period(first, first + timedelta(days=draw(st.integers(0, 900))))


def test_the_last_day_belongs_to_the_period() -> None:
    march = Period.month(2026, 3)
    assert date(2026, 3, 31) in march
    assert date(2026, 4, 1) not in march
    assert march.days == 31


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        (" 2026-11-22 ", date(2026, 11, 22), date(2026, 11, 22)),
    ],
)
def test_a_period_is_named_as_people_write_it(text: str, first: date, last: date) -> None:
    assert Period.named(text) == Period(first, last)


@pytest.mark.parametrize("text", ["", "26", "2026-13", "2026-Q5", "2026-02-30", "03/2026", "0000", "1066", "９９"])
def test_what_is_not_a_period_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(NotAPeriod) as refusal:
        Period.named(text)
    assert str(refusal.value)


def test_from_and_to_may_be_named_differently() -> None:
    assert Period.between("2026-02", "2026-03-15") == Period(date(2026, 2, 1), date(2026, 3, 15))
    assert Period.between("2026-Q2") == Period.quarter(2026, 2)
    with pytest.raises(NotAPeriod):
        Period.between("2026-03", "2026-01")


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (Period.month(2026, 1), Period.month(2025, 12)),
        (Period.quarter(2026, 1), Period.quarter(2025, 4)),
        (Period.year(2026), Period.year(2025)),
        (Period.between("2026-01", "2026-02"), Period.between("2025-11", "2025-12")),
        (Period(date(2026, 1, 10), date(2026, 1, 12)), Period(date(2026, 1, 7), date(2026, 1, 9))),
    ],
)
def test_the_period_before(period: Period, before: Period) -> None:
    assert period.previous() == before


@given(periods(), st.sampled_from(UNITS))
def test_parts_cover_every_day_once(period: Period, unit: str) -> None:
    parts = [part for _, part in period.parts(unit)]
    assert parts[0].first == period.first
    assert parts[-1].last == period.last
    assert all(one.last + timedelta(days=1) == two.first for one, two in pairwise(parts))
    assert all(code == code_of(unit, part.first) for code, part in period.parts(unit))


@given(DAYS, st.sampled_from(UNITS))
def test_a_code_names_its_own_period(day: date, unit: str) -> None:
    period = Period.around(unit, day)
    assert period.unit == unit
    assert Period.named(period.code) == period
