"""Openings: who looked into which sealed dossier, and when, written before the page is sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from flask import current_app
from sqlalchemy import Table, bindparam, insert, select, text

from casetracker.kit import clock
from casetracker.kit.db import Moment, db, desk_transaction
from casetracker.kit.sealing import keyed
from casetracker.ledger import heads
from casetracker.ledger.chain import START
from casetracker.ledger.entries import Author
from casetracker.ledger.models import Opening

HEADS = "openings"
JUST_NOW = timedelta(minutes=5)


_TABLE = cast(Table, Opening.__table__)
_LAST = select(_TABLE.c.seq, _TABLE.c.chain).order_by(_TABLE.c.seq.desc()).limit(1)
_NEW = insert(_TABLE)
_LOCK = text("LOCK TABLE opening IN SHARE ROW EXCLUSIVE MODE")
"""a row lock on the last link would let two readers make the same next one"""
_MANY = text(
    "INSERT INTO opening (seq, programme_id, dossier_id, user_id, user_code, what, at, chain) "
    "SELECT new.seq, :programme_id, new.dossier_id, :user_id, :user_code, :what, :at, new.chain "
    "FROM unnest(CAST(:seqs AS bigint[]), CAST(:dossiers AS uuid[]), CAST(:chains AS bytea[])) "
    "AS new(seq, dossier_id, chain)"
).bindparams(bindparam("at", type_=Moment))
"""fifty rows in one message: a page of results is fifty openings"""


def _key() -> bytes:
    key: bytes = current_app.config["KEYRING"].derive("openings")
    return key


def _link(
    key: bytes, previous: bytes, seq: int, programme_id: int, dossier_id: UUID, user_id: int, user: str, what: str,
    at: datetime,
) -> bytes:  # fmt: skip
    parts = (str(seq), str(programme_id), str(user_id), user, what, at.isoformat())
    return keyed(key, previous, dossier_id.bytes, *(part.encode() for part in parts))


def record_opening(*, by: Author, programme_id: int, dossiers: Iterable[UUID], what: str = "page") -> None:
    """Commit, in a short transaction of its own, that `by` opened these dossiers (`what`: page, list, export)."""
    with desk_transaction() as session:
        on_postgres = session.get_bind().dialect.name == "postgresql"
        if on_postgres:
            session.execute(_LOCK)
        last = session.execute(_LAST).first()
        seq, previous = (last.seq, last.chain) if last else (0, START)
        key, at, rows = _key(), clock.now(), []
        for dossier_id in dossiers:
            seq += 1
            previous = _link(key, previous, seq, programme_id, dossier_id, by.id, by.code, what, at)
            rows.append((seq, dossier_id, previous))
        same = {"programme_id": programme_id, "user_id": by.id, "user_code": by.code, "what": what, "at": at}
        if rows and on_postgres:
            seqs, ids, chains = (list(column) for column in zip(*rows, strict=True))
            session.execute(_MANY, {**same, "seqs": seqs, "dossiers": ids, "chains": chains})
        elif rows:
            session.execute(_NEW, [same | dict(zip(("seq", "dossier_id", "chain"), row, strict=True)) for row in rows])
    if seq:
        heads.append(heads.head_file(HEADS), heads.Anchor(seq, previous))


def looked_just_now(*, by: Author, dossier_id: UUID) -> bool:
    """Is it on record that `by` opened this dossier within the last minutes? What a page loads belongs to it."""
    lately = Opening.at > clock.now() - JUST_NOW
    mine = select(Opening.seq).where(Opening.dossier_id == dossier_id, Opening.user_id == by.id, lately)
    return db.session.scalar(mine.limit(1)) is not None


def first_bad_opening() -> int | None:
    """The number of the first opening that was altered, removed, inserted or cut off; None when all stand. Without
    their head file nothing tells whether the last were cut off."""
    anchors = {anchor.number: anchor.head for anchor in heads.read(heads.head_file(HEADS))}
    key, previous, expected = _key(), START, 1
    table = Opening.__table__
    rows = db.session.execute(
        select(table).order_by(table.c.seq), bind_arguments={"mapper": Opening}, execution_options={"yield_per": 2000}
    )
    for row in rows:
        link = _link(
            key, previous, row.seq, row.programme_id, row.dossier_id, row.user_id, row.user_code, row.what, row.at
        )
        if row.seq != expected or link != row.chain or anchors.get(row.seq, link) != link:
            return expected
        previous, expected = row.chain, expected + 1
    unanchored = expected > 1 and not anchors
    return expected if unanchored or any(number >= expected for number in anchors) else None


def openings_of(dossier_id: UUID, limit: int = 50) -> list[Opening]:
    """The last openings of a dossier, newest first, for the coordinator of its scope."""
    return list(
        db.session.scalars(
            select(Opening).where(Opening.dossier_id == dossier_id).order_by(Opening.seq.desc()).limit(limit)
        )
    )
