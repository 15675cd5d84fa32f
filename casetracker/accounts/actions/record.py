"""What each deed leaves behind, and whose deed it may be."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from casetracker.accounts.models import AccountEvent, User
from casetracker.accounts.permissions import can
from casetracker.accounts.queries import is_wholly_managed, person
from casetracker.accounts.reader import Reader
from casetracker.kit.clock import today
from casetracker.kit.db import db
from casetracker.ledger.entries import Said
from casetracker.ledger.models import Programme
from casetracker.ledger.writing import say


class NotYours(LookupError):
    """There is no such account, role or team within the reach of whoever asked."""


def record(by: Reader, what: str, user_id: int | None, **codes: Any) -> None:
    """An event of an account."""
    db.session.add(AccountEvent(by_code=by.code, what=what, user_id=user_id, codes=codes))


def record_in(programme: Programme, by: Reader, what: str, **codes: Any) -> None:
    """An entry in the programme's own dossier, chained with all others."""
    said = Said(what, today(programme.timezone), codes=codes)
    say([said], by=by.author, programme=programme, dossier_id=programme.dossier_id)


def managed_programme(by: Reader, permission: str, programme_id: int) -> Programme:
    """The programme, if `by` may do this there."""
    programme = db.session.get(Programme, programme_id)
    if programme is None or not (by.operator or can(by, permission, programme_id)):
        raise NotYours(f"programme {programme_id}")
    return programme


def anybody(by: Reader, user_id: int) -> User:
    """An account that `by` sees in their list."""
    user = db.session.scalar(select(User).where(User.id == user_id))
    if user is None or user_id == by.user_id or person(by, user_id) is None:
        raise NotYours(f"account {user_id}")
    return user


def charge(by: Reader, user_id: int) -> User:
    """An account wholly in `by`'s hands: all its roles lie in programmes they manage, and it is not their own."""
    user = anybody(by, user_id)
    if not is_wholly_managed(by, user_id):
        raise NotYours(f"account {user_id}")
    return user
