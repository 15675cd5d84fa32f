"""What entries do to the time limits of a case: started, moved, paused, ended by a reply, a filing or the closing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from casetracker.cases.clocks import Limit
from casetracker.cases.dated import Dated
from casetracker.cases.deadlines import Clock, Ended
from casetracker.cases.rules import THEIR_SIDE, due_kept, limit_copied, names_kept
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Entry

ANSWERED, MET, STOPPED, CLOSED = "answered", "met", "stopped", "closed"


class Clocked(Protocol):
    """What of a case being folded matters here."""

    clocks: dict[UUID, Clock]
    voided: frozenset[UUID]

    def at(self, entry: Entry) -> Dated: ...

    def anomaly(self, entry: Entry, sentence: Sentence) -> None: ...


def _dated(draft: Clocked, entry: Entry) -> bool:
    """Does it say the day it counts from and the day it is due?"""
    whole = bool(entry.codes.get("from") and entry.codes.get("ends"))
    if not whole:
        draft.anomaly(entry, Sentence("A time limit was recorded without its days."))
    return whole


def _started(draft: Clocked, entry: Entry) -> None:
    codes = entry.codes
    if not _dated(draft, entry):
        return
    limit = limit_copied(codes.get("rule", {}))
    draft.clocks[entry.id] = Clock(
        entry.id, codes.get("rule", {}), draft.at(entry), due_kept(codes, limit), codes.get("how", "counted"),
        draft.at(entry), _id(codes.get("step")), _id(codes.get("after")), names_kept(codes),
    )  # fmt: skip


def _id(text: Any) -> UUID | None:
    return UUID(str(text)) if text else None


def _of(draft: Clocked, entry: Entry) -> Clock | None:
    """The running limit that an entry speaks of. One that was withdrawn is nobody's mistake."""
    wanted = _id(entry.codes.get("clock"))
    found = draft.clocks.get(wanted) if wanted else None
    if found is None and wanted not in draft.voided:
        draft.anomaly(entry, Sentence("Something was said of a time limit that is not in this case."))
    return found if found is not None and found.ended is None else None


def _set(draft: Clocked, entry: Entry) -> None:
    """Another due day: extended, moved, resumed, or given by hand."""
    clock = _of(draft, entry)
    if clock is None or not _dated(draft, entry):
        return
    codes, how = entry.codes, HOWS.get(entry.kind) or entry.codes.get("how", clock.how)
    said = codes.get("limit")
    limit = Limit(**said) if said else clock.due.limit
    draft.clocks[clock.id] = replace(
        clock, due=due_kept(codes, limit), how=how, said_by=draft.at(entry), names=names_kept(codes), paused=None
    )  # fmt: skip


HOWS = {"clock.extended": "extended", "clock.resumed": "left", "clock.overridden": "given"}


def _paused(draft: Clocked, entry: Entry) -> None:
    clock = _of(draft, entry)
    if clock is not None:
        draft.clocks[clock.id] = replace(clock, paused=draft.at(entry))


def _stopped(draft: Clocked, entry: Entry) -> None:
    clock = _of(draft, entry)
    if clock is not None:
        reason = str(entry.codes.get("reason", ""))
        end(draft, clock, reason if reason in (ANSWERED, MET) else STOPPED, entry, reason)


def end(draft: Clocked, clock: Clock, how: str, entry: Entry, reason: str = "") -> None:
    """The limit ends with this entry."""
    draft.clocks[clock.id] = replace(clock, ended=Ended(how, draft.at(entry), reason), paused=None)


def answered(draft: Clocked, step: UUID, entry: Entry) -> None:
    """They answered a step: what they had to answer by is over, in time or late."""
    for clock in list(draft.clocks.values()):
        if clock.step == step and clock.side == THEIR_SIDE and clock.ended is None:
            end(draft, clock, ANSWERED, entry)


def filed(draft: Clocked, remedy: str, entry: Entry) -> None:
    """We took a remedy: limits of ours that it meets are met."""
    for clock in list(draft.clocks.values()):
        if clock.ours and remedy in clock.rule.get("met_by", ()) and clock.ended is None:
            end(draft, clock, MET, entry)


def closed(draft: Clocked, entry: Entry) -> None:
    """Nothing is waited for in a case that is closed."""
    for clock in list(draft.clocks.values()):
        if clock.ended is None:
            end(draft, clock, CLOSED, entry)


def reopened(draft: Clocked) -> None:
    """What ended only with the closing goes on."""
    for clock in list(draft.clocks.values()):
        if clock.ended is not None and clock.ended.how == CLOSED:
            draft.clocks[clock.id] = replace(clock, ended=None)


def next_clock(clocks: dict[UUID, Clock], since: date) -> Clock | None:
    """The limit that ends first, of those that bind somebody and had not passed when it was last said what is next."""
    due = [c for c in clocks.values() if c.runs and c.side != "eligibility" and c.due.on >= since]
    return min(due, key=lambda c: (c.due.on, c.id), default=None)


CLOCKS: dict[str, Callable[[Any, Entry], None]] = {
    "clock.started": _started,
    "clock.extended": _set,
    "clock.resumed": _set,
    "clock.overridden": _set,
    "clock.moved": _set,
    "clock.paused": _paused,
    "clock.stopped": _stopped,
}
