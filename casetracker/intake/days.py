"""A date as it stands in somebody's spreadsheet, read by the order that the map states and never by a guess."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from casetracker.intake.months import month_number
from casetracker.kit.saying import Sentence

Precision = Literal["day", "month", "year"]
FIRST_YEAR, LAST_YEAR = 1900, 2100

TIME = (
    r"(?:[T\s]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?\s?[Mm]\.?)?\s*(?P<offset>Z|[+-]\d{2}:?\d{2})?)?"
)
# Year first, or no day at all, can be read in one way only: these are always understood.
YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){TIME}")
MONTH_ONLY = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})|(?P<month2>\d{1,2})[-/.](?P<year2>\d{4})")
YEAR_ONLY = re.compile(r"(?P<year>\d{4})")
TWO_WAYS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
NAMED_MONTH = r"(?P<named>[^\W\d_]+\.?)"

PARTS = {
    "DD": r"(?P<day>\d{1,2})",
    "MM": r"(?P<month>\d{1,2})",
    "MON": NAMED_MONTH,
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<year>\d{2})",
}
TOKEN = re.compile(r"YYYY|YY|MON|MM|DD|hh|mm|ss|AM|[-/. :,T]|.")


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or a month or year stored as its first day."""

    day: date
    precision: Precision = "day"


class NotADate(ValueError):
    """The text is no date in the stated order."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class BadPattern(ValueError):
    """The map states an order that cannot be followed."""


@lru_cache(maxsize=256)
def compiled(pattern: str) -> tuple[re.Pattern[str], bool]:
    """The expression for "DD/MM/YYYY" and the like, and whether its hours run from 1 to 12."""
    day_part, twelve = _split_time(pattern)
    expression, seen = "", []
    for part in TOKEN.findall(day_part):
        if part in PARTS:
            seen.append(part)
            expression += PARTS[part]
        elif part in "-/.":
            expression += r"\s*[-/.]\s*"
        elif part in " ,":
            expression += r"[\s,]+"
        else:
            raise BadPattern(pattern)
    months = seen.count("MM") + seen.count("MON")
    years = seen.count("YYYY") + seen.count("YY")
    if months != 1 or years != 1 or seen.count("DD") > 1:
        raise BadPattern(pattern)
    return re.compile(expression + (TIME if "DD" in seen else "")), twelve


def _split_time(pattern: str) -> tuple[str, bool]:
    """The part before the hours; the time itself may be there or not, it does not move the day."""
    before, hours, after = pattern.partition("hh")
    if hours and not re.fullmatch(r":mm(:ss)?( ?AM)?", after):
        raise BadPattern(pattern)
    return before.strip(" T"), after.endswith("AM")


class DayReader:
    """Reads the dates of one column; `patterns` are tried in the order in which the map gives them."""

    def __init__(self, patterns: tuple[str, ...] = (), zone: ZoneInfo | None = None) -> None:
        self.patterns = patterns
        self.zone = zone
        self._expressions = [compiled(pattern) for pattern in patterns]
        self._known: dict[str, Day] = {}

    def read(self, text: str) -> Day:
        """The day, with what is known of it. Raises NotADate with a sentence that quotes no more than the cell."""
        known = self._known.get(text)
        if known is None:
            known = self._read(text.strip())
            if len(self._known) < 50_000:
                self._known[text] = known
        return known

    def _read(self, text: str) -> Day:
        for expression, twelve in self._expressions:
            if match := expression.fullmatch(text):
                return self._day(match.groupdict(), text, twelve)
        if match := YEAR_FIRST.fullmatch(text):
            return self._day(match.groupdict(), text, False)
        if match := MONTH_ONLY.fullmatch(text):
            year, month = match["year"] or match["year2"], match["month"] or match["month2"]
            return self._day({"year": year, "month": month}, text)
        if match := YEAR_ONLY.fullmatch(text):
            return self._day({"year": match["year"]}, text)
        raise NotADate(self._not_in_order(text))

    def _not_in_order(self, text: str) -> Sentence:
        if self.patterns:
            return Sentence(
                "“%(text)s” is not a date in the order that the map states (%(order)s).",
                text=text[:40], order=", ".join(self.patterns),
            )  # fmt: skip
        return Sentence("“%(text)s” is not a date.", text=text[:40])

    def _day(self, found: dict[str, str | None], text: str, twelve: bool = False) -> Day:
        self._check_time(found, text, twelve)
        try:
            return self._calendar(found)
        except (ValueError, OverflowError):
            order = ", ".join(self.patterns)
            raise NotADate(
                Sentence("“%(text)s” is not a day of the calendar, read as %(order)s.", text=text[:40], order=order)
                if order
                else Sentence("“%(text)s” is not a day of the calendar.", text=text[:40])
            ) from None

    def _calendar(self, found: dict[str, str | None]) -> Day:
        year = _whole_year(found["year"] or "")
        month = month_number(found["named"]) if found.get("named") else int(found.get("month") or 0)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(year)
        if found.get("day"):
            day = date(year, month, int(found["day"] or 0))
            return Day(self._in_zone(day, found))
        if month or found.get("month"):
            return Day(date(year, month, 1), "month")
        return Day(date(year, 1, 1), "year")

    def _in_zone(self, day: date, found: dict[str, str | None]) -> date:
        """A time that names its own offset is put on the programme's calendar; any other is taken as local."""
        offset = found.get("offset")
        if not offset or self.zone is None or not found.get("hour"):
            return day
        written = f"{day.isoformat()}T{int(found['hour'] or 0):02d}:{found['minute']}:00{offset}"
        return datetime.fromisoformat(written).astimezone(self.zone).date()

    def _check_time(self, found: dict[str, str | None], text: str, twelve: bool) -> None:
        if not found.get("hour"):
            return
        hour, half = int(found["hour"] or 0), found.get("half")
        hours_right = 1 <= hour <= 12 if (half or twelve) else hour <= 23
        if not hours_right or (twelve and not half) or int(found["minute"] or 0) > 59 or int(found["second"] or 0) > 60:
            raise NotADate(Sentence("“%(text)s” has no time of day that a clock shows.", text=text[:40]))


def _whole_year(text: str) -> int:
    """Two figures are taken for the years from 1970 to 2069, and only where the map says YY."""
    year = int(text)
    if len(text) == 4:
        return year
    return 2000 + year if year < 70 else 1900 + year


def two_ways(text: str) -> tuple[int, int] | None:
    """The first two numbers of a date that does not say by itself which of them is the day."""
    match = TWO_WAYS.match(text.strip())
    return (int(match[1]), int(match[2])) if match else None
