"""What changed since: facts an indicator depends on that were added or withdrawn after a time, with their entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import and_, exists, or_, select, true
from sqlalchemy.orm import aliased

from casetracker.indicators import catalogue
from casetracker.indicators.asking import Ask, Condition, Scope, ask, tick_of
from casetracker.indicators.catalogue.definition import Indicator
from casetracker.indicators.counting import Asked, checked_filters
from casetracker.indicators.frame import Frame, slices_of
from casetracker.kit.db import db
from casetracker.kit.periods import Period
from casetracker.ledger.models import FactRow, LedgerTick

SPANS = frozenset({"case.open", "case.overdue", "case.silent"})
BY_OTHER_DAY = {
    # the fact counts for the period in which its paired day lies
    "R04": frozenset({"breach.recorded", "breach.resolved"}),
    "R06": frozenset({"breach.recorded", "breach.resolved", "breach.ended"}),
    "T01": frozenset({"case.contacted"}),
}
OPPOSITES = frozenset({"breach.reopened", "case.reopened", "case.unresolved", "breach.confirmed"})


What = Literal["added", "withdrawn"]


@dataclass(frozen=True)
class Change:
    """A fact that came or went, and the entry that brought it about."""

    entry_id: UUID
    what: What
    kind: str
    day: date
    unit_id: UUID
    part_id: str
    tick: int
    recorded_at: datetime


def changes(
    key: str,
    *,
    programme_id: int,
    period: Period,
    since: int | datetime,
    until: int | datetime | None = None,
    scope: Scope | None = None,
    filters: Asked | None = None,
) -> list[Change]:
    """Facts of the kinds an indicator depends on, bearing on a period, that were added or withdrawn after a tick or
    moment (and no later than `until`), in order. Fewer than no change is possible: a fact both added and withdrawn
    since stands twice."""
    indicator = catalogue.find(key)
    question = ask(programme_id, None, scope, checked_filters(indicator, filters))
    low = tick_of(programme_id, since)
    high = None if until is None else tick_of(programme_id, until)
    frame = Frame(slices_of(period, (), question.today))
    fact: Any = aliased(FactRow)
    bearing = or_(*(_bears(indicator, kind, fact, frame, programme_id) for kind in indicator.kinds))
    statement = select(fact).where(
        fact.programme_id == programme_id, question.reach(fact), question.cut(fact), bearing,
        or_(_after(fact.known_from, low, high), _after(fact.known_to, low, high)),
    )  # fmt: skip
    return _listed(question, list(db.session.scalars(statement)), low, high)


def _after(tick: Any, low: int, high: int | None) -> Condition:
    return and_(tick > low, true() if high is None else tick <= high)


def _bears(indicator: Indicator, kind: str, fact: Any, frame: Frame, programme_id: int) -> Condition:
    """Whether facts of a kind can move the figure of the period."""
    of_kind = fact.kind == kind
    by_other_day = and_(of_kind, fact.other_day >= frame.first, fact.other_day <= frame.last)
    if kind in BY_OTHER_DAY.get(indicator.key, ()):
        return by_other_day
    if kind == "breach.reopened" and indicator.key == "R04":
        return and_(of_kind, _undoes_one_of_the_cohort(fact, frame, programme_id))
    if kind == "case.reopened" and indicator.key == "R08":
        return by_other_day
    if indicator.key == "C04" and kind not in SPANS:
        return and_(of_kind, frame.within(fact))
    if kind in OPPOSITES:
        return and_(by_other_day, fact.day <= frame.last)
    if kind in SPANS:
        return and_(of_kind, fact.day <= frame.last, or_(fact.until_day.is_(None), fact.until_day >= frame.first))
    return and_(of_kind, frame.within(fact))


def _undoes_one_of_the_cohort(fact: Any, frame: Frame, programme_id: int) -> Condition:
    resolution: Any = aliased(FactRow)
    return exists().where(
        resolution.programme_id == programme_id, resolution.kind == "breach.resolved",
        resolution.unit_id == fact.unit_id, resolution.part_id == fact.part_id,
        resolution.other_day >= frame.first, resolution.other_day <= frame.last,
    )  # fmt: skip


def _listed(question: Ask, facts: list[FactRow], low: int, high: int | None) -> list[Change]:
    def recent(tick: int | None) -> bool:
        return tick is not None and tick > low and (high is None or tick <= high)

    ticks = {tick for fact in facts for tick in (fact.known_from, fact.known_to) if recent(tick)}
    moments = {row.tick: row.recorded_at for row in _ticks(question.programme_id, ticks)}
    found = []
    for fact in facts:
        ends: tuple[tuple[What, int | None, Any], ...] = (
            ("added", fact.known_from, fact.from_entry),
            ("withdrawn", fact.known_to, fact.to_entry),
        )
        for what, tick, entry in ends:
            if tick is not None and recent(tick):
                found.append((tick, fact.id, what, entry, fact))
    return [
        Change(entry, what, fact.kind, fact.day, fact.unit_id, fact.part_id, tick, moments[tick])
        for tick, _, what, entry, fact in sorted(found, key=lambda each: (each[0], each[1], each[2]))
    ]


def _ticks(programme_id: int, ticks: set[Any]) -> list[LedgerTick]:
    lowest, highest = min(ticks, default=0), max(ticks, default=0)
    rows = db.session.scalars(
        select(LedgerTick).where(LedgerTick.programme_id == programme_id, LedgerTick.tick.between(lowest, highest))
    )
    return list(rows)
