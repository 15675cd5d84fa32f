"""One case, opened: its entries with their words, folded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from sqlalchemy import Select, bindparam, exists, select
from sqlalchemy.orm import aliased

from casetracker.accounts.permissions import may_do, may_open
from casetracker.accounts.reader import Reader
from casetracker.cases.fold import fold
from casetracker.cases.private import for_reader
from casetracker.cases.state import CaseState
from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.ledger.models import Dossier, Programme
from casetracker.ledger.rows import entries_of, entries_of_many


@dataclass(frozen=True)
class CaseFile:
    """A case as one reader has it open."""

    id: UUID
    reference: str
    programme: Programme
    last_seq: int
    state: CaseState

    @property
    def today(self) -> date:
        """The day it is where the case is."""
        return clock.today(self.programme.timezone)


COLUMNS = (Dossier.id, Dossier.reference, Dossier.last_seq, Dossier.programme_id)


def case_file(reader: Reader, case_id: UUID) -> CaseFile | None:
    """The case with its words; None where there is none, or none for this reader."""
    row = db.session.execute(
        select(*COLUMNS).where(Dossier.id == case_id, Dossier.kind == "case", may_open(reader))
    ).first()
    if row is None:
        return None
    state = for_reader(fold(entries_of(case_id, words=True)), reader.code)
    return CaseFile(row.id, row.reference or "", _programme(row.programme_id), row.last_seq, state)


def case_files(
    reader: Reader, programme_id: int, ids: Iterable[UUID], *, words: bool = False, needs: str = "case.read"
) -> list[CaseFile]:
    """Several cases of one programme, those with which this reader may do what `needs` says, in order of reference:
    three queries."""
    wanted = list(ids)
    if not wanted:
        return []
    # the law is asked of each case: a database without statistics would begin with the programme, and read all of it
    asked = aliased(Dossier)
    law = exists().where(Dossier.id == asked.id, Dossier.kind == "case", may_do(reader, needs, programme_id))
    found = select(asked.id, asked.reference, asked.last_seq).where(asked.id.in_(wanted), law)
    rows = db.session.execute(found.order_by(asked.reference)).all()
    entries = entries_of_many([row.id for row in rows], words=words)
    programme = _programme(programme_id)
    return [
        CaseFile(row.id, row.reference or "", programme, row.last_seq, for_reader(fold(entries[row.id]), reader.code))
        for row in rows
    ]


def case_referenced(reader: Reader, programme_id: int, reference: str) -> UUID | None:
    """The case with this reference, however it was typed; None where there is none, or none for this reader."""
    named = (
        Dossier.programme_id == programme_id,
        Dossier.kind == "case",
        Dossier.reference == reference.strip().upper(),
    )
    return db.session.scalar(select(Dossier.id).where(*named, may_open(reader, programme_id)))


def references_of(reader: Reader, programme_id: int, ids: Iterable[UUID]) -> dict[UUID, str]:
    """What cases are called, those that this reader may open."""
    wanted = list(ids)
    rows = db.session.execute(_called(reader, programme_id), {"dossiers": wanted}) if wanted else ()
    return {row.id: row.reference or "" for row in rows}


@lru_cache(maxsize=512)
def _called(reader: Reader, programme_id: int) -> Select[UUID, str | None]:
    asked = aliased(Dossier)  # the law is asked of each: a database without statistics would begin with the programme
    law = exists().where(Dossier.id == asked.id, may_open(reader, programme_id))
    return select(asked.id, asked.reference).where(asked.id.in_(bindparam("dossiers", expanding=True)), law)


def _programme(programme_id: int) -> Programme:
    return db.session.get_one(Programme, programme_id)
