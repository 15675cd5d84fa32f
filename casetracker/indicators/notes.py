"""What must be said beside a figure: why its rows do not add up, what was left out, where populations come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import and_, func, literal_column, or_, select

from casetracker.indicators import names
from casetracker.indicators.asking import Ask
from casetracker.indicators.catalogue.definition import Indicator
from casetracker.indicators.catchments import sources
from casetracker.indicators.dimensions import PERIODS
from casetracker.indicators.figures import Cell
from casetracker.kit.db import db
from casetracker.kit.periods import DAY, Period
from casetracker.kit.sentences import Sentence
from casetracker.ledger.models import FactRow, Programme


def of(
    indicator: Indicator, ask: Ask, period: Period, by: tuple[str, ...], total: Cell, cells: Sequence[Cell]
) -> Iterator[Sentence]:
    """The notes of a figure."""
    if by:
        yield from _adding_up(indicator, by, total, cells)
    vague = 0 if period.unit == "year" else _vague(indicator, ask, period)
    if vague:
        yield Sentence(
            "%(num)s in this time is known only to its month or year and is not counted, because the period does not "
            "hold all of it.",
            plural="%(num)s in this time are known only to their month or year and are not counted, because the period "
            "does not hold all of it.",
            num=vague,
        )
    if any(each.kind == "percent" for each in indicator.measures):
        yield Sentence("No rate is given where it would be out of fewer than 10.")
    if indicator.key == "R06" and total.values["n"] and total.values["median"] is None:
        yield Sentence("Not reached: half of the breaches have not been resolved.")
    if indicator.key == "R10":
        currency = db.session.scalar(select(Programme.currency).where(Programme.id == ask.programme_id))
        yield Sentence("Amounts in %(currency)s.", currency=currency or "?")
    if indicator.key == "P03":
        for source, year in sources(names.populations(ask.programme_id)):
            yield Sentence("Population: %(source)s, %(year)s.", source=source or "?", year=year or "?")


def _adding_up(indicator: Indicator, by: tuple[str, ...], total: Cell, cells: Sequence[Cell]) -> Iterator[Sentence]:
    measured = indicator.measure if indicator.measure.kind == "int" else None
    if measured is None:
        measured = next((each for each in indicator.measures if each.kind == "int" and each.adds), None)
    if measured is None or sum(cell.values[measured.key] or 0 for cell in cells) == (total.values[measured.key] or 0):
        return
    periods = any(name in PERIODS for name in by)
    yield Sentence("The rows do not add up to the total, which is counted for itself.")
    if indicator.shape == "span" and periods:
        yield Sentence("Each row is what there was on its own last day; such figures are not added.")
    elif indicator.shape == "distinct":
        yield Sentence("The same person or facility may stand in several rows; the total counts each once.")
    elif indicator.standing and periods:
        yield Sentence("What was undone later in the period stands in its own row but no longer in the total.")
    if periods and indicator.shape != "span":
        yield Sentence("A day known only to its month or year counts only in rows that hold all of it.")


def _vague(indicator: Indicator, ask: Ask, period: Period) -> int:
    """Facts of the counted kind that may lie in the period, but for which it is too short or cuts them."""
    if indicator.shape == "span":
        return 0
    fact = FactRow
    found = [
        and_(
            fact.precision == unit,
            fact.day.between(Period.around(unit, period.first).first, period.last),
            or_(fact.day < period.first, fact.day > _last_whole(unit, period)),
        )
        for unit in ("month", "year")
    ]
    statement = select(func.count()).select_from(fact).where(
        ask.counted(fact, indicator.kinds[0]), fact.precision != literal_column("'day'"),
        fact.precision.in_(("month", "year")), or_(*found)
    )  # fmt: skip
    return int(db.session.scalar(statement) or 0)


def _last_whole(unit: str, period: Period) -> date:
    """The first day of the last whole month or year that ends by the end of the period."""
    last = Period.around(unit, period.last)
    return last.first if last.last == period.last else Period.around(unit, last.first - DAY).first
