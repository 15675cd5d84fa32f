"""How a case ended according to an old register: said in one breath, since nobody wrote it down day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from casetracker.cases.actions.common import coded, needed, record, said
from casetracker.cases.actions.limits import Timing, started
from casetracker.cases.queries.limits import rules_of
from casetracker.cases.state import RESOLVED
from casetracker.kit.ids import new_id
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.models import Programme
from casetracker.ledger.writing import Written

UNKNOWN = "unknown"


def past_ending(
    *, programme: Programme, on: date, outcome: str, precision: str = "day", reason: str | None = None,
    institution: str | None = None, told: str = UNKNOWN, breaches: Sequence[str] = ("1",),
) -> list[Said]:  # fmt: skip
    """What `open_case` takes as `then`: every breach ended on that day, whether the client was told, the closing.

    Registers seldom give a reason for closing; then there is none. Refused: codes that do not exist, a future day.
    """
    needed(programme, "outcome", outcome, "outcome")
    needed(programme, "told_state", told, "told_state")
    coded(programme, "closure_reason", reason, "reason")
    office = coded(programme, "institution", institution, "institution")
    kind = "breach.resolved" if outcome in RESOLVED else "breach.ended"
    rung = str(office.more["rung"]) if office and office.more.get("rung") else None
    codes = {"outcome": outcome, "institution": institution or None, "rung": rung}
    ended = [said(programme, kind, on, precision=precision, codes={**codes, "breach": str(no)}) for no in breaches]
    return [
        *ended,
        said(programme, "client.told", on, precision=precision, codes={"state": told}),
        said(programme, "case.closed", on, precision=precision, codes={"reason": reason or None}),
    ]


def end_as_recorded(*, by: Author, programme: Programme, case_id: UUID, ending: Sequence[Said]) -> Written:
    """Say how a case ended that an old register had left open, or whose ending was withdrawn."""
    return record(by=by, programme=programme, case_id=case_id, said=ending)


def past_limit(*, programme: Programme, rule: str, filed: date) -> Said | None:
    """The time limit that an old request had from the day it was filed; None where the rule was not in force then."""
    found = started(Timing(programme, filed), {}, rules_of(programme.id)[rule], filed, key=new_id())
    return found[0] if found else None


def answered_by(programme: Programme, limit: UUID, on: date, ending: Sequence[Said]) -> list[Said]:
    """The ending, and that it is what they answered: withdrawn together, should it be withdrawn."""
    first, *rest = ending
    first = replace(first, id=first.id or new_id())
    codes = {"clock": str(limit), "reason": "answered", "because": str(first.id)}
    return [first, said(programme, "clock.stopped", on, codes=codes), *rest]
