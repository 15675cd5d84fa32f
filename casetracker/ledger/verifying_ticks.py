"""The head chain of a programme: every transaction as it was sealed, none missing, none cut off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from flask import current_app
from sqlalchemy import and_, func, select

from casetracker.kit.db import db
from casetracker.kit.saying import Sentence
from casetracker.ledger import chain
from casetracker.ledger.findings import Finding
from casetracker.ledger.heads import Anchor
from casetracker.ledger.models import Dossier, EntryRow, LedgerHead, LedgerTick, Programme

Progress = Callable[[str, int, int], None]
tick_, entry_, dossier_ = LedgerTick.__table__, EntryRow.__table__, Dossier.__table__


def tick_findings(programme: Programme, anchors: Sequence[Anchor], progress: Progress) -> Iterator[Finding]:
    """Walk the ticks of a programme in order, each with its entries in the order of their ids."""
    sealed = {anchor.number: anchor for anchor in anchors}
    total = db.session.scalar(select(func.count()).where(tick_.c.programme_id == programme.id)) or 0
    previous, expected, recorded_at = chain.START, 1, None
    for number, group in groupby(_rows(programme.id), key=lambda row: row.tick):
        rows = list(group)
        if number != expected:
            yield _about(programme, expected, Sentence("it is missing."))
        yield from _tick(programme, rows, previous, sealed.get(number))
        if recorded_at is not None and rows[0].recorded_at <= recorded_at:
            yield _about(programme, number, Sentence("its time does not follow the one before."))
        previous, expected, recorded_at = rows[0].head, number + 1, rows[0].recorded_at
        progress(programme.key, min(expected - 1, total), total)
    yield from _end(programme, expected - 1, previous, recorded_at, sealed)


def _rows(programme_id: int) -> Iterator[Any]:
    joined = tick_.outerjoin(entry_, and_(entry_.c.programme_id == tick_.c.programme_id, entry_.c.tick == tick_.c.tick))
    yield from db.session.execute(
        select(
            tick_.c.tick, tick_.c.recorded_at, tick_.c.entries, tick_.c.head,
            entry_.c.id, entry_.c.digest, entry_.c.seq, entry_.c.dossier_id,
        )
        .select_from(joined)
        .where(tick_.c.programme_id == programme_id)
        .order_by(tick_.c.tick, entry_.c.id),
        execution_options={"yield_per": 2000},
    )  # fmt: skip


def _tick(programme: Programme, rows: Sequence[Any], previous: bytes, anchor: Anchor | None) -> Iterator[Finding]:
    tick, present = rows[0], [row for row in rows if row.id is not None]
    key = current_app.config["KEYRING"].head
    head = chain.head(key, previous, programme.id, tick.tick, tick.recorded_at, [row.digest for row in present])
    if len(present) < tick.entries:
        last = anchor.last if anchor and anchor.last not in {str(row.id) for row in present} else None
        yield _missing(programme, tick.tick, tick.entries - len(present), last)
    elif len(present) > tick.entries or head != tick.head:
        yield _altered(programme, tick.tick, present)
    if anchor is not None and anchor.head != tick.head:
        yield _about(programme, tick.tick, Sentence("its head is not the one in the head file."))


def _end(
    programme: Programme, last: int, head: bytes, recorded_at: Any, sealed: dict[int, Anchor]
) -> Iterator[Finding]:
    row = db.session.get(LedgerHead, programme.id)
    if row is None or (row.tick, row.head) != (last, head) or (last and row.recorded_at != recorded_at):
        yield _about(programme, last, Sentence("it is not the one at which the ledger says it stands."))
    stray = db.session.execute(
        select(entry_.c.id, entry_.c.tick)
        .where(entry_.c.programme_id == programme.id, entry_.c.tick > last)
        .order_by(entry_.c.tick, entry_.c.seq).limit(1)
    ).first()  # fmt: skip
    if stray is not None:
        yield _altered(programme, stray.tick, [stray])
    if last and not sealed:
        yield _about(programme, last, Sentence("there is no head file: nothing tells whether the end was cut off."))
    cut = sorted(number for number in sealed if number > last)
    if cut:
        first = sealed[cut[0]]
        yield _missing(programme, first.number, 0, first.last)


def _about(programme: Programme, tick: int, what: Sentence) -> Finding:
    sentence = Sentence(
        "Transaction %(tick)s of %(programme)s: %(what)s", tick=tick, programme=programme.key, what=what
    )
    return Finding(sentence, tick)


def _missing(programme: Programme, tick: int, count: int, last: str | None) -> Finding:
    if count == 0:
        what = Sentence("it was cut off, with entry %(id)s and all that followed.", id=last or "?")
    elif last:
        what = Sentence("%(count)s of its entries are missing, one of them %(id)s.", count=count, id=last)
    else:
        what = Sentence("%(count)s of its entries are missing.", count=count)
    return Finding(_about(programme, tick, what).sentence, tick, entry=last not in {None, "-"})


def _altered(programme: Programme, tick: int, rows: Sequence[Any]) -> Finding:
    """Name its first entries: the transaction holds one that is altered or was not there."""
    ids = [row.id for row in rows[:5]]
    names = db.session.execute(
        select(entry_.c.id, entry_.c.seq, dossier_.c.reference, dossier_.c.kind)
        .select_from(entry_.outerjoin(dossier_, dossier_.c.id == entry_.c.dossier_id))
        .where(entry_.c.id.in_(ids))
        .order_by(entry_.c.id)
    )
    told = ", ".join(f"{row.seq} {row.reference or row.kind or '?'} ({row.id})" for row in names)
    what = Sentence("it is not as it was sealed; its entries: %(entries)s.", entries=told or "-")
    return Finding(_about(programme, tick, what).sentence, tick, entry=bool(told))
