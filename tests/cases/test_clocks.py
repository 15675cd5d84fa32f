"""Time limits as anybody can count them after: four countries' rules, over any day and any days off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from casetracker.cases.arithmetic import arithmetic
from casetracker.cases.clocks import Calendar, Limit, due_day, extended, last_year, left_over
from casetracker.cases.rules import limit_of
from casetracker.kit.calendars import holidays_of, weekend_of
from casetracker.presets import DeadlineRule, load, load_limits

RULES: dict[str, dict[str, DeadlineRule]] = {
    "MZ": {rule.code: rule for rule in load("health_mozambique").deadline_rules},
    "AR": {rule.code: rule for rule in load_limits("identity_argentina")},
    "IN": {rule.code: rule for rule in load_limits("education_india")},
    "US": {rule.code: rule for rule in load_limits("detention_arizona")},
}
FILED = date(2026, 6, 3)
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
AHEAD = st.integers(0, 500).map(lambda days: timedelta(days=days))
COUNTED = [(country, code) for country, rules in RULES.items() for code, rule in rules.items() if rule.amount]
KINDS = ("as it is", "working", "rolls")


def calendar(country: str, first: int, last: int) -> Calendar:
    off = {day: name for year in range(first, last + 1) for day, name in holidays_of(country, year, "en").items()}
    return Calendar(off, weekend_of(country))


def real(country: str, limit: Limit, start: date) -> Calendar:
    return calendar(country, start.year, last_year(limit, start))


@st.composite
def limits(draw: st.DrawFn) -> tuple[str, Limit]:
    """A rule of one of the four countries, as it is, counted in working days, or rolled over."""
    country, code = draw(st.sampled_from(COUNTED))
    limit, kind = limit_of(RULES[country][code]), draw(st.sampled_from(KINDS))
    return country, Limit(limit.amount, limit.unit, kind == "working", kind == "rolls")


def test_an_information_request_in_mozambique() -> None:
    limit = limit_of(RULES["MZ"]["MZ-RTI-21"])
    by_calendar = due_day(limit, FILED, real("MZ", limit, FILED))
    assert (by_calendar.on, by_calendar.skipped) == (date(2026, 6, 24), ())
    by_work = Limit(21, working=True)
    due = due_day(by_work, FILED, real("MZ", by_work, FILED))
    assert (due.on, due.skipped) == (date(2026, 7, 3), (date(2026, 6, 25),))


@pytest.mark.parametrize(
    ("country", "code", "start", "due"),
    [
        ("IN", "IN-RTI-REPLY", FILED, date(2026, 7, 3)),
        ("IN", "IN-RTI-LIFE", FILED, date(2026, 6, 5)),
        ("IN", "IN-RTI-APIO", FILED, date(2026, 7, 8)),
        ("IN", "IN-RTI-APPEAL1-FILE", date(2026, 7, 3), date(2026, 8, 2)),
        ("IN", "IN-RTI-FAA", date(2026, 8, 2), date(2026, 9, 1)),
        ("IN", "IN-RTI-APPEAL2-FILE", date(2026, 9, 1), date(2026, 11, 30)),
        ("IN", "IN-RTE-32", date(2025, 11, 30), date(2026, 2, 28)),
        ("AR", "AR-REG-40", FILED, date(2026, 7, 13)),
        ("AR", "AR-REG-EXOFFICIO-20", date(2026, 7, 13), date(2026, 8, 2)),
        ("AR", "AR-LATE-ADMIN", date(2008, 2, 29), date(2026, 2, 28)),
        ("US", "US-BIA-30", FILED, date(2026, 7, 3)),
        ("US", "US-BIA-BRIEF-20", FILED, date(2026, 6, 23)),
    ],
)
def test_the_limits_of_three_more_countries(country: str, code: str, start: date, due: date) -> None:
    limit = limit_of(RULES[country][code])
    assert due_day(limit, start, real(country, limit, start)).on == due


def test_extended_to_45_is_45_from_the_first_day() -> None:
    rule = RULES["IN"]["IN-RTI-FAA"]
    assert rule.extendable_to == 45
    longer = extended(limit_of(rule), 45)
    assert due_day(longer, FILED, Calendar()).on == FILED + timedelta(days=45)


CLOSED = "27 de junho, com os serviços fechados, por isso termina a 29 de junho"
SAID = {
    "en": (
        "21 calendar days from 3 June 2026: due 24 June",
        "21 working days from 3 June 2026, 1 holiday skipped (25 June): due 3 July",
        "Extended to 45 calendar days from 3 June 2026: due 18 July",
        "48 hours, counted as 2 days, from 3 June 2026: due 5 June",
        "1 year from 3 June 2026: due 3 June 2027",
        "24 calendar days from 3 June 2026: 27 June, when offices are closed, so due 29 June",
    ),
    "pt": (
        "21 dias de calendário a contar de 3 de junho de 2026: termina a 24 de junho",
        "21 dias úteis a contar de 3 de junho de 2026, 1 feriado não contado (25 de junho): termina a 3 de julho",
        "Prorrogado para 45 dias de calendário a contar de 3 de junho de 2026: termina a 18 de julho",
        "48 horas, contadas como 2 dias, a contar de 3 de junho de 2026: termina a 5 de junho",
        "1 ano a contar de 3 de junho de 2026: termina a 3 de junho de 2027",
        f"24 dias de calendário a contar de 3 de junho de 2026: {CLOSED}",
    ),
}


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", ["en", "pt"])
def test_how_it_was_counted_is_said_in_a_sentence(app: Flask, language: str) -> None:
    off = Calendar({date(2026, 6, 25): "Independence Day"})
    counted = [
        arithmetic(due_day(limit, FILED, off), how)
        for limit, how in (
            (Limit(21), "counted"), (Limit(21, working=True), "counted"), (Limit(45), "extended"),
            (Limit(48, "hour"), "counted"), (Limit(1, "year"), "counted"), (Limit(24, rolls=True), "counted"),
        )
    ]  # fmt: skip
    with app.test_request_context("/", headers={"Accept-Language": language}):
        assert tuple(str(one) for one in counted) == SAID[language]


def test_what_nobody_confirmed_never_starts_by_itself() -> None:
    sleeping = {code for rules in RULES.values() for code, rule in rules.items() if not rule.runs}
    assert sleeping == {"MZ-ADM-DECISION", "MZ-OMBUDSMAN", "US-ASYLUM-1Y", "US-PFR-30"}


def test_it_stays_on_a_sunday_unless_the_rule_says_it_rolls() -> None:
    sunday = date(2026, 6, 7)
    assert due_day(Limit(4), FILED, Calendar()).on == sunday
    rolled = due_day(Limit(4, rolls=True), FILED, Calendar({date(2026, 6, 8): "Fair"}))
    assert (rolled.on, rolled.fell_on) == (date(2026, 6, 9), sunday)


@settings(max_examples=300, deadline=None)
@given(limits(), DAYS)
def test_never_before_the_day_it_starts_and_nothing_counted_twice(one: tuple[str, Limit], start: date) -> None:
    country, limit = one
    days = real(country, limit, start)
    due = due_day(limit, start, days)
    assert due.on >= start
    assert last_year(limit, start) >= due.on.year
    if limit.counts_working:
        assert days.working_days(start, due.on) == limit.amount
        assert days.works(due.on)
        weekends = sum(
            (start + timedelta(days=n)).weekday() in days.weekend for n in range(1, (due.on - start).days + 1)
        )
        assert (due.on - start).days == limit.amount + weekends + len(due.skipped)
    elif limit.rolls:
        assert days.works(due.on)
    else:
        assert due.skipped == ()


@settings(max_examples=300, deadline=None)
@given(limits(), DAYS, AHEAD)
def test_what_starts_later_is_never_due_earlier(one: tuple[str, Limit], start: date, ahead: timedelta) -> None:
    country, limit = one
    later = start + ahead
    days = calendar(country, start.year, last_year(limit, later))
    assert due_day(limit, start, days).on <= due_day(limit, later, days).on


@settings(max_examples=300, deadline=None)
@given(limits(), DAYS, st.sets(st.integers(0, 120), min_size=1, max_size=6))
def test_another_holiday_never_makes_it_due_earlier(one: tuple[str, Limit], start: date, more: set[int]) -> None:
    country, limit = one
    days = real(country, limit, start)
    before = due_day(limit, start, days)
    fuller = Calendar({**days.off, **{start + timedelta(days=n): "Own" for n in more}}, days.weekend)
    after = due_day(limit, start, fuller)
    assert after.on >= before.on
    if not limit.needs_calendar:
        assert after == before


@settings(max_examples=200, deadline=None)
@given(limits(), DAYS, st.integers(0, 60))
def test_an_extension_is_never_shorter(one: tuple[str, Limit], start: date, more: int) -> None:
    country, limit = one
    longer = extended(limit, limit.amount + more)
    days = real(country, longer, start)
    assert due_day(longer, start, days).on >= due_day(limit, start, days).on


@settings(max_examples=200, deadline=None)
@given(limits(), DAYS, st.integers(0, 30), st.integers(0, 90))
def test_a_pause_takes_nothing_from_what_is_left(one: tuple[str, Limit], start: date, after: int, pause: int) -> None:
    country, limit = one
    days = calendar(country, start.year, last_year(limit, start) + 1)
    due = due_day(limit, start, days).on
    stopped = start + timedelta(days=after)
    assume(stopped <= due)
    goes_on = stopped + timedelta(days=pause)
    left = left_over(limit, due, stopped, days)
    again = due_day(left, goes_on, days).on
    if not limit.rolls:
        assert again >= due or (limit.counts_working and days.working_days(stopped, due) == 0)
    if limit.counts_working:
        assert days.working_days(goes_on, again) == days.working_days(stopped, due)
    elif not limit.rolls:
        assert again - goes_on == due - stopped
