"""When something may be sent: properties over moments, time zones and days off of four countries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from casetracker.cases.clocks import Calendar
from casetracker.kit.calendars import holidays_of, weekend_of
from casetracker.reminders.sending import Office, may_send, next_for_all, next_moment, week_of

COUNTRIES = {
    "MZ": "Africa/Maputo", "AR": "America/Argentina/Buenos_Aires", "IN": "Asia/Kolkata", "US": "America/Phoenix",
}  # fmt: skip
DAYS = some.dates(date(2026, 1, 1), date(2027, 12, 20))
MOMENTS = some.integers(0, 700 * 24 * 3600).map(lambda s: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=s))


@some.composite
def offices(draw: some.DrawFn) -> Office:
    country = draw(some.sampled_from(sorted(COUNTRIES)))
    own = draw(some.sets(DAYS, max_size=5))
    off = {day: name for year in (2026, 2027) for day, name in holidays_of(country, year, "en").items()}
    opens = draw(some.integers(0, 22))
    shuts = draw(some.integers(opens + 1, 24))
    calendar = Calendar(off | dict.fromkeys(own, "ours"), weekend_of(country))
    return Office(COUNTRIES[country], calendar, opens, shuts)


@given(MOMENTS, offices())
def test_the_next_moment_is_one_at_which_people_work_and_none_before_it_is(moment: datetime, office: Office) -> None:
    found = next_moment(moment, office)
    assert found is not None and found >= moment and may_send(found, office)
    between = (found - moment) / 7
    earlier = [moment + between * part for part in range(7)] if found > moment else []
    assert not any(may_send(one, office) for one in [*earlier, *([found - timedelta(seconds=1)] if earlier else [])])


@given(MOMENTS, offices())
def test_nothing_is_sent_at_night_on_a_weekend_or_on_a_day_off(moment: datetime, office: Office) -> None:
    if office.day(moment).weekday() >= 5 or office.day(moment) in office.calendar.off:
        assert not may_send(moment, office)
    elif office.opens == 0 and office.shuts == 24:
        assert may_send(moment, office)


@given(MOMENTS, some.lists(offices(), min_size=1, max_size=3))
def test_where_somebody_works_for_several_all_must_be_at_work(moment: datetime, several: list[Office]) -> None:
    found = next_for_all(moment, several)
    assert found is None or (found >= moment and all(may_send(found, office) for office in several))


def test_the_morning_after_a_holiday() -> None:
    calendar = Calendar(holidays_of("MZ", 2026, "pt"), weekend_of("MZ"))
    office = Office("Africa/Maputo", calendar)
    night = datetime(2026, 6, 25, 1, 0, tzinfo=UTC)  # three in the morning of Independence Day
    assert not may_send(night, office)
    assert next_moment(night, office) == datetime(2026, 6, 26, 6, 0, tzinfo=UTC)


def test_where_every_day_is_off_there_is_no_moment() -> None:
    never = Office("UTC", Calendar(weekend=frozenset(range(7))))
    assert next_moment(datetime(2026, 6, 1, tzinfo=UTC), never) is None
    assert next_for_all(datetime(2026, 6, 1, tzinfo=UTC), [never]) is None


def test_a_week_is_known_by_its_monday() -> None:
    assert {week_of(date(2026, 6, day)) for day in range(22, 29)} == {date(2026, 6, 22)}
