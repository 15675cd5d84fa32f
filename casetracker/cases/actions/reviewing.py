"""The monthly quality review: drawn from what was closed, recorded by somebody else than the worker."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from uuid import UUID

from casetracker.cases.actions.common import record, said
from casetracker.cases.drawing import drawn
from casetracker.cases.queries.closings import closed_in
from casetracker.cases.queries.draws import Draw, draw_of
from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.kit.periods import Period
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Dossier, Programme
from casetracker.ledger.ticks import take_tick
from casetracker.ledger.writing import Written, say

EACH = 3
MOST = 50


def draw_reviews(
    *, by: Author, programme: Programme, month: Period, each: int | None = None, seed: str | None = None
) -> Draw:
    """Draw up to `each` closed cases of every worker for a month that is over (3 unless the programme says otherwise).

    The seed, the tick as at which the closed cases were known and the number of each worker's stand in the programme's
    own dossier, so that the draw can be repeated. Refused: a month that is not over, one drawn before.
    """
    if month.unit != "month" or month.last >= clock.today(programme.timezone):
        raise Refused({"month": Sentence("Choose a month that is over.")})
    if draw_of(programme, month.code) is not None:
        raise Refused({"month": Sentence("The reviews of this month were drawn already.")})
    each = each or int(programme.settings.get("reviews_each", EACH))
    if not 1 <= each <= MOST:
        raise Refused({"each": Sentence("Draw between 1 and %(most)s cases of each worker.", most=MOST)})
    seed, tick = seed or secrets.token_hex(16), take_tick(programme.id).tick - 1
    closed = closed_in(programme.id, month, tick)
    chosen = drawn(seed, closed, each)
    draw = Draw(month.code, seed, each, tick, {worker: len(set(ids)) for worker, ids in closed.items()}, chosen)
    today = clock.today(programme.timezone)
    say([Said("reviews.drawn", today, draw.codes)], by=by, programme=programme, dossier_id=programme.dossier_id)
    for worker, cases in chosen.items():
        for case in cases:
            one = said(programme, "review.drawn", today, codes={"month": month.code, "worker": worker})
            record(by=by, programme=programme, case_id=case, said=[one])
    return draw


def record_review(
    *, by: Author, programme: Programme, case_id: UUID, month: str, file: str, interview: str, verdict: str,
    answers: Mapping[str, str] | None = None, breaches: Sequence[str] = (), note: str = "",
    entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """What the review of a drawn case found: the file, the interview with the client, the verdict, and which
    resolutions are not upheld. Refused to the worker of the case."""
    if db.session.get_one(Dossier, case_id).worker == by.code:
        raise Refused({"": Sentence("Somebody else than the worker of the case reviews it.")})
    codes = {
        "month": month, "file": file, "interview": interview, "verdict": verdict,
        "breaches": [str(no) for no in breaches], **{k: v for k, v in (answers or {}).items() if v},
    }  # fmt: skip
    one = said(
        programme, "review.recorded", clock.today(programme.timezone), codes=codes, words={"what": note},
        entry_id=entry_id,
    )  # fmt: skip
    return record(by=by, programme=programme, case_id=case_id, said=[one])
