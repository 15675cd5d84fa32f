"""Whether a person is known in another area is told sparingly: so many times an hour, and each is on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from flask import current_app
from sqlalchemy import func, select

from casetracker.clients.models import ElsewhereLook
from casetracker.kit.clock import now
from casetracker.kit.db import desk_transaction
from casetracker.kit.sealing import keyed
from casetracker.ledger.entries import Author

WITHIN, MOST = timedelta(hours=1), 30


def record_look(*, by: Author, programme_id: int, asked: Sequence[str], known: bool) -> bool:
    """May the answer be told? Commits on the desk that it was; the same question within the hour costs nothing."""
    key = current_app.config["KEYRING"].derive("looks elsewhere")
    what = keyed(key, str(programme_id).encode(), "\n".join(sorted(asked)).encode())
    recent = (ElsewhereLook.user_id == by.id, ElsewhereLook.at > now() - WITHIN)
    with desk_transaction() as desk:
        if desk.scalar(select(ElsewhereLook.id).where(*recent, ElsewhereLook.asked == what).limit(1)):
            return True
        if (desk.scalar(select(func.count()).where(*recent)) or 0) >= MOST:
            return False
        desk.add(ElsewhereLook(user_id=by.id, programme_id=programme_id, asked=what, known=known, at=now()))
    return True
