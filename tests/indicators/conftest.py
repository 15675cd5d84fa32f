"""A small world of facts, inserted one by one so that every number can be counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from casetracker.kit.db import db
from casetracker.kit.ids import new_id
from casetracker.ledger.models import Dossier, FactRow, LedgerTick, PersonAlias, Programme

BEGAN = datetime(2026, 12, 1, tzinfo=UTC)


def on(text: str) -> date:
    """A day, as 2026-03-31; the year may be left out."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


class World:
    """A programme, its dossiers and their facts; each `at` is one tick later."""

    def __init__(self, began: datetime = BEGAN) -> None:
        self.began = began
        self.programme = Programme(
            key="health", name="Health", preset="general", preset_version="1", timezone="Africa/Maputo",
            default_locale="en", dossier_id=new_id(), created_at=BEGAN,
        )  # fmt: skip
        db.session.add(self.programme)
        db.session.flush()
        self.id = self.programme.id
        self.now = 0
        self.entry = new_id()
        self.tick()

    def tick(self) -> int:
        """The next write transaction, a minute later."""
        self.now += 1
        self.entry = new_id()
        moment = self.began + timedelta(minutes=self.now)
        db.session.add(LedgerTick(programme_id=self.id, tick=self.now, recorded_at=moment, entries=1, head=bytes(32)))
        db.session.flush()
        return self.now

    @contextmanager
    def later(self) -> Iterator[UUID]:
        """What is inserted in the block has its own tick and entry."""
        self.tick()
        yield self.entry

    def dossier(self, tier: str = "normal", **more: Any) -> UUID:
        """A case's dossier."""
        unit = new_id()
        db.session.add(Dossier(id=unit, programme_id=self.id, kind="case", tier=tier, last_digest=bytes(32), **more))
        db.session.flush()
        return unit

    def fact(self, kind: str, unit: UUID, day: str | date, **more: Any) -> FactRow:
        """One fact, standing from the present tick."""
        for name in ("other_day", "until_day"):
            if isinstance(more.get(name), str):
                more[name] = on(more[name])
        row = FactRow(
            **{
                "programme_id": self.id, "kind": kind, "unit_id": unit, "precision": "day", "known_from": self.now,
                "from_entry": self.entry, "day": on(day) if isinstance(day, str) else day, **more,
            }
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
        return row

    def withdraw(self, row: FactRow) -> None:
        """The fact no longer holds, from the present tick."""
        row.known_to, row.to_entry = self.now, self.entry
        db.session.flush()

    def merge(self, person: UUID, root: UUID) -> PersonAlias:
        """The person counts as another from the present tick."""
        row = PersonAlias(programme_id=self.id, person_id=person, root_id=root, known_from=self.now)
        db.session.add(row)
        db.session.flush()
        return row

    def facts(self, kind: str) -> list[FactRow]:
        """All that were ever known, of one kind."""
        return list(db.session.scalars(select(FactRow).where(FactRow.kind == kind)))

    def case(self, opened: str, *, closed: str = "", breaches: int = 1, tier: str = "normal", **dims: Any) -> UUID:
        """A case with its opening, its breaches and, if closed, its closing; every breach of it stays unresolved."""
        unit = self.dossier(tier, worker=dims.get("worker"), team=dims.get("team"))
        self.fact("case.opened", unit, opened, other_day=opened, **dims)
        self.fact("case.open", unit, opened, until_day=closed or None, **dims)
        for number in range(1, breaches + 1):
            self.fact("breach.recorded", unit, opened, part_id=str(number), other_day=opened, **dims)
        if closed:
            self.close(unit, opened, closed, **dims)
        return unit

    def close(self, unit: UUID, opened: str, closed: str, turn: int = 1, **dims: Any) -> FactRow:
        """A closing of a case, its outcome not resolved unless said."""
        dims = {"outcome": "not_resolved"} | dims
        return self.fact("case.closed", unit, closed, other_day=opened, turn=turn, **dims)

    def resolve(self, unit: UUID, day: str, opened: str = "", part: str = "1", turn: int = 1, **dims: Any) -> FactRow:
        """A breach put right, in full unless said."""
        dims = {"outcome": "resolved_full"} | dims
        return self.fact(
            "breach.resolved", unit, day, part_id=part, turn=turn, other_day=opened or None, **dims
        )  # fmt: skip


@pytest.fixture
def world(app: Flask) -> World:
    """An empty programme."""
    return World()
