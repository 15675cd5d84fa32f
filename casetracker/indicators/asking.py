"""A question as SQL conditions: which programme, as known when, within whose reach, cut to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal_column, or_, select

from casetracker.indicators.dimensions import COLUMNS
from casetracker.kit.clock import now
from casetracker.kit.db import db
from casetracker.kit.sentences import Sentence
from casetracker.ledger.models import Dossier, FactRow, LedgerTick, PersonAlias, Programme

PROTECTED = "highly_restricted"
Filters = Mapping[str, Sequence[str | None]]
Condition = ColumnElement[bool]


@dataclass(frozen=True)
class AllBut:
    """A reach of all dossiers of the programme but these: quicker asked where they are few."""

    these: Condition


Scope = Condition | AllBut
OPERATORS = AllBut(Dossier.tier == PROTECTED)


class UnknownMoment(ValueError):
    """A time of knowledge that cannot be used."""


# Other looks at the facts from within one statement, made once: thirty columns take a while to name.
BESIDE, AGAIN, FEW, VAGUE = (FactRow.__table__.alias(name).c for name in ("beside", "again", "few", "vague"))


@dataclass(frozen=True)
class Ask:
    """What every part of a count must respect. `tick` None is the present."""

    programme_id: int
    today: date
    known_at: datetime
    tick: int | None = None
    scope: Scope = OPERATORS
    filters: Filters = field(default_factory=dict)

    def known(self, row: Any) -> Condition:
        """The row stood, as known at the tick."""
        return and_(row.programme_id == self.programme_id, self.stood(row))

    def stood(self, row: Any) -> Condition:
        """The same of a row that another one already ties to the programme."""
        if self.tick is None:
            return and_(row.known_to.is_(None))
        return and_(row.known_from <= self.tick, or_(row.known_to.is_(None), row.known_to > self.tick))

    def reach(self, fact: Any) -> Condition:
        """Dossiers that the reader may open now, whatever the time of knowledge; the operator's view has all but
        the highly restricted."""
        mine = Dossier.programme_id == self.programme_id
        if isinstance(self.scope, AllBut):
            return fact.unit_id.not_in(select(Dossier.id).where(mine, self.scope.these))  # type: ignore[no-any-return]
        return fact.unit_id.in_(select(Dossier.id).where(mine, self.scope))  # type: ignore[no-any-return]

    def cut(self, fact: Any) -> Condition:
        """The filters, on the fact's columns."""
        parts: list[Condition] = []
        for name, codes in self.filters.items():
            column = getattr(fact, COLUMNS[name])
            some = column.in_([code for code in codes if code is not None])
            parts.append(or_(some, column.is_(None)) if None in codes else some)
        return and_(True, *parts)

    def counted(self, fact: Any, *kinds: str) -> Condition:
        """Facts of these kinds within knowledge, reach and filters."""
        which = fact.kind == kinds[0] if len(kinds) == 1 else fact.kind.in_(kinds)
        return and_(which, self.known(fact), self.reach(fact), self.cut(fact))

    def beside(self, fact: Any, kind: str, *same: str, where: Any = None) -> Condition:
        """There is a known fact of another kind of the same dossier (and the same part, turn ...).

        The dossier alone ties it to the programme: naming the programme too would lead SQLite, which has no
        statistics of a young database, to an index that reads a year of facts for each.
        """
        other = BESIDE if fact is not BESIDE else AGAIN
        pairs = [getattr(other, name) == getattr(fact, name) for name in ("unit_id", *same)]
        more = [where(other)] if where is not None else []
        return exists().where(other.kind == kind, self.stood(other), *pairs, *more)

    def dossiers_with(self, kind: str, by: date) -> Select[Any]:
        """Dossiers with a fact of a kind by a day: asked first where such facts are few, since most are not in it."""
        other = FEW
        return select(other.unit_id).where(other.kind == kind, self.known(other), other.day <= by)

    def dossiers_vaguely(self, kinds: tuple[str, ...], precisions: tuple[str, ...] = ("month", "year")) -> Select[Any]:
        """Dossiers with a fact of these kinds whose day is known only so: few, and found by an index of their own."""
        other = VAGUE
        return select(other.unit_id).where(
            other.kind.in_(kinds), self.known(other), other.precision != literal_column("'day'"),
            other.precision.in_(precisions),
        )  # fmt: skip

    def root_of(self, fact: Any, alias: Any) -> Any:
        """Whom a fact's person counts as; `alias` is outer joined with `merged`."""
        return func.coalesce(alias.root_id, fact.person_id)

    def merged(self, fact: Any, alias: Any) -> Condition:
        """How `alias` (PersonAlias) is joined to a fact."""
        return and_(alias.person_id == fact.person_id, self.known(alias))


def ask(
    programme_id: int,
    as_at: int | datetime | None = None,
    scope: Scope | None = None,
    filters: Filters | None = None,
) -> Ask:
    """A question about a programme, now or as known at a tick or moment."""
    scope = OPERATORS if scope is None else scope
    zone = ZoneInfo(db.session.scalars(select(Programme.timezone).where(Programme.id == programme_id)).one())
    if as_at is None:
        return Ask(programme_id, now().astimezone(zone).date(), now(), None, scope, filters or {})
    tick = tick_of(programme_id, as_at)
    moment = as_at if isinstance(as_at, datetime) else moment_of(programme_id, tick)
    return Ask(programme_id, moment.astimezone(zone).date(), moment, tick, scope, filters or {})


def tick_at(programme_id: int, moment: datetime) -> int:
    """The greatest tick recorded by a moment; 0 before the first."""
    if moment.tzinfo is None:
        raise UnknownMoment(Sentence("A time of knowledge needs its time zone."))
    found = db.session.scalar(
        select(func.max(LedgerTick.tick)).where(
            LedgerTick.programme_id == programme_id, LedgerTick.recorded_at <= moment
        )
    )
    return int(found or 0)


def moment_of(programme_id: int, tick: int) -> datetime:
    """When a tick was recorded, or the latest before it."""
    found = db.session.scalar(
        select(func.max(LedgerTick.recorded_at)).where(LedgerTick.programme_id == programme_id, LedgerTick.tick <= tick)
    )
    return found if isinstance(found, datetime) else now()


def tick_of(programme_id: int, moment: int | datetime) -> int:
    """A tick, given as one or as the moment at which it was the last."""
    return moment if isinstance(moment, int) else tick_at(programme_id, moment)


__all__ = ["Ask", "Filters", "PersonAlias", "UnknownMoment", "ask", "moment_of", "tick_at", "tick_of"]
