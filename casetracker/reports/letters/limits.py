"""The time limit that a letter names: the one that it starts, or the one that already runs against whom it reminds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casetracker.cases.clocks import due_day
from casetracker.cases.queries import CaseFile
from casetracker.cases.queries.limits import calendar_for, rules_of
from casetracker.cases.rules import THEIR_SIDE, limit_of, starts_itself
from casetracker.ledger.codes import codes


@dataclass(frozen=True)
class Law:
    """The day by which the institution must answer, and under which law; nothing where no confirmed rule says so."""

    due: date | None = None
    source: str = ""


def law_of(case: CaseFile, kind: str, remedy: str, on: date) -> Law:
    """The limit that this remedy starts when it is sent on a day; a reminder names the one that runs already."""
    return (_running(case) if kind == "follow_up" else None) or _started(case, remedy, on)


def _running(case: CaseFile) -> Law | None:
    theirs = [clock for clock in case.state.clocks if clock.runs and clock.side == THEIR_SIDE]
    return Law(theirs[-1].due.on, str(theirs[-1].rule.get("legal_source", ""))) if theirs else None


def _started(case: CaseFile, remedy: str, on: date) -> Law:
    row = codes(case.programme.id, "remedy").get(remedy)
    rule = rules_of(case.programme.id).get(str(row.more.get("deadline")) if row else "")
    if rule is None or rule.side != THEIR_SIDE or not starts_itself(rule, on):
        return Law()
    limit = limit_of(rule)
    return Law(due_day(limit, on, calendar_for(case.programme, limit, on)).on, rule.legal_source)
