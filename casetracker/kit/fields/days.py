"""A day as people here write it: day first, four digits of year; never guessed month first."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from wtforms import StringField
from wtforms.validators import ValidationError

from casetracker.kit import clock
from casetracker.kit.languages import timezone
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l

EARLIEST = 1900
KEPT = 200
"""letters of what was typed that are shown again: a sentence, where a day was asked for"""
DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})")
MONTH = re.compile(r"(\d{1,2})[/.\- ](\d{4})|(\d{4})-(\d{1,2})")
YEAR = re.compile(r"\d{4}")
SHORT_YEAR = re.compile(r"\d{1,2}[/.\- ]\d{1,2}[/.\- ]\d{2}")
SAID = {"hoje": 0, "today": 0, "ontem": 1, "yesterday": 1, "anteontem": 2}


def read_day(text: str, today: date, *, partial: bool = False) -> tuple[date, str]:
    """The day and its precision ("day", "month" or "year"); ValueError carries a sentence."""
    text = " ".join(text.strip().lower().split())
    if text in SAID:
        return today - timedelta(days=SAID[text]), "day"
    if found := DAY_FIRST.fullmatch(text):
        return _made(int(found[3]), int(found[2]), int(found[1])), "day"
    if found := YEAR_FIRST.fullmatch(text):
        return _made(int(found[1]), int(found[2]), int(found[3])), "day"
    if SHORT_YEAR.fullmatch(text):
        raise ValueError(_("Write the year with four digits, for example 5/11/2026."))
    return _coarse(text, partial)


def _coarse(text: str, partial: bool) -> tuple[date, str]:
    month, year = MONTH.fullmatch(text), YEAR.fullmatch(text)
    if not month and not year:
        raise ValueError(_("Write the date as day/month/year, for example 5/11/2026."))
    if not partial:
        raise ValueError(_("The day is missing. Write it as day/month/year, for example 5/11/2026."))
    if month:
        return _made(int(month[2] or month[3]), int(month[1] or month[4]), 1), "month"
    return _made(int(text), 1, 1), "year"


def _made(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise ValueError(_("There is no month %(month)s. Write day/month/year, for example 5/11/2026.", month=month))
    if year < EARLIEST:
        raise ValueError(_("The year %(year)s is too long ago.", year=year))
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(_("There is no such day in the calendar. Check the day and the month.")) from None


class DateField(StringField):
    """One box for a day. `partial` takes a month or a year alone; `future` a day that is still to come."""

    drawn_as = "day"

    def __init__(
        self,
        label: Any = None,
        validators: list[Any] | None = None,
        *,
        partial: bool = False,
        future: bool = False,
        **kw: Any,
    ):
        kw.setdefault("description", _l("Day/month/year, for example 5/11/2026."))
        super().__init__(label, validators, **kw)
        self.partial, self.future, self.precision = partial, future, "day"
        self.typed = ""

    def today(self) -> date:
        """The day it is where the reader is."""
        return clock.today(timezone())

    def process_data(self, value: Any) -> None:
        self.data: Any = value
        self.typed = ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        self.typed, self.data = str(valuelist[0]).strip()[:KEPT], None
        if self.typed:
            self.data, self.precision = read_day(self.typed, self.today(), partial=self.partial)

    def pre_validate(self, form: Any) -> None:
        if self.data and not self.future and self.data > self.today():
            raise ValidationError(_("This day is still to come. Check the date."))

    def _value(self) -> str:
        if self.typed or self.data is None:
            return self.typed
        return str({"day": f"{self.data:%d/%m/%Y}", "month": f"{self.data:%m/%Y}"}.get(self.precision, self.data.year))
