"""Referring a client to another organisation, only while they agree to it, and what the organisation answered."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from casetracker.cases.actions.common import coded, record, said
from casetracker.cases.fold import fold
from casetracker.clients.consenting import REFER, may_use
from casetracker.clients.queries import client_state
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Author
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.rows import entries_of
from casetracker.ledger.ticks import take_tick
from casetracker.ledger.writing import Written

NOT_AGREED = Sentence(
    "The client has not agreed that their details are passed to another service. Ask first, and record it."
)


def refer(
    *, by: Author, programme: Programme, case_id: UUID, on: date, what: str, to: str = "",
    institution: str | None = None, due: date | None = None, entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """Refer the client to an organisation (`to` in words, or a known institution) for `what`; `due`: when we ask again.

    Refused while the client does not agree that their details are passed on: a withdrawal counts from the moment it is
    saved. A case without a client's file has no details to pass on.
    """
    coded(programme, "institution", institution, "institution")
    take_tick(programme.id)  # nobody takes a consent back between this look and the entry
    client = fold(entries_of(case_id, words=False)).codes.get("client")
    if client and not may_use(client_state(UUID(client), words=False).consents, REFER):
        raise Refused({"": NOT_AGREED})
    codes = {"institution": institution or None, "due": due.isoformat() if due else None}
    one = said(programme, "referral.made", on, codes=codes, words={"to": to, "what": what}, entry_id=entry_id)
    return record(by=by, programme=programme, case_id=case_id, said=[one])


def answer_referral(
    *, by: Author, programme: Programme, case_id: UUID, referral: UUID, answer: str, on: date, what: str = "",
    entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """What the organisation answered: accepted, refused, or no answer came."""
    one = said(
        programme, "referral.answered", on, codes={"referral": str(referral), "answer": answer}, words={"what": what},
        entry_id=entry_id,
    )  # fmt: skip
    return record(by=by, programme=programme, case_id=case_id, said=[one])
