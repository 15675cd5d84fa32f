"""Deeds on time limits: started by hand, extended, paused, resumed, stopped, given another day."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from casetracker.cases.actions.common import record, said, standing
from casetracker.cases.actions.limits import Timing, followed
from casetracker.cases.clocks import Due, Limit, due_day, extended, left_over
from casetracker.cases.deadlines import Clock
from casetracker.cases.queries.limits import calendar_for, calendar_of, rules_of
from casetracker.cases.rules import copied, due_said, limit_copied, starts_itself
from casetracker.cases.state import CaseState
from casetracker.kit import clock as now
from casetracker.kit.ids import new_id
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.writing import Written

REASONS = ("answered", "met", "not_needed", "mistake")


def start_clock(
    *, by: Author, programme: Programme, case_id: UUID, rule: str, start: date, due: date | None = None, why: str = "",
    step: UUID | None = None, on: date | None = None, entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """Start a time limit by hand from the day that triggers it.

    A rule that nobody confirmed, or without a number, needs the day it is `due` and the reason; so does another day
    than the rule gives.
    """
    found = rules_of(programme.id).get(rule)
    if found is None:
        raise Refused({"rule": Sentence("Choose the time limit.")})
    limit = limit_copied(copied(found))
    if due is None and not starts_itself(found, start):
        raise Refused({"due": Sentence("Nobody has confirmed this rule: say the day it is due, and why.")})
    if due is not None and not why.strip():
        raise Refused({"why": Sentence("Say why it is due on that day.")})
    if start > now.today(programme.timezone):
        raise Refused({"start": Sentence("This day is in the future.")})
    calendar = calendar_for(programme, limit, start)
    ends = Due(limit, start, due) if due is not None else due_day(limit, start, calendar)
    codes: dict[str, Any] = {
        "rule": copied(found), "step": str(step) if step else None, "how": "given" if due is not None else "counted",
        "by_hand": True, **due_said(ends, calendar),
    }  # fmt: skip
    one = said(
        programme, "clock.started", on or now.today(programme.timezone), codes=codes, words={"why": why},
        entry_id=entry_id,
    )  # fmt: skip
    return record(by=by, programme=programme, case_id=case_id, said=[one])


def extend_clock(
    *, by: Author, programme: Programme, case_id: UUID, clock: UUID, to: int, why: str = "", on: date | None = None,
    entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """They take longer, as the rule allows: `to` days (or months ...) in all, from the first day."""
    found = _clock(case_id, clock)
    limit = extended(found.due.limit, to)
    calendar = calendar_for(programme, limit, found.due.start)
    codes = {"limit": _limit(limit), **due_said(due_day(limit, found.due.start, calendar), calendar)}
    return _say(by, programme, case_id, "clock.extended", clock, on, codes, why, entry_id)


def pause_clock(
    *, by: Author, programme: Programme, case_id: UUID, clock: UUID, on: date | None = None, why: str = "",
    entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """It does not run while they wait for us."""
    return _say(by, programme, case_id, "clock.paused", clock, on, {}, why, entry_id)


def resume_clock(
    *, by: Author, programme: Programme, case_id: UUID, clock: UUID, on: date | None = None, why: str = "",
    entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """It goes on with what was left of it when it was paused."""
    found, day = _clock(case_id, clock), on or now.today(programme.timezone)
    if found.paused is None:
        raise Refused({"clock": Sentence("This time limit is not paused.")})
    day = max(day, found.paused.on)
    left = left_over(found.due.limit, found.due.on, found.paused.on, calendar_of(
        programme, found.due.start, found.due.on.year))  # fmt: skip
    if found.given:
        left = Limit(max(0, (found.due.on - found.paused.on).days))
    calendar = calendar_for(programme, left, day)
    codes = {"limit": _limit(left), **due_said(due_day(left, day, calendar), calendar)}
    return _say(by, programme, case_id, "clock.resumed", clock, day, codes, why, entry_id)


def stop_clock(
    *, by: Author, programme: Programme, case_id: UUID, clock: UUID, reason: str, on: date | None = None,
    why: str = "", entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """It is over: answered, met (filed), not needed any more, started by mistake."""
    if reason not in REASONS:
        raise Refused({"reason": Sentence("Choose one.")})
    if reason in ("not_needed", "mistake") and not why.strip():
        raise Refused({"why": Sentence("Say why it is stopped.")})
    return _say(by, programme, case_id, "clock.stopped", clock, on, {"reason": reason}, why, entry_id)


def override_clock(
    *, by: Author, programme: Programme, case_id: UUID, clock: UUID, due: date, why: str, on: date | None = None,
    entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """Another due day than the rule gives, with the reason; no holiday moves it after that."""
    found = _clock(case_id, clock)
    codes = due_said(Due(found.due.limit, found.due.start, due))
    return _say(by, programme, case_id, "clock.overridden", clock, on, codes, why, entry_id)


def _say(
    by: Author, programme: Programme, case_id: UUID, kind: str, clock: UUID, on: date | None, codes: dict[str, Any],
    why: str, entry_id: UUID | None,
) -> Written:  # fmt: skip
    """Say it, and carry with it the limits that hang on this one's day."""
    day, entry_id = on or now.today(programme.timezone), entry_id or new_id()
    one = said(programme, kind, day, codes={"clock": str(clock), **codes}, words={"why": why}, entry_id=entry_id)
    more: list[Said] = []
    if "ends" in codes:
        state = standing(case_id)
        timing = Timing(programme, day, because=entry_id, cause={"cause": "followed"})
        more = followed(timing, state, _found(state, clock), date.fromisoformat(codes["ends"]))
    return record(by=by, programme=programme, case_id=case_id, said=[one, *more])


def _limit(limit: Limit) -> dict[str, Any]:
    return {"amount": limit.amount, "unit": limit.unit, "working": limit.working, "rolls": limit.rolls}


def _found(state: CaseState, clock: UUID) -> Clock:
    found = next((one for one in state.clocks if one.id == clock), None)
    if found is None:
        raise Refused({"clock": Sentence("Choose the time limit.")})
    return found


def _clock(case_id: UUID, clock: UUID) -> Clock:
    return _found(standing(case_id), clock)
