"""Is somebody who is named in a case known to us? Answered yes, ask or no, never by whom or from which file."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from casetracker.cases.actions.supervising import remark
from casetracker.cases.fold import fold
from casetracker.cases.queries.interest import interest_in
from casetracker.ledger.entries import Author
from casetracker.ledger.models import Programme
from casetracker.ledger.rows import entries_of


def weigh_interest(
    *, by: Author, programme: Programme, case_id: UUID, names: Sequence[str], entry_id: UUID | None = None
) -> str:
    """The strictest answer for these names; a yes stands in the case for the coordinator, as a code without a name."""
    answers = {interest_in(programme.id, case_id, name) for name in names if name.strip()}
    if "yes" in answers:
        if not fold(entries_of(case_id, words=False)).interest:
            remark(by=by, programme=programme, case_id=case_id, what="conflict", entry_id=entry_id)
        return "yes"
    return "ask" if "ask" in answers else "no"
