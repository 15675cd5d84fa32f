"""Paper forms: batches of reserved references, and how many of each batch were keyed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.kit.ids import new_id
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.models import Programme
from casetracker.ledger.reserved import ReservedReference, reserve
from casetracker.ledger.writing import say

MOST = 100
SHOWN = 50


@dataclass(frozen=True)
class Batch:
    """Forms printed at one time: the first and last of their references, and how many came back."""

    id: UUID
    reserved_by: str
    reserved_at: datetime
    first: str
    last: str
    count: int
    used: int


def reserve_batch(*, by: Author, programme: Programme, count: int, batch_id: UUID | None = None) -> UUID:
    """Reserve references for so many forms; the programme's own file says which."""
    batch = batch_id or new_id()
    references = reserve(by=by, programme=programme, batch=batch, count=count)
    codes = {"batch": str(batch), "count": count, "first": references[0], "last": references[-1]}
    said = Said("references.reserved", clock.today(programme.timezone), codes=codes)
    say([said], by=by, programme=programme, dossier_id=programme.dossier_id)
    return batch


def batches(programme: Programme) -> list[Batch]:
    """The newest first."""
    one = ReservedReference
    rows = db.session.execute(
        select(
            one.batch, one.reserved_by, one.reserved_at, func.min(one.reference), func.max(one.reference),
            func.count(one.number), func.count(one.used_by),
        )
        .where(one.programme_id == programme.id)
        .group_by(one.batch, one.reserved_by, one.reserved_at)
        .order_by(one.reserved_at.desc())
        .limit(SHOWN)
    )  # fmt: skip
    return [Batch(*row) for row in rows]


def references_in(programme: Programme, batch: UUID) -> list[str]:
    """The references of a batch in order, used ones too; none where this programme has no such batch."""
    one = ReservedReference
    mine = (one.programme_id == programme.id, one.batch == batch)
    return list(db.session.scalars(select(one.reference).where(*mine).order_by(one.number)))
