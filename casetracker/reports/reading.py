"""Reading what a person asks for: a period in their way of writing it, and a moment of knowledge."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from casetracker.kit.fields.days import read_day
from casetracker.kit.periods import NotAPeriod, Period, code_of
from casetracker.kit.saying import Sentence

CLOCK = re.compile(r"(.+?)[ T](\d{1,2})[:h](\d{2})")
OTHER = "other"


class NotAMoment(ValueError):
    """What was asked for is not a moment; str() is a sentence."""


def read_period(first: str, last: str, today: date) -> Period:
    """From the beginning of one named period to the end of another: 2026, 2026-Q3, 3/2026, 15/3/2026 or 2026-03-15.

    Raises NotAPeriod.
    """
    begin = _named(first or last, today)
    return Period(begin.first, _named(last or first, today).last)


def _named(text: str, today: date) -> Period:
    try:
        return Period.named(text)
    except NotAPeriod as unread:
        try:
            day, precision = read_day(text, today, partial=True)
        except ValueError:
            raise unread from None
    return Period(day, day) if precision == "day" else Period.around(precision, day)


def read_moment(text: str, zone: str, today: date) -> datetime:
    """An instant: 2026-11-22T14:30+02:00, or a day and a time in the programme's zone; a day alone is all of it."""
    text = " ".join(text.split())
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            return moment
    except ValueError:
        pass
    found = CLOCK.fullmatch(text)
    try:
        day, _precision = read_day(found[1] if found else text, today)
        hour = time(int(found[2]), int(found[3])) if found else None
    except ValueError:
        raise NotAMoment(
            str(Sentence("Write the day as 22/11/2026, and the time after it if you need one: 22/11/2026 14:30."))
        ) from None
    local = ZoneInfo(zone)
    if hour is not None:
        return datetime.combine(day, hour, local)
    return datetime.combine(day + timedelta(days=1), time(0), local) - timedelta(microseconds=1)


def read_past_moment(text: str, zone: str, today: date) -> datetime:
    """As `read_moment`; NotAMoment for a day to come, of which nothing can be known."""
    moment = read_moment(text, zone, today)
    if moment.astimezone(ZoneInfo(zone)).date() > today:
        raise NotAMoment(str(Sentence("This day is in the future.")))
    return moment


def last_twelve_months(today: date) -> Period:
    """This month and the eleven before it."""
    month = Period.around("month", today)
    months = month.first.year * 12 + month.first.month - 12
    return Period(date(months // 12, months % 12 + 1, 1), month.last)


def offered(today: date) -> dict[str, Period]:
    """Periods that are often asked for, by the code under which a form sends them."""
    quarter, year = Period.around("quarter", today), Period.around("year", today)
    found = [last_twelve_months(today), year, year.previous()]
    for _each in range(5):
        found.append(quarter)
        quarter = quarter.previous()
    month = Period.around("month", today)
    found += [month, month.previous()]
    return {code(period): period for period in found}


def code(period: Period) -> str:
    """What a form or an address calls a period: 2026-Q3, or both months or days of one that has no name."""
    first, last = ends(period)
    return f"{first}..{last}" if last else first


def ends(period: Period) -> tuple[str, str]:
    """The shortest `from` and `to` that read_period reads as this period."""
    if period.unit:
        return period.code, ""
    first, last = Period.around("month", period.first), Period.around("month", period.last)
    if first.first == period.first and last.last == period.last:
        return code_of("month", period.first), code_of("month", period.last)
    return period.first.isoformat(), period.last.isoformat()
