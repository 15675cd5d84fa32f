"""Periods as SQL: the days against which a fact is counted, for one period or for many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import CTE, ColumnElement, Date, Integer, and_, cast, column, literal, or_, values
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from casetracker.kit.periods import DAY, UNITS, Period, code_of

EDGES = ("first", "last", "month", "month_end", "year", "year_end")


class days_between(GenericFunction[int]):  # noqa: N801  a function of SQL
    """Whole days from the second day to the first."""

    type = Integer()
    inherit_cache = True


@compiles(days_between)
def _by_subtraction(element: Any, compiler: Any, **keywords: Any) -> str:
    later, earlier = element.clauses
    return f"({compiler.process(cast(later, Date), **keywords)} - {compiler.process(cast(earlier, Date), **keywords)})"


@compiles(days_between, "sqlite")
def _by_julian_days(element: Any, compiler: Any, **keywords: Any) -> str:
    later, earlier = (compiler.process(each, **keywords) for each in element.clauses)
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


@dataclass(frozen=True)
class Slice:
    """One period to count for, with the codes under which it stands in the answer."""

    codes: tuple[str, ...]
    first: date
    last: date

    def edges(self) -> dict[str, date]:
        """Its days, and where the last whole month and the last whole year by its end begin and end.

        A day known only to the month is stored as the first; it counts when that month lies wholly inside.
        """
        month_end = self.last if (self.last + DAY).day == 1 else self.last.replace(day=1) - DAY
        whole_year = (self.last + DAY).year != self.last.year
        year_end = self.last if whole_year else date(self.last.year - 1, 12, 31)
        return {
            "first": self.first,
            "last": self.last,
            "month": month_end.replace(day=1),
            "month_end": month_end,
            "year": year_end.replace(month=1, day=1),
            "year_end": year_end,
        }

    def eve(self) -> Slice:
        """The day before it begins, to count the stock it begins with."""
        return Slice(self.codes, self.first - DAY, self.first - DAY)

    def until(self, day: date) -> Slice:
        """Its last day brought forward to a day, for stocks that only time makes: no one is overdue tomorrow."""
        return Slice(self.codes, self.first, min(self.last, day))


def slices_of(period: Period, units: Sequence[str], today: date) -> list[Slice]:
    """A period cut by the finest of the units, each part under its codes in the order given; no part begins later
    than today. Without units the period itself."""
    if not units:
        return [Slice((), period.first, period.last)]
    finest = min(units, key=UNITS.index)
    parts = [part for _, part in period.parts(finest) if part.first <= max(today, period.first)]
    return [Slice(tuple(code_of(unit, part.first) for unit in units), part.first, part.last) for part in parts]


class Frame:
    """Slices as a relation (`n` numbers them) or, when there is one, as plain values."""

    def __init__(self, slices: Sequence[Slice], name: str = "frame") -> None:
        self.slices = tuple(slices)
        self.relation: CTE | None = None
        edges = [each.edges() for each in self.slices]
        self.earliest = min(each["first"] for each in edges)
        self.latest = max(each["last"] for each in edges)
        if len(edges) == 1:
            values: dict[str, Any] = {edge: literal(edges[0][edge], Date) for edge in EDGES}
        else:
            self.relation = _relation(edges, name)
            values = dict(self.relation.c.items())
        self.n: Any = values.get("n")
        self.first, self.last = values["first"], values["last"]
        self.month, self.month_end = values["month"], values["month_end"]
        self.year, self.year_end = values["year"], values["year_end"]

    def moved(self, slices: Iterable[Slice]) -> Frame:
        """The same numbers with other days."""
        return Frame(list(slices), "moved")

    def within(self, fact: Any) -> ColumnElement[bool]:
        """The fact's day lies in the period, at the precision at which it is known."""
        return and_(fact.day >= self.first, self.by_end(fact), fact.day.between(self.earliest, self.latest))

    def by_end(self, fact: Any) -> ColumnElement[bool]:
        """The fact had surely happened by the last day."""
        return and_(
            fact.day <= self.last,
            or_(
                fact.precision == "day",
                and_(fact.precision == "month", fact.day <= self.month),
                and_(fact.precision == "year", fact.day <= self.year),
            ),
        )

    def open_at_end(self, fact: Any) -> ColumnElement[bool]:
        """The span had begun by the last day and not ended by it."""
        return and_(
            self.by_end(fact),
            fact.day <= self.latest,
            or_(
                fact.until_day.is_(None),
                and_(fact.precision == "day", fact.until_day > self.last),
                and_(fact.precision == "month", fact.until_day > self.month_end),
                and_(fact.precision == "year", fact.until_day > self.year_end),
            ),
        )

    def whole(self, unit: str) -> bool:
        """Does every slice begin and end with a whole month, or year?"""
        return all(
            Period.around(unit, each.first).first == each.first and Period.around(unit, each.last).last == each.last
            for each in self.slices
        )


def _relation(edges: Sequence[dict[str, date]], name: str) -> CTE:
    rows = [(n, *(each[edge] for edge in EDGES)) for n, each in enumerate(edges)]
    days = (column(edge, Date) for edge in EDGES)
    return values(column("n", Integer), *days, name=f"{name}_days").data(rows).cte(name)


def earlier(day: date, days: int) -> date:
    """So many days before."""
    return day - timedelta(days=days)
