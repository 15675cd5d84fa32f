"""What changed under an edition since it was counted: each entry once, for those inside who may see its case."""

from __future__ import annotations

from collections.abc import Sequence

from casetracker.accounts.reader import Reader
from casetracker.kit.periods import Period
from casetracker.ledger.models import Programme
from casetracker.reports.changed import Changed, changed_since
from casetracker.reports.packs.fold import PUBLISHED
from casetracker.reports.packs.models import EditionRow
from casetracker.reports.packs.plans import PLANS
from casetracker.reports.question import ask


def changed_since_published(reader: Reader, programme: Programme, row: EditionRow) -> Sequence[Changed]:
    """In the order in which they were recorded; of an edition that is not published, none."""
    if row.status != PUBLISHED or row.tick is None:
        return ()
    question = ask(reader, programme, Period(row.first_day, row.last_day))
    found: dict[object, Changed] = {}
    for line in PLANS[row.pack].lines_for(row.audience):
        for one in changed_since(question, line.indicator, row.tick):
            found.setdefault(one.change.entry_id, one)
    return sorted(found.values(), key=lambda one: (one.change.tick, one.change.recorded_at))
