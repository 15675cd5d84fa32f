"""What a page of numbers is asked: whose programme, which days, where, broken down by what, as known when."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from casetracker.accounts.permissions import audiences, hidden_from, may_open
from casetracker.accounts.reader import Reader
from casetracker.indicators.asking import AllBut, Scope
from casetracker.indicators.catalogue import CATALOGUE, Indicator, for_audiences
from casetracker.indicators.dimensions import PLACES
from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.kit.periods import Period
from casetracker.ledger.models import LedgerHead, Programme
from casetracker.places.queries import PlaceRef
from casetracker.reports.reading import ends


@dataclass(frozen=True)
class Question:
    """A reader's question about a programme. `tick` is the programme's last one when it was asked."""

    reader: Reader
    programme: Programme
    period: Period
    tick: int
    today: date
    place: PlaceRef | None = None
    by: tuple[str, ...] = ()
    as_at: datetime | None = None

    @property
    def scope(self) -> Scope | None:
        """The dossiers whose facts count: exactly those that the reader may open."""
        if self.reader.operator:
            return None
        hidden = hidden_from(self.reader, self.programme.id)
        return may_open(self.reader, self.programme.id) if hidden is None else AllBut(hidden)

    @property
    def filters(self) -> dict[str, str]:
        """What the figures are cut to."""
        place = self.place
        return {place.level: place.code} if place is not None and place.level in PLACES else {}

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """The figures this reader is shown, in order."""
        return for_audiences(audiences(self.reader, self.programme.id))

    def shows(self, key: str) -> bool:
        """Is this figure among them?"""
        return key in CATALOGUE and CATALOGUE[key].audience in audiences(self.reader, self.programme.id)

    def _said_as_at(self) -> str | None:
        """The moment in the shortest writing that is read as the same."""
        if self.as_at is None:
            return None
        local = self.as_at.astimezone(ZoneInfo(self.programme.timezone))
        if local.time() == time.max:
            return local.date().isoformat()
        return f"{local:%Y-%m-%d %H:%M}" if not local.second and not local.microsecond else local.isoformat()

    def but(self, **changes: Any) -> Question:
        """The same question, asked otherwise."""
        return replace(self, **changes)

    def query(self, **changes: Any) -> dict[str, Any]:
        """The question as parts of an address; None leaves a part out."""
        first, last = ends(self.period)
        parts: dict[str, Any] = {
            "programme": self.programme.key, "from": first, "to": last or None,
            "place": self.place.code if self.place else None, "by": self.by[0] if self.by else "",
            "then": self.by[1] if len(self.by) > 1 else None, "as_at": self._said_as_at(),
        }  # fmt: skip
        return {name: value for name, value in (parts | changes).items() if value is not None}


def ask(reader: Reader, programme: Programme, period: Period, **more: Any) -> Question:
    """A question put now."""
    tick = db.session.scalar(select(LedgerHead.tick).where(LedgerHead.programme_id == programme.id)) or 0
    return Question(reader, programme, period, tick, clock.today(programme.timezone), **more)
