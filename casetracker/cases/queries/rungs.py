"""The ladder of a programme, and the rungs that come next for a case, as its page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from casetracker.cases.arithmetic import length
from casetracker.cases.ladder import Ladder, Office, Proposal, Remedy, Stuck, propose, stuck
from casetracker.cases.queries.limits import rules_of
from casetracker.cases.queries.reading import CaseFile
from casetracker.cases.rules import limit_of
from casetracker.ledger.codes import codes


@dataclass(frozen=True)
class NextRungs:
    """Why another rung is needed, and those that fit."""

    why: Stuck
    proposals: tuple[Proposal, ...]


def ladder_of(programme_id: int) -> Ladder:
    """Its rungs, offices and remedies as they stand now."""
    rules = rules_of(programme_id)
    times = {code: length(limit_of(rule)) for code, rule in rules.items() if rule.runs}
    return Ladder(
        tuple(codes(programme_id, "rung")),
        {
            code: Office(code, str(row.more.get("rung")), row.more.get("answers_to"))
            for code, row in codes(programme_id, "institution").items()
            if row.valid_to is None
        },
        {
            code: Remedy(
                code, int(row.more.get("stage", 1)), str(row.more.get("family", "")),
                tuple(row.more.get("addressed_to", ())), times.get(row.more.get("deadline", "")),
            )
            for code, row in codes(programme_id, "remedy").items()
            if row.valid_to is None
        },
    )  # fmt: skip


def next_rungs(case: CaseFile) -> NextRungs | None:
    """None where the case is not stuck."""
    why = stuck(case.state, case.today)
    if why is None:
        return None
    types = codes(case.programme.id, "case_type")
    typical = [
        remedy
        for breach in case.state.open_breaches
        if breach.type in types
        for remedy in types[breach.type].more.get("typical_remedies", ())
    ]
    return NextRungs(why, propose(ladder_of(case.programme.id), case.state, why, list(dict.fromkeys(typical))))
