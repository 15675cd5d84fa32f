"""Tries at signing in, counted per sign-in name in the database: slower after five, none for a while after ten.

The name is all that counts: an address can be a whole office, and X-Forwarded-For is whatever the sender likes. A name
nobody bears is counted as any other, so that the answer tells nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from casetracker.accounts.models import SignInAttempt
from casetracker.kit.clock import now
from casetracker.kit.db import desk_transaction
from casetracker.kit.sealing import keyed

WINDOW = timedelta(minutes=15)
FREE, MOST = 5, 10
KEPT = timedelta(days=90)


class TooMany(Exception):
    """No try is taken before `seconds` have passed, not even with the right password."""

    def __init__(self, seconds: int) -> None:
        super().__init__("too many tries")
        self.seconds = seconds


def folded(username: str) -> str:
    """The form under which sign-in names are equal."""
    return unicodedata.normalize("NFKC", username.strip()[:64]).casefold()[:128]


def admit(username: str) -> UUID:
    """Count a try before its password is looked at, so that a hundred at once are a hundred; raises `TooMany`."""
    who = _who(username)
    with desk_transaction() as desk:
        wait = _wait(_failures(desk, who))
        if wait > timedelta():
            raise TooMany(max(1, round(wait.total_seconds())))
        attempt = SignInAttempt(who=who, at=now(), ok=False)
        desk.add(attempt)
        desk.flush()
        return attempt.id


def succeeded(attempt: UUID) -> None:
    """This try was right: those before it no longer count."""
    with desk_transaction() as desk:
        desk.execute(update(SignInAttempt).where(SignInAttempt.id == attempt).values(ok=True, at=now()))
        desk.execute(delete(SignInAttempt).where(SignInAttempt.at < now() - KEPT))


def _failures(desk: Session, who: bytes) -> Sequence[datetime]:
    """When the standing wrong tries were made, latest first."""
    tries = desk.execute(
        select(SignInAttempt.at, SignInAttempt.ok)
        .where(SignInAttempt.who == who, SignInAttempt.at > now() - WINDOW)
        .order_by(SignInAttempt.at.desc(), SignInAttempt.id.desc())
        .limit(MOST)
    ).all()
    last_right = next((n for n, (_, ok) in enumerate(tries) if ok), len(tries))
    return [at for at, _ in tries[:last_right]]


def _wait(failures: Sequence[datetime]) -> timedelta:
    if len(failures) < FREE:
        return timedelta()
    pause = WINDOW if len(failures) >= MOST else timedelta(seconds=2 ** (len(failures) - FREE))
    return failures[0] + pause - now()


def _who(username: str) -> bytes:
    return keyed(current_app.config["KEYRING"].derive("sign-in names"), folded(username).encode())
