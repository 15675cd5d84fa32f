"""What may be said of the time limits of a case: pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from casetracker.cases.deadlines import Clock
from casetracker.cases.state import CaseState
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Said
from casetracker.ledger.kinds import Refused


def _no(field: str, sentence: Sentence) -> Refused:
    return Refused({field: sentence})


def _clock(state: CaseState, said: Said) -> Clock:
    wanted = str(said.codes.get("clock", ""))
    found = next((clock for clock in state.clocks if str(clock.id) == wanted), None)
    if found is None:
        raise _no("clock", Sentence("Choose the time limit."))
    if found.ended is not None:
        raise _no("clock", Sentence("This time limit has ended already."))
    return found


def _day(codes: Any, name: str) -> date:
    return date.fromisoformat(str(codes[name]))


def _starting(state: CaseState, said: Said) -> None:
    codes = said.codes
    if not codes.get("rule", {}).get("code") or not codes.get("ends") or not codes.get("from"):
        raise _no("rule", Sentence("Choose the time limit."))
    if _day(codes, "ends") < _day(codes, "from"):
        raise _no("ends", Sentence("A time limit cannot end before it starts (%(day)s).", day=_day(codes, "from")))
    if any(c.id != said.id and _same(c, said) for c in state.clocks):
        raise _no("rule", Sentence("This time limit runs already, from the same day."))


def _same(clock: Clock, said: Said) -> bool:
    """The same rule from the same day for the same step, running still."""
    codes = said.codes
    return (
        clock.ended is None
        and clock.rule.get("code") == codes["rule"]["code"]
        and clock.due.start.isoformat() == codes["from"]
        and (str(clock.step) if clock.step else None) == (codes.get("step") or None)
    )


def _moving(state: CaseState, said: Said) -> None:
    """Said where the day it is counted from, or a day off, is another; the limit may have ended since."""
    if str(said.codes.get("clock", "")) not in {str(clock.id) for clock in state.clocks}:
        raise _no("clock", Sentence("Choose the time limit."))


def _another_day(state: CaseState, said: Said) -> None:
    clock = _clock(state, said)
    if _day(said.codes, "ends") < clock.due.start:
        raise _no("ends", Sentence("A time limit cannot end before it starts (%(day)s).", day=clock.due.start))


def _extending(state: CaseState, said: Said) -> None:
    clock = _clock(state, said)
    if clock.given or clock.paused:
        raise _no("to", Sentence("Its day was given by hand, or it is paused: give another day instead."))
    most, to = clock.rule.get("extendable_to"), int(said.codes.get("limit", {}).get("amount", 0))
    if not most:
        raise _no("to", Sentence("This rule knows no extension: give another day, with the reason."))
    if not clock.due.limit.amount < to <= most:
        least = clock.due.limit.amount + 1
        raise _no("to", Sentence("It can be extended to between %(least)s and %(most)s.", least=least, most=most))
    _another_day(state, said)


def _pausing(state: CaseState, said: Said) -> None:
    clock = _clock(state, said)
    if clock.paused is not None:
        raise _no("clock", Sentence("This time limit is paused already."))
    if said.happened_on > clock.due.on:
        raise _no("happened_on", Sentence("It ended on %(day)s: what is over cannot be paused.", day=clock.due.on))
    _after_start(clock, said)


def _resuming(state: CaseState, said: Said) -> None:
    clock = _clock(state, said)
    if clock.paused is None:
        raise _no("clock", Sentence("This time limit is not paused."))
    if said.happened_on < clock.paused.on:
        raise _no("happened_on", Sentence("It was paused after this day (%(day)s).", day=clock.paused.on))


def _overriding(state: CaseState, said: Said) -> None:
    if not said.words.get("why", "").strip():
        raise _no("why", Sentence("Say why the day is another."))
    _another_day(state, said)


def _stopping(state: CaseState, said: Said) -> None:
    _after_start(_clock(state, said), said)


def _after_start(clock: Clock, said: Said) -> None:
    if said.happened_on < clock.at.on:
        raise _no("happened_on", Sentence("This is before the time limit started (%(day)s).", day=clock.at.on))


RULES: dict[str, Callable[[CaseState, Said], None]] = {
    "clock.started": _starting,
    "clock.extended": _extending,
    "clock.paused": _pausing,
    "clock.resumed": _resuming,
    "clock.stopped": _stopping,
    "clock.overridden": _overriding,
    "clock.moved": _moving,
}
