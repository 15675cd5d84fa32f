"""New passwords: by the one before it, or by a code that a manager reads out; either ends every other session."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from flask import current_app
from sqlalchemy import CursorResult, update

from casetracker.accounts import passwords, sessions
from casetracker.accounts.actions.people import new_key
from casetracker.accounts.actions.record import NotYours, charge, record
from casetracker.accounts.models import ResetCode, User
from casetracker.accounts.queries import reader_of, user_named
from casetracker.accounts.reader import Reader
from casetracker.kit.clock import now
from casetracker.kit.db import db, desk_transaction
from casetracker.kit.languages import Sentence
from casetracker.kit.sealing import keyed
from casetracker.ledger.kinds import Refused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: it is read out over a telephone
LENGTH = 16
GOOD_FOR = timedelta(hours=24)


def make_code(*, by: Reader, user_id: int) -> str:
    """A code good for one new password within a day; it is shown once, and codes made before it are void."""
    user = charge(by, user_id)
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    with desk_transaction() as desk:
        older = update(ResetCode).where(ResetCode.user_id == user.id, ResetCode.used_at.is_(None))
        desk.execute(older.values(used_at=now()))
        desk.add(ResetCode(user_id=user.id, code_hash=_hash(user.id, code), expires_at=now() + GOOD_FOR))
    record(by, "account.code_made", user_id)
    return "-".join(code[i : i + 4] for i in range(0, LENGTH, 4))


def choose_with_code(*, username: str, code: str, password: str) -> User | None:
    """The new password of whoever bears the code; None for a wrong, old or used code and for a stranger alike."""
    user = user_named(username)
    _refuse_guessable(password, username, user.name if user else "")
    if user is None or user.disabled_at is not None or not _use(user.id, code):
        return None
    _put(user, password)
    record(reader_of(user), "account.password_by_code", user.id)
    return user


def change_password(*, by: Reader, present: str, password: str, keep: UUID | None = None) -> User:
    """Another password for `by`. Refused: a wrong present one, an easy one. Only session `keep` goes on."""
    user = db.session.get(User, by.user_id)
    if user is None:
        raise NotYours("account")
    if not passwords.matches(user.password_hash, present):
        raise Refused({"present_password": Sentence("This is not your present password.")})
    _refuse_guessable(password, user.username, user.name)
    _put(user, password, keep)
    record(by, "account.password_changed", user.id)
    return user


def set_password(*, by: Reader, user_id: int, password: str, must_change: bool = True) -> None:
    """A password given at the command line."""
    if not by.operator:
        raise NotYours(f"account {user_id}")
    user = charge(by, user_id)
    _refuse_guessable(password, user.username, user.name)
    _put(user, password)
    user.must_change = must_change
    record(by, "account.password_set", user_id)


def _put(user: User, password: str, keep: UUID | None = None) -> None:
    user.password_hash, user.must_change, user.session_key = passwords.hashed(password), False, new_key()
    sessions.end_all(user.id, "password", but=keep)


def _use(user_id: int, code: str) -> bool:
    good = (ResetCode.user_id == user_id, ResetCode.used_at.is_(None), ResetCode.expires_at > now())
    mark = update(ResetCode).where(*good, ResetCode.code_hash == _hash(user_id, code)).values(used_at=now())
    with desk_transaction() as desk:
        return cast("CursorResult[Any]", desk.execute(mark)).rowcount == 1


def _hash(user_id: int, code: str) -> bytes:
    heard = code.upper().translate(str.maketrans("OILU", "011V"))
    plain = "".join(sign for sign in heard if sign in ALPHABET)[: LENGTH * 2]
    return keyed(current_app.config["KEYRING"].derive("reset codes"), str(user_id).encode(), plain.encode())


def _refuse_guessable(password: str, *own_words: str) -> None:
    complaint = passwords.complaint(password, *own_words)
    if complaint is not None:
        raise Refused({"password": complaint})
