"""What somebody was typing when their session ended: sealed for them alone, offered again when they return."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from casetracker.accounts import sessions
from casetracker.accounts.browser import this_session
from casetracker.accounts.models import KeptForm
from casetracker.kit.clock import now
from casetracker.kit.db import db, desk_transaction
from casetracker.kit.ids import new_id
from casetracker.kit.sealing import Broken, seal, unseal

FOR = timedelta(days=30)
MOST_BYTES, MOST_FORMS = 1_000_000, 20
OURS = ("csrf_token", "whole", "kept", "nonce", "seen_seq")
FIELD = "kept"  # names the kept form in the page that offers it again
LEFT = "left"  # names the address of a form that was left by the quick way out


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was posted: where to, and every field but passwords and the form token."""

    id: UUID | None
    path: str
    pairs: tuple[tuple[str, str], ...]
    kept_at: datetime | None = None

    @property
    def words(self) -> list[str]:
        """What reads as written by a person, to show them; choices and codes speak only in their own form."""
        return [text for name, text in self.pairs if name not in OURS and (" " in text.strip() or "\n" in text)]


def keep_typed() -> bool:
    """Keep the posted form for whoever's session is over; only a form that we gave that person counts."""
    dead = this_session().dead
    if dead is None or dead.user_id is None or dead.ended_why == "disabled" or not is_ours(dead.user_id):
        return False
    return _keep(dead.user_id, posted())


def keep_left(user_id: int) -> bool:
    """Keep what stood in the form of a page that was left in a hurry; the page says in `LEFT` where it was going."""
    path = request.form.get(LEFT, "")
    if not path.startswith("/") or path.startswith(("//", "/\\")):
        return False
    return _keep(user_id, Typed(None, path, posted().pairs))


def _keep(user_id: int, typed: Typed) -> bool:
    kept_id = new_id()
    plain = json.dumps([typed.path, typed.pairs]).encode()
    if all(name in OURS for name, _ in typed.pairs) or len(plain) > MOST_BYTES:
        return False
    sealed = seal(_key(), plain, _bound(user_id, kept_id))
    with desk_transaction() as desk:
        mine = list(_rows(desk, user_id))
        for old in mine[MOST_FORMS - 1 :]:
            desk.delete(old)
        desk.execute(delete(KeptForm).where(KeptForm.kept_at < now() - FOR))
        desk.add(KeptForm(id=kept_id, user_id=user_id, sealed=sealed, kept_at=now()))
    return True


def posted() -> Typed:
    """The form of this request."""
    pairs = [
        (name, value)
        for name, values in request.form.lists()
        if name not in ("csrf_token", "whole", FIELD, LEFT) and "password" not in name
        for value in values
    ]
    return Typed(None, request.full_path.rstrip("?"), tuple(pairs))


def is_ours(user_id: int) -> bool:
    """Was this form given to this person, perhaps in a session that is over?"""
    signed = URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="wtf-csrf-token")
    try:
        token = signed.loads(request.form.get("csrf_token", ""))
    except BadData:
        return False
    return isinstance(token, str) and sessions.issued(user_id, token)


def of(user_id: int) -> list[Typed]:
    """What is kept for this person, latest first."""
    with Session(db.engines["desk"]) as desk:
        return [typed for row in _rows(desk, user_id) if (typed := _opened(row)) is not None]


def discard(user_id: int, kept_id: UUID) -> bool:
    """It was saved, or they do not want it; False where nothing of theirs has this id."""
    mine = delete(KeptForm).where(KeptForm.user_id == user_id, KeptForm.id == kept_id)
    with desk_transaction() as desk:
        return cast("CursorResult[Any]", desk.execute(mine)).rowcount > 0


def forget_when_saved(response: Response) -> Response:
    """After a kept form went through (its page sends the reader on), it need not be kept."""
    row = this_session().row if request.method == "POST" and 300 <= response.status_code < 400 else None
    if row is not None and row.user_id is not None and request.form.get(FIELD):
        with suppress(ValueError):
            discard(row.user_id, UUID(request.form[FIELD]))
    return response


def _rows(desk: Session, user_id: int) -> list[KeptForm]:
    mine = select(KeptForm).where(KeptForm.user_id == user_id, KeptForm.kept_at > now() - FOR)
    return list(desk.scalars(mine.order_by(KeptForm.kept_at.desc())))


def _opened(row: KeptForm) -> Typed | None:
    try:
        path, pairs = json.loads(unseal(_key(), row.sealed, _bound(row.user_id, row.id)))
    except Broken:
        return None
    return Typed(row.id, path, tuple((name, value) for name, value in pairs), row.kept_at)


def _bound(user_id: int, kept_id: UUID) -> bytes:
    return b"%d/%s" % (user_id, kept_id.bytes)


def _key() -> bytes:
    key: bytes = current_app.config["KEYRING"].derive("kept forms")
    return key
