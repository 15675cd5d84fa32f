"""Accounts: made, renamed, closed and opened again."""

from __future__ import annotations

import re
import secrets
import unicodedata

from sqlalchemy import select

from casetracker.accounts import passwords, sessions
from casetracker.accounts.actions.record import NotYours, charge, record
from casetracker.accounts.attempts import folded
from casetracker.accounts.models import User
from casetracker.accounts.panels import keeps_open
from casetracker.accounts.permissions import can
from casetracker.accounts.reader import OPERATOR_CODE, Reader
from casetracker.kit.clock import now
from casetracker.kit.db import db
from casetracker.kit.languages import LOCALES, Sentence
from casetracker.kit.typed import keepable
from casetracker.ledger.kinds import Refused

USERNAME = re.compile(r"[\w][\w.@+-]{1,59}")
RESERVED = frozenset({OPERATOR_CODE, "machine"})


def new_key() -> str:
    """A fresh session key: whatever was signed in under the one before is out."""
    return secrets.token_urlsafe(32)


def create_user(
    *, by: Reader, username: str, name: str, locale: str, password: str | None = None, must_change: bool = False
) -> User:
    """An account without roles. With no password it waits for a code.

    Refused: a name that is taken or ill-formed, a password that is short or easily guessed.
    """
    if not (by.operator or can(by, "users.manage")):
        raise NotYours("accounts")
    username = unicodedata.normalize("NFKC", username.strip())
    problems = _problems(username, name, locale)
    if password is not None and (complaint := passwords.complaint(password, username, name)):
        problems["password"] = complaint
    if problems:
        raise Refused(problems)
    user = User(
        code=_code(username), username=username, username_folded=folded(username), name=name.strip(), locale=locale,
        password_hash=passwords.hashed(password) if password is not None else None, must_change=must_change,
        session_key=new_key(), created_at=now(),
    )  # fmt: skip
    db.session.add(user)
    db.session.flush()
    record(by, "account.created", user.id)
    return user


def rename_user(*, by: Reader, user_id: int, name: str, locale: str) -> None:
    """Another name or language; the sign-in name and the code stay."""
    user = charge(by, user_id)
    problems = _problems("unchanged", name, locale)
    if problems:
        raise Refused(problems)
    user.name, user.locale = name.strip(), locale
    record(by, "account.renamed", user_id)


def close_account(*, by: Reader, user_id: int) -> None:
    """Nobody signs in with it any more, and whoever was is out. What they recorded stays.

    Refused while another room says why it must stay open: open cases never lose their worker.
    """
    user = charge(by, user_id)
    if user.disabled_at is not None:
        return
    reasons = [reason for keeps in keeps_open if (reason := keeps(user.code))]
    if reasons:
        raise Refused({"": reasons[0]})
    user.disabled_at, user.session_key = now(), new_key()
    sessions.end_all(user_id, "disabled")
    record(by, "account.closed", user_id)


def reopen_account(*, by: Reader, user_id: int) -> None:
    """It can be used again, with the roles it still holds."""
    user = charge(by, user_id)
    if user.disabled_at is not None:
        user.disabled_at = None
        record(by, "account.reopened", user_id)


def choose_language(*, by: Reader, locale: str) -> None:
    """The language in which `by` reads."""
    if locale not in LOCALES:
        raise Refused({"locale": Sentence("Choose one of the languages offered.")})
    user = db.session.get(User, by.user_id)
    if user is not None:
        user.locale = locale


def _problems(username: str, name: str, locale: str) -> dict[str, Sentence]:
    found = {}
    if problem := username_refusal(username):
        found["username"] = problem
    if not 1 <= len(name.strip()) <= 200 or not keepable(name):
        found["name"] = Sentence("Give a name of at most 200 letters.")
    if locale not in LOCALES:
        found["locale"] = Sentence("Choose one of the languages offered.")
    return found


def username_refusal(username: str) -> Sentence | None:
    """Why nobody can be given this sign-in name; None where somebody can."""
    if not USERNAME.fullmatch(username) or username.casefold() in RESERVED:
        return Sentence("A sign-in name has 2 to 60 letters, digits or . _ - @ + and no spaces.")
    if db.session.scalar(select(User.id).where(User.username_folded == folded(username))):
        return Sentence("This sign-in name is taken.")
    return None


def _code(username: str) -> str:
    """The permanent code: the sign-in name in plain letters, numbered where somebody had it before."""
    plain = unicodedata.normalize("NFKD", username.casefold()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9_.+-]", "-", plain).strip("-.+_")[:50] or "person"
    taken = set(db.session.scalars(select(User.code).where(User.code.startswith(stem, autoescape=True)))) | RESERVED
    return next(code for n in range(1, 100_000) if (code := stem if n == 1 else f"{stem}-{n}") not in taken)
