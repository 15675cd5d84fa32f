"""Sessions live in the desk database and end there: a token is 256 random bits, and only its hash is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, CursorResult, Table, bindparam, delete, or_, select, true, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from casetracker.accounts.models import SignInSession
from casetracker.kit.clock import now
from casetracker.kit.db import db, desk_transaction
from casetracker.kit.ids import new_id

KEPT_AFTER_END = timedelta(days=30)
STRANGER = timedelta(days=1)  # a sign-in page may stand open overnight


@dataclass(frozen=True, slots=True)
class Standing:
    """A session as it was read; a stranger's has no `user_id`."""

    id: UUID
    user_id: int | None
    user_key: str | None
    created_at: datetime
    last_seen_at: datetime
    idle_seconds: int
    device: str
    data: dict[str, Any]
    ended_why: str | None

    @property
    def why_over(self) -> str | None:
        """Why it no longer lets anybody in; None while it does."""
        if self.ended_why:
            return self.ended_why
        if now() - self.last_seen_at > timedelta(seconds=self.idle_seconds):
            return "idle"
        return "aged" if self.user_id is not None and now() - self.created_at > longest() else None


def longest() -> timedelta:
    """After this much time one signs in again, however busy."""
    return timedelta(hours=int(current_app.config.get("ABSOLUTE_HOURS", 12)))


# Columns of the table and written once, not an entity: every request asks.
_TABLE = cast(Table, SignInSession.__table__)
OF_TOKEN = select(*(_TABLE.c[one.name] for one in fields(Standing))).where(_TABLE.c.token_hash == bindparam("hash"))


def find(token: str) -> Standing | None:
    """The session of this token, over or not."""
    with db.engines["desk"].connect() as desk:
        row = desk.execute(OF_TOKEN, {"hash": _hash(token)}).first()
        return Standing(*row) if row is not None else None


def standing(user_id: int) -> list[Standing]:
    """The sessions in which this person is signed in now, latest first."""
    with Session(db.engines["desk"]) as desk:
        rows = desk.scalars(
            select(SignInSession)
            .where(SignInSession.user_id == user_id, SignInSession.ended_at.is_(None))
            .order_by(SignInSession.last_seen_at.desc())
        )
        return [one for one in map(_standing, rows) if one.why_over is None]


def begin(
    before: Standing | None, user_id: int, user_key: str, idle: timedelta, device: str = ""
) -> tuple[Standing, str]:
    """A new session under a new token, in place of the one this browser was in."""
    token = secrets.token_urlsafe(32)
    with desk_transaction() as desk:
        if before is not None:
            desk.execute(delete(SignInSession).where(SignInSession.id == before.id))
        _sweep(desk)
        row = _row(token, idle, user_id=user_id, user_key=user_key, device=device, created_at=now())
        desk.add(row)
        desk.flush()
        return _standing(row), token


def issued(user_id: int, form_token: str) -> bool:
    """Did a session of this person, perhaps one that is over, put this token into a form?"""
    with Session(db.engines["desk"]) as desk:
        kept = desk.scalars(select(SignInSession.data).where(SignInSession.user_id == user_id))
        return any(hmac.compare_digest(str(data.get("csrf_token", "")), form_token) for data in kept)


def begin_stranger(data: dict[str, Any]) -> tuple[Standing, str]:
    """A session for somebody who has not signed in: it carries the form token of the sign-in page."""
    token = secrets.token_urlsafe(32)
    with desk_transaction() as desk:
        row = _row(token, STRANGER, data=data, created_at=now())
        desk.add(row)
        desk.flush()
        return _standing(row), token


def write(session_id: UUID, data: dict[str, Any]) -> None:
    """Keep what a page put into the session."""
    with desk_transaction() as desk:
        desk.execute(update(SignInSession).where(SignInSession.id == session_id).values(data=data))


def touch(row: Standing, at_most_every: timedelta = timedelta(minutes=1)) -> None:
    """Somebody is there: count the idle time from now."""
    if now() - row.last_seen_at < min(at_most_every, timedelta(seconds=row.idle_seconds / 10)):
        return
    still = (SignInSession.id == row.id, SignInSession.ended_at.is_(None))
    try:
        with desk_transaction() as desk:
            desk.execute(update(SignInSession).where(*still).values(last_seen_at=now()))
    except OperationalError:  # a full disk or a busy desk takes no page away that has been made
        current_app.logger.warning("a session was not renewed")


def end(session_id: UUID, user_id: int, why: str) -> bool:
    """End one session of this person; False where they have no such session."""
    return _end(SignInSession.id == session_id, SignInSession.user_id == user_id, why=why) > 0


def end_all(user_id: int, why: str, but: UUID | None = None) -> int:
    """End every session of this person, except perhaps the one they are in; how many there were."""
    return _end(SignInSession.user_id == user_id, SignInSession.id != but if but else true(), why=why)


def _end(*which: ColumnElement[bool], why: str) -> int:
    over = update(SignInSession).where(SignInSession.ended_at.is_(None), *which)
    with desk_transaction() as desk:
        return cast("CursorResult[Any]", desk.execute(over.values(ended_at=now(), ended_why=why))).rowcount


def _row(token: str, idle: timedelta, **values: Any) -> SignInSession:
    idle_seconds = int(idle.total_seconds())
    values = {"data": {}, "device": "", **values}
    return SignInSession(id=new_id(), token_hash=_hash(token), idle_seconds=idle_seconds, last_seen_at=now(), **values)


def _sweep(desk: Session) -> None:
    """Forget strangers after a day, and others when they have been over for a month."""
    seen = SignInSession.last_seen_at
    strangers = SignInSession.user_id.is_(None) & (seen < now() - STRANGER)
    desk.execute(delete(SignInSession).where(or_(seen < now() - KEPT_AFTER_END, strangers)))


def _standing(row: SignInSession) -> Standing:
    return Standing(
        row.id, row.user_id, row.user_key, row.created_at, row.last_seen_at, row.idle_seconds, row.device,
        row.data, row.ended_why,
    )  # fmt: skip


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
