"""What supervisors and workers ask of each other about a file: each is an entry, closed by its answer."""

from __future__ import annotations

from uuid import UUID

from casetracker.cases.actions.common import record, said
from casetracker.kit import clock
from casetracker.ledger.entries import Author
from casetracker.ledger.models import Programme
from casetracker.ledger.writing import Written


def remark(
    *, by: Author, programme: Programme, case_id: UUID, what: str, text: str = "", entry: UUID | None = None,
    entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """A comment, praise, "please complete", a return for correction or a call for help; on one entry or on the file.

    Refused: words missing where something is asked, help in a case that is closed, an entry that does not stand.
    """
    codes = {"what": what, "entry": str(entry) if entry else None}
    one = said(
        programme, "remark.made", clock.today(programme.timezone), codes=codes, words={"what": text},
        entry_id=entry_id,
    )  # fmt: skip
    return record(by=by, programme=programme, case_id=case_id, said=[one])


def answer_remark(
    *, by: Author, programme: Programme, case_id: UUID, remark: UUID, text: str, entry_id: UUID | None = None
) -> Written:
    """The answer, which closes the remark. Refused: no words, a remark that waits for none."""
    one = said(
        programme, "remark.answered", clock.today(programme.timezone), codes={"remark": str(remark)},
        words={"what": text}, entry_id=entry_id,
    )  # fmt: skip
    return record(by=by, programme=programme, case_id=case_id, said=[one])
