"""Periods: closed intervals of calendar days, cut into months, quarters and years."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date, format_skeleton

from casetracker.kit.languages import region
from casetracker.kit.sentences import Sentence

DAY = timedelta(days=1)
UNITS = ("month", "quarter", "year")
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
_CODE = re.compile(r"(\d{4})(?:-(?:[Qq]([1-4])|(\d{2})(?:-(\d{2}))?))?")


class NotAPeriod(ValueError):
    """What was asked for is not a period; `sentence` says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


@dataclass(frozen=True, order=True)
class Period:
    """From the first day to the last, both included, in the programme's time zone."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise NotAPeriod(Sentence("The period ends before it begins."))

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    @classmethod
    def quarter(cls, year: int, quarter: int) -> Period:
        return cls(date(year, quarter * 3 - 2, 1), cls.month(year, quarter * 3).last)

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def around(cls, unit: str, day: date) -> Period:
        """The month, quarter or year in which a day lies."""
        if unit == "month":
            return cls.month(day.year, day.month)
        if unit == "quarter":
            return cls.quarter(day.year, (day.month + 2) // 3)
        if unit == "year":
            return cls.year(day.year)
        raise ValueError(unit)

    @classmethod
    def named(cls, code: str) -> Period:
        """`2026`, `2026-Q3`, `2026-03` or `2026-03-15`. Raises `NotAPeriod` for anything else."""
        found = _CODE.fullmatch(code.strip())
        try:
            if found is None:
                raise ValueError(code)
            year, quarter, month, day = (int(part) if part else 0 for part in found.groups())
            period = cls._of(year, quarter, month, day)
        except NotAPeriod:
            raise
        except ValueError:
            raise NotAPeriod(Sentence("A period is written 2026, 2026-Q3, 2026-03 or 2026-03-15.")) from None
        if not EARLIEST <= period.first <= period.last <= LATEST:
            raise NotAPeriod(Sentence("A period lies between 1900 and 2200."))
        return period

    @classmethod
    def _of(cls, year: int, quarter: int, month: int, day: int) -> Period:
        if day:
            return cls(date(year, month, day), date(year, month, day))
        if month:
            return cls.month(year, month)
        return cls.quarter(year, quarter) if quarter else cls.year(year)

    @classmethod
    def between(cls, first: str, last: str = "") -> Period:
        """From the beginning of one named period to the end of another; one name alone is that period."""
        begin = cls.named(first)
        return cls(begin.first, cls.named(last).last) if last.strip() else begin

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def unit(self) -> str | None:
        """`month`, `quarter` or `year` when it is exactly one."""
        return next((unit for unit in UNITS if Period.around(unit, self.first) == self), None)

    @property
    def code(self) -> str:
        """Short permanent text: what `named` reads, or both days."""
        return code_of(self.unit, self.first) if self.unit else f"{self.first}/{self.last}"

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def previous(self) -> Period:
        """The one before it: the month, quarter or year before; whole months before whole months; else as many days."""
        before = self.first - DAY
        if self.unit:
            return Period.around(self.unit, before)
        if self.first.day == 1 and (self.last + DAY).day == 1:
            months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
            index = self.first.year * 12 + self.first.month - 1 - months
            return Period(date(index // 12, index % 12 + 1, 1), before)
        return Period(before - (self.days - 1) * DAY, before)

    def parts(self, unit: str) -> list[tuple[str, Period]]:
        """(code, period) of each month, quarter or year that it touches, the first and last cut to fit."""
        return list(self._cut(unit))

    def _cut(self, unit: str) -> Iterator[tuple[str, Period]]:
        day = self.first
        while day <= self.last:
            whole = Period.around(unit, day)
            yield code_of(unit, day), Period(day, min(whole.last, self.last))
            if whole.last >= self.last:
                return
            day = whole.last + DAY

    def months(self) -> list[Period]:
        return [part for _, part in self.parts("month")]

    def quarters(self) -> list[Period]:
        return [part for _, part in self.parts("quarter")]

    def years(self) -> list[Period]:
        return [part for _, part in self.parts("year")]

    def label(self) -> str:
        """As the reader says it: March 2026, 3rd quarter 2026, 2026, or both days."""
        if self.unit:
            return label_of(self.code)
        if self.first.day == 1 and (self.last + DAY).day == 1:
            return f"{_month(self.first)} – {_month(self.last)}"
        return f"{_day(self.first)} – {_day(self.last)}" if self.days > 1 else _day(self.first)

    def __str__(self) -> str:
        return self.code


def code_of(unit: str, day: date) -> str:
    """The code of the month, quarter or year in which a day lies: 2026-03, 2026-Q1, 2026."""
    if unit == "month":
        return f"{day:%Y-%m}"
    return f"{day.year:04d}-Q{(day.month + 2) // 3}" if unit == "quarter" else f"{day.year:04d}"


def label_of(code: str) -> str:
    """A month's, quarter's or year's code in the reader's language."""
    period = Period.named(code)
    skeleton = {"month": "yMMMM", "quarter": "yQQQQ", "year": "y"}
    if period.unit is None:
        return _day(period.first)
    return str(format_skeleton(skeleton[period.unit], period.first, locale=region()))


def _month(day: date) -> str:
    return str(format_skeleton("yMMM", day, locale=region()))


def _day(day: date) -> str:
    return str(format_date(day, "medium", locale=region()))
