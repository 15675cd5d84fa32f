"""What is corrected of a client is said in each of their cases, in the same transaction."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from casetracker.cases.actions.common import record, said
from casetracker.cases.actions.intake import affected_of
from casetracker.cases.actions.opening import consent_said
from casetracker.cases.models import CaseRow
from casetracker.cases.state import HIGHLY_RESTRICTED
from casetracker.clients.fold import ClientState
from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.ledger.entries import Author
from casetracker.ledger.models import Programme
from casetracker.ledger.rows import entries_of_many


def tell_cases(by: Author, programme: Programme, client_id: UUID, client: ClientState) -> None:
    """A client was corrected: each of their cases copies the codes anew, so that its facts are right."""
    about = affected_of(client_id, client)
    codes = {
        "client_kind": about.client_kind, "sex": about.sex, "age_band": about.age_band,
        "person": str(about.person or ""), "heads": about.heads or 0, "estimated": bool(about.estimated),
        **consent_said(about),
    }  # fmt: skip
    one = said(programme, "client.changed", clock.today(programme.timezone), codes=codes)
    for case_id in cases_of(programme.id, client_id, client):
        record(by=by, programme=programme, case_id=case_id, said=[one])


def cases_of(programme_id: int, client_id: UUID, client: ClientState) -> list[UUID]:
    """Every case about a client; the highly restricted ones tell it only in their own entries."""
    named = select(CaseRow.dossier_id).where(CaseRow.programme_id == programme_id, CaseRow.client_id == client_id)
    found = list(db.session.scalars(named))
    if client.tier == HIGHLY_RESTRICTED:
        found += _sealed_cases_of(programme_id, client_id)
    return found


def _sealed_cases_of(programme_id: int, client_id: UUID) -> list[UUID]:
    sealed = select(CaseRow.dossier_id).where(
        CaseRow.programme_id == programme_id, CaseRow.tier == HIGHLY_RESTRICTED
    )  # fmt: skip
    opened = entries_of_many(list(db.session.scalars(sealed)), words=False)
    return [i for i, entries in opened.items() if entries and entries[0].codes.get("client") == str(client_id)]
