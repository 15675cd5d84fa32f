"""Ticks: one order for everything a programme writes, sealed into the keyed head chain and its head file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import insert, select, update

from casetracker.kit import clock
from casetracker.kit.db import after_commit, before_commit, db
from casetracker.ledger import chain, heads
from casetracker.ledger.models import LedgerHead, LedgerTick


@dataclass
class OpenTick:
    """The tick of the running transaction, gathering the digests of what it writes."""

    programme_id: int
    tick: int
    recorded_at: datetime
    previous: bytes
    last_reference: int
    digests: dict[UUID, bytes] = field(default_factory=dict)
    head: bytes = b""


def _open_ticks() -> dict[int, OpenTick]:
    ticks: dict[int, OpenTick] = db.session.info.setdefault("ticks", {})
    return ticks


def take_tick(programme_id: int) -> OpenTick:
    """This transaction's tick of the programme; taking it holds the programme's row until commit."""
    ticks = _open_ticks()
    if programme_id not in ticks:
        row = db.session.execute(
            update(LedgerHead)
            .where(LedgerHead.programme_id == programme_id)
            .values(tick=LedgerHead.tick + 1)
            .returning(LedgerHead.tick, LedgerHead.recorded_at, LedgerHead.head, LedgerHead.last_reference)
        ).one()
        moment = max(clock.now(), row.recorded_at + timedelta(microseconds=1))
        ticks[programme_id] = OpenTick(programme_id, row.tick, moment, row.head, row.last_reference)
    return ticks[programme_id]


def next_number(programme_id: int) -> int:
    """The programme's next reference number: never given twice, since the tick's row is held."""
    tick = take_tick(programme_id)
    tick.last_reference += 1
    return tick.last_reference


def tick_at(programme_id: int, moment: datetime) -> int:
    """The greatest tick recorded at or before a moment; 0 before the first."""
    found = db.session.scalar(
        select(LedgerTick.tick)
        .where(LedgerTick.programme_id == programme_id, LedgerTick.recorded_at <= moment)
        .order_by(LedgerTick.recorded_at.desc())
        .limit(1)
    )
    return found or 0


def _seal_ticks() -> None:
    for tick in _open_ticks().values():
        key = current_app.config["KEYRING"].head
        ordered = [tick.digests[i] for i in sorted(tick.digests, key=lambda i: i.bytes)]
        tick.head = chain.head(key, tick.previous, tick.programme_id, tick.tick, tick.recorded_at, ordered)
        db.session.execute(
            insert(LedgerTick).values(
                programme_id=tick.programme_id,
                tick=tick.tick,
                recorded_at=tick.recorded_at,
                entries=len(ordered),
                head=tick.head,
            )
        )
        db.session.execute(
            update(LedgerHead)
            .where(LedgerHead.programme_id == tick.programme_id)
            .values(recorded_at=tick.recorded_at, head=tick.head, last_reference=tick.last_reference)
        )


def _write_heads() -> None:
    for tick in _open_ticks().values():
        last = max(tick.digests, key=lambda i: i.bytes, default="-")
        heads.append(heads.head_file(tick.programme_id), heads.Anchor(tick.tick, tick.head, str(last)))


def arm() -> None:
    """Seal ticks before every commit, write heads after it."""
    before_commit(_seal_ticks)
    after_commit(_write_heads)
