"""Time limits: from a rule, a day that starts it and the days off to the day it is due, and how that was counted."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

UNITS = ("hour", "day", "week", "month", "year")
MOST = {"hour": 2400, "day": 3660, "week": 520, "month": 240, "year": 100}
SATURDAY, SUNDAY = 5, 6
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Calendar:
    """Days on which offices are closed: weekends (0 is Monday) and days off with their names."""

    off: Mapping[date, str] = field(default_factory=dict)
    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})

    def works(self, day: date) -> bool:
        """Is it neither a weekend nor a day off?"""
        return day.weekday() not in self.weekend and day not in self.off

    def skipped(self, first: date, last: date) -> tuple[date, ...]:
        """Days off after `first`, up to `last`, that a weekend would not have taken anyway."""
        return tuple(sorted(d for d in self.off if first < d <= last and d.weekday() not in self.weekend))

    def working_days(self, first: date, last: date) -> int:
        """How many days after `first`, up to `last`, offices work."""
        span = (last - first).days
        return sum(self.works(first + timedelta(days=n)) for n in range(1, span + 1))


@dataclass(frozen=True)
class Limit:
    """How long: so many hours, days, weeks, months or years. `working` counts working days only (days alone can be).

    `rolls`: a limit that ends on a weekend or day off ends on the next working day; else it stays where it falls.
    """

    amount: int
    unit: str = "day"
    working: bool = False
    rolls: bool = False

    @property
    def counts_working(self) -> bool:
        """Are weekends and days off left out?"""
        return self.working and self.unit == "day"

    @property
    def needs_calendar(self) -> bool:
        """Can a day off move the day it is due?"""
        return self.counts_working or self.rolls


@dataclass(frozen=True)
class Due:
    """The day a limit ends, and how it was counted. `skipped`: days off left out; `fell_on`: whence it rolled."""

    limit: Limit
    start: date
    on: date
    skipped: tuple[date, ...] = ()
    fell_on: date | None = None


def due_day(limit: Limit, start: date, calendar: Calendar) -> Due:
    """The day the limit ends when it starts on `start`, which is day 0 and is not counted.

    Months and years end on the same day number, or the month's last day. Hours count as whole days, begun ones too.
    """
    if limit.counts_working:
        on = _after_working_days(start, limit.amount, calendar)
        return Due(limit, start, on, calendar.skipped(start, on))
    on = _plain(limit, start)
    if not limit.rolls or calendar.works(on):
        return Due(limit, start, on)
    rolled = on
    while not calendar.works(rolled):
        rolled += A_DAY
    return Due(limit, start, rolled, calendar.skipped(on - A_DAY, rolled), on)


def _plain(limit: Limit, start: date) -> date:
    if limit.unit in ("month", "year"):
        return add_months(start, limit.amount * (12 if limit.unit == "year" else 1))
    days = {"hour": days_of_hours(limit.amount), "week": 7 * limit.amount}.get(limit.unit, limit.amount)
    return start + timedelta(days=days)


def days_of_hours(hours: int) -> int:
    """Days that hold so many hours: 48 are 2, 50 are 3."""
    return -(-hours // 24)


def add_months(start: date, months: int) -> date:
    """The same day number so many months later, or that month's last day."""
    year, month = divmod(start.month - 1 + months, 12)
    year += start.year
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _after_working_days(start: date, amount: int, calendar: Calendar) -> date:
    day, left = start, amount
    while left > 0:
        day += A_DAY
        left -= calendar.works(day)
    return day


def extended(limit: Limit, to: int) -> Limit:
    """The same limit, `to` instead of its amount, still counted from the first day: "extended to 45" is 45 in all."""
    return replace(limit, amount=to)


def left_over(limit: Limit, due: date, paused: date, calendar: Calendar) -> Limit:
    """What is still to run of a limit that is stopped for a while: it goes on counting from the day it resumes."""
    if limit.counts_working:
        return Limit(calendar.working_days(paused, due), "day", working=True, rolls=limit.rolls)
    return Limit(max(0, (due - paused).days), "day", rolls=limit.rolls)


def last_year(limit: Limit, start: date) -> int:
    """The last year whose days off may matter to a limit that starts on `start`."""
    days = 2 * limit.amount if limit.counts_working else (_plain(limit, start) - start).days
    return (start + timedelta(days=days + 60)).year
