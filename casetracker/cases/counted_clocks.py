"""Facts of time limits: what they owed us by when, what is late, and what we had to file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from casetracker.cases.dated import Dated
from casetracker.cases.deadlines import Clock
from casetracker.cases.folding_clocks import ANSWERED, MET
from casetracker.cases.rules import OUR_SIDE, THEIR_SIDE
from casetracker.cases.state import CaseState

Made = tuple[str, Dated, dict[str, Any]]
"""kind of fact, its day, the values that are its own"""


def facts_of_clocks(state: CaseState) -> Iterator[Made]:
    """`reply.due` and `reply.late` (a span) of what they must answer, `filing.due` of what we must file.

    Days are those of the limit; a limit that ended before its day, unanswered, was not owed and makes no fact. One that
    is paused is not due until it goes on.
    """
    for clock in state.clocks:
        if clock.paused is not None or _let_go(clock):
            continue
        if clock.side == THEIR_SIDE:
            yield "reply.due", _at(clock, clock.due.on), _values(state, clock) | {"other_day": _day(clock, ANSWERED)}
            if clock.ended is None or clock.ended.at.on > clock.due.on:
                late = _at(clock, clock.due.on + timedelta(days=1))
                until = clock.ended.at.on if clock.ended else None
                yield "reply.late", late, _values(state, clock) | {"until_day": until}
        elif clock.side == OUR_SIDE:
            yield "filing.due", _at(clock, clock.due.on), _values(state, clock) | {"other_day": _day(clock, MET)}


def _let_go(clock: Clock) -> bool:
    ended = clock.ended
    return ended is not None and ended.how not in (ANSWERED, MET) and ended.at.on <= clock.due.on


def _at(clock: Clock, on: date) -> Dated:
    return Dated(on, "day", clock.said_by.entry, clock.at.worker, clock.at.team)


def _day(clock: Clock, how: str) -> date | None:
    ended = clock.ended
    return ended.at.on if ended is not None and ended.how == how and ended.at.precision == "day" else None


def _values(state: CaseState, clock: Clock) -> dict[str, Any]:
    step = _step(state, clock.step)
    return {
        "part_id": str(clock.id), "rung": step.rung if step else None, "remedy": step.remedy if step else None,
        "breach": next((no for no in step.breaches if no in state.breaches), None) if step else None,
        "rule": clock.rule.get("code"), "institution": step.institution if step else None,
    }  # fmt: skip


def _step(state: CaseState, wanted: UUID | None) -> Any:
    return next((step for step in state.steps if step.id == wanted), None)
