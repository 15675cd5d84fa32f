"""Files that may be of one person: what is asked of a coordinator, and what the index proposes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import aliased

from casetracker.accounts.permissions import HIGHLY_RESTRICTED, ROLES, may_write
from casetracker.accounts.reader import Reader
from casetracker.clients.models import ClientPair
from casetracker.clients.sameness import ASKED
from casetracker.kit.db import db
from casetracker.ledger.held import held, ticks_of
from casetracker.ledger.models import Dossier

MOST = 200


@dataclass(frozen=True)
class Asked:
    """A question: may `client_id` be the same person as `other_id`, whose area the reader coordinates?"""

    client_id: UUID
    other_id: UUID
    said_by: str
    on_day: date


def asked_of(reader: Reader, programme_id: int) -> list[Asked]:
    """The questions that wait for this reader, oldest first, at most MOST."""
    query = _asked(reader, programme_id).order_by(ClientPair.on_day, ClientPair.dossier_id).limit(MOST)
    return [Asked(one.dossier_id, one.other_id, one.said_by, one.on_day) for one in db.session.scalars(query)]


def questions(reader: Reader, programme_id: int) -> int:
    """How many there are; the number holds until the programme's next entry or the reader's next role."""
    at = (ticks_of([programme_id]), reader.code, reader.grants)
    return held("pairs asked", at, lambda: _count(_asked(reader, programme_id)))


def _count(query: Select[ClientPair]) -> int:
    return db.session.scalar(select(func.count()).select_from(query.subquery())) or 0


def question(reader: Reader, programme_id: int, client_id: UUID, other_id: UUID) -> Asked | None:
    """One of them; None as if it had never been asked."""
    found = (one for one in asked_of(reader, programme_id) if (one.client_id, one.other_id) == (client_id, other_id))
    return next(found, None)


def _asked(reader: Reader, programme_id: int) -> Select[ClientPair]:
    theirs = aliased(Dossier)
    return (
        select(ClientPair)
        .join(Dossier, Dossier.id == ClientPair.other_id)
        .join(theirs, theirs.id == ClientPair.dossier_id)
        .where(ClientPair.programme_id == programme_id, ClientPair.state == ASKED, coordinated(reader, programme_id))
        .where(theirs.erased_at.is_(None), theirs.tier != HIGHLY_RESTRICTED)
    )


def coordinated(reader: Reader, programme_id: int) -> ColumnElement[bool]:
    """Files in the area that the reader coordinates: not those that only name them."""
    leading = tuple(one for one in reader.grants if "case.verify" in ROLES.get(one.role, ()))
    lead = Reader(reader.user_id, reader.code, reader.name, reader.locale, leading)
    return and_(may_write(lead, programme_id), Dossier.erased_at.is_(None), Dossier.tier != HIGHLY_RESTRICTED)
