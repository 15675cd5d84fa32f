"""Days, moments and numbers as the reader writes them; offered to templates as filters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent
from flask_babel import get_timezone

from casetracker.kit.saying import VOICE
from casetracker.kit.sentences import label, locale, region, said

DAY = {"pt": "dd/MM/yyyy", "en": "d MMM yyyy"}
DAY_LONG = {"pt": "EEEE, d 'de' MMMM 'de' yyyy", "en": "EEEE d MMMM yyyy"}
SPELLED = {"pt": ("d 'de' MMMM", "d 'de' MMMM 'de' yyyy"), "en": ("d MMMM", "d MMMM yyyy")}
MONTH = {"pt": "MMMM 'de' yyyy", "en": "MMMM yyyy"}
NOTHING = "–"


def day(value: date | None, precision: str = "day") -> str:
    """22/11/2026 or 22 Nov 2026; a day known only to the month or year is said so."""
    if value is None:
        return NOTHING
    return _day(value, precision, locale())


@lru_cache(4096)
def _day(value: date, precision: str, language: str) -> str:
    """A list says the same days again and again."""
    patterns = {"day": DAY[language], "month": MONTH[language], "year": "yyyy"}
    return format_date(value, patterns[precision], locale=region())


VOICE.day = day


def spelled(value: date, year: bool = True) -> str:
    """3 de junho de 2026 or 3 June 2026; without the year where that is clear."""
    return format_date(value, SPELLED[locale()][year], locale=region())


VOICE.spelled = spelled


def day_long(value: date | None) -> str:
    """With the name of the week day."""
    return NOTHING if value is None else format_date(value, DAY_LONG[locale()], locale=region())


def moment(value: datetime | None) -> str:
    """A day and a time in the reader's time zone."""
    if value is None:
        return NOTHING
    return format_datetime(value, f"{DAY[locale()]} HH:mm", tzinfo=get_timezone(), locale=region())


def number(value: float | Decimal | None, places: int | None = None) -> str:
    """Digits grouped as the reader groups them."""
    if value is None:
        return NOTHING
    pattern = None if places is None else "#,##0." + "0" * places if places else "#,##0"
    return format_decimal(value, pattern, locale=region())


def percent(value: float | Decimal | None, places: int = 0) -> str:
    """A ratio from 0 to 1 as a percentage."""
    if value is None:
        return NOTHING
    pattern = "#,##0" + ("." + "0" * places if places else "") + "%"
    return format_percent(value, pattern, locale=region())


def say(value: Any) -> str:
    """A sentence, a lazy text or a plain one."""
    return str(said(value))


def coded(labels: Mapping[str, str] | None) -> str:
    """The label of a code."""
    return label(labels) if labels else NOTHING


def cell(value: Any, kind: str = "text") -> str:
    """The value of a table's cell by the kind of its column."""
    if value is None or value == "":
        return NOTHING
    if kind == "date" and isinstance(value, datetime):
        return moment(value)
    if kind == "date" and isinstance(value, date):
        return day(value)
    if kind == "percent" and not isinstance(value, str):
        return percent(value, 1)
    if kind in ("int", "number") and not isinstance(value, str):
        return number(value, 0 if kind == "int" else None)
    return say(value)


FILTERS = {
    "cell": cell,
    "coded": coded,
    "day": day,
    "day_long": day_long,
    "moment": moment,
    "number": number,
    "percent": percent,
    "say": say,
}
