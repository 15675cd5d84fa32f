"""What somebody holds who leaves: every open case of theirs that this reader may hand on."""

from __future__ import annotations

from sqlalchemy import select

from casetracker.accounts.reader import Reader
from casetracker.cases.models import CaseRow
from casetracker.cases.queries.rows import ListRow, openable, rows, unsealed
from casetracker.cases.state import HIGHLY_RESTRICTED
from casetracker.kit.db import db


def held_by(reader: Reader, programme_id: int, worker: str) -> list[ListRow]:
    """Open cases of one worker, those that the reader may open, by reference."""
    found = rows(openable(reader, programme_id).where(CaseRow.worker == worker, CaseRow.is_open.is_(True)))
    secret = {row.dossier_id: row for row in unsealed([row for row in found if row.tier == HIGHLY_RESTRICTED])}
    return sorted((secret.get(row.dossier_id, row) for row in found), key=lambda row: row.reference)


def holds_any(worker: str) -> bool:
    """Does anybody's account still hold an open case, in any programme?"""
    held = select(CaseRow.dossier_id).where(CaseRow.worker == worker, CaseRow.is_open.is_(True)).limit(1)
    return db.session.scalar(held) is not None
