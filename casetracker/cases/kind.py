"""The case as a kind of dossier: what the room tells the ledger."""

from __future__ import annotations

from casetracker.cases.check import check
from casetracker.cases.counted import facts_of
from casetracker.cases.fold import fold
from casetracker.cases.models import ApartRow, BreachRow, CaseRow, ClockRow, OfferRow, ReviewRow, StepRow
from casetracker.cases.projected import reach_of, rows_of
from casetracker.ledger.attachments import AttachmentRow
from casetracker.ledger.kinds import Kind

ROWS = (CaseRow, BreachRow, StepRow, ReviewRow, ClockRow, OfferRow, AttachmentRow, ApartRow)
CASE = Kind(
    name="case",
    fold=fold,
    check=check,
    facts_of=facts_of,
    reach_of=reach_of,
    rows_of=rows_of,
    tables=tuple(model.__tablename__ for model in ROWS),
    whole=("accused_name",),
    stories=("narrative", "what", "why", "next", "department", "name", "caption"),
    referenced=True,
)
