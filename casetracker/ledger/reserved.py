"""References: given one by one as dossiers begin, or reserved beforehand for paper forms, and never twice."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Index, String, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from casetracker.kit.db import Id, Model, Moment, db
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Author
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.ticks import next_number, take_tick

FIELD = "reserved"


class ReservedReference(Model):
    """One reference that stands on a paper form; `used_by` is the dossier that was keyed in from it."""

    __tablename__ = "reserved_reference"
    __table_args__ = (Index("ix_reserved_batch", "batch", "number"),)
    programme_id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int]
    batch: Mapped[UUID] = mapped_column(Id)
    reserved_by: Mapped[str] = mapped_column(String(60))
    reserved_at: Mapped[datetime] = mapped_column(Moment)
    used_by: Mapped[UUID | None] = mapped_column(Id)


def reference_of(programme: Programme, number: int, year: int) -> str:
    """The human reference of a dossier: the programme's letters, the year, the number."""
    letters = "".join(part[:3] for part in programme.key.replace("-", "_").split("_")[:2]).upper()
    return f"{letters}-{year % 100:02d}-{number:05d}"


def next_reference(programme: Programme) -> str:
    """The next one; the programme's row is held until commit, so nobody else gets it."""
    year = take_tick(programme.id).recorded_at.year
    return reference_of(programme, next_number(programme.id), year)


def reserve(*, by: Author, programme: Programme, batch: UUID, count: int) -> list[str]:
    """Put so many references aside under a batch, in the running transaction."""
    tick = take_tick(programme.id)
    rows = []
    for _one in range(count):
        number = next_number(programme.id)
        rows.append({
            "programme_id": programme.id, "reference": reference_of(programme, number, tick.recorded_at.year),
            "number": number, "batch": batch, "reserved_by": by.code, "reserved_at": tick.recorded_at,
        })  # fmt: skip
    db.session.execute(insert(ReservedReference), rows)
    return [str(row["reference"]) for row in rows]


def claim(programme: Programme, typed: str, dossier_id: UUID) -> str:
    """The reserved reference, from now on that of this dossier. Refused: never reserved here, or used already."""
    reference = typed.strip().upper()
    taken = (
        update(ReservedReference)
        .where(*_this(programme, reference), ReservedReference.used_by.is_(None))
        .values(used_by=dossier_id)
        .returning(ReservedReference.reference)
    )
    if db.session.execute(taken).first() is None:
        raise Refused({FIELD: refusal(programme, reference)})
    return reference


def refusal(programme: Programme, typed: str) -> Sentence | None:
    """Why a reference cannot be keyed in; None where it still can."""
    reference = typed.strip().upper()
    row = db.session.execute(select(ReservedReference.used_by).where(*_this(programme, reference))).first()
    if row is None:
        return Sentence("%(reference)s was not reserved for a paper form.", reference=reference)
    if row.used_by is not None:
        return Sentence("%(reference)s was keyed in already: every number is used once.", reference=reference)
    return None


def _this(programme: Programme, reference: str) -> tuple[ColumnElement[bool], ...]:
    return (ReservedReference.programme_id == programme.id, ReservedReference.reference == reference)
