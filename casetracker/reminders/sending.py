"""When something may be sent to people who work: in their working hours, never at night, on a weekend or a day off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from casetracker.cases.clocks import Calendar

MOST_DAYS = 400


@dataclass(frozen=True)
class Office:
    """Where somebody works: the time zone, the days off, and the hours from `opens` up to `shuts` (0 to 24)."""

    zone: str
    calendar: Calendar
    opens: int = 8
    shuts: int = 18

    def day(self, moment: datetime) -> date:
        """The day it is there."""
        return moment.astimezone(ZoneInfo(self.zone)).date()


def may_send(moment: datetime, office: Office) -> bool:
    """Do people work there at this moment?"""
    local = moment.astimezone(ZoneInfo(office.zone))
    return office.calendar.works(local.date()) and office.opens <= local.hour < office.shuts


def next_moment(moment: datetime, office: Office) -> datetime | None:
    """The first moment from now on at which people work there, in UTC; None where that is not within 400 days."""
    first = office.day(moment)
    for ahead in range(MOST_DAYS):
        opening = max(moment, _opening(first + timedelta(days=ahead), office))
        if may_send(opening, office):
            return opening.astimezone(UTC)
    return None


def next_for_all(moment: datetime, offices: Iterable[Office]) -> datetime | None:
    """The first moment at which people work in every one of several offices."""
    several, at = tuple(offices), moment.astimezone(UTC)
    while at - moment < timedelta(days=MOST_DAYS):
        shut = next((office for office in several if not may_send(at, office)), None)
        if shut is None:
            return at
        later = next_moment(at, shut)
        if later is None:
            return None
        at = later
    return None


def week_of(day: date) -> date:
    """The Monday of its week: what a weekly letter is known by."""
    return day - timedelta(days=day.weekday())


def _opening(day: date, office: Office) -> datetime:
    return datetime.combine(day, time(office.opens), ZoneInfo(office.zone)).astimezone(UTC)
