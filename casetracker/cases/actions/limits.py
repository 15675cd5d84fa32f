"""Time limits that follow from what was done: a request starts one, a reply or another day carries others along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from casetracker.cases.actions.common import said
from casetracker.cases.clocks import Limit, due_day
from casetracker.cases.deadlines import Clock
from casetracker.cases.queries.limits import calendar_for, rules_of
from casetracker.cases.rules import copied, due_said, limit_copied, starts_itself
from casetracker.cases.state import CaseState
from casetracker.kit.ids import derived_id
from casetracker.ledger.entries import Said
from casetracker.ledger.models import Programme
from casetracker.presets import DeadlineRule

GRANTED = frozenset({"agreed", "done"})
"""answers after which there is nothing to appeal against"""


@dataclass(frozen=True)
class Timing:
    """Where and when limits are said; `because` is the entry they follow from and are withdrawn with."""

    programme: Programme
    on: date
    because: UUID | None = None
    cause: Mapping[str, Any] = field(default_factory=dict)

    def say(self, kind: str, codes: Mapping[str, Any], entry_id: UUID | None = None) -> Said:
        """One entry of this kind."""
        whole = {**codes, **self.cause, "because": str(self.because) if self.because else None}
        return said(self.programme, kind, self.on, codes=whole, entry_id=entry_id)


def started_by_step(timing: Timing, step: UUID, code: str | None, received: date | None) -> list[Said]:
    """What a request starts: the limit of its remedy, and those that will hang on its answer or end.

    `received`: the day it reached them; the day it was filed where a rule does not ask for it.
    """
    rules = rules_of(timing.programme.id)
    rule = rules.get(code or "")
    if rule is None:
        return []
    start = received or timing.on if rule.trigger.endswith("_received") else timing.on
    return started(timing, rules, rule, start, key=step, step=step)


def started(
    timing: Timing, rules: Mapping[str, DeadlineRule], rule: DeadlineRule, start: date, *, key: UUID,
    step: UUID | None = None, after: UUID | None = None,
) -> list[Said]:  # fmt: skip
    """The limit and, one after another, those that hang on it; none where a rule may not start by itself."""
    if not starts_itself(rule, start):
        return []
    kept = copied(rule)
    limit, entry_id = limit_copied(kept), derived_id(key, rule.code)
    calendar = calendar_for(timing.programme, limit, start)
    due = due_day(limit, start, calendar)
    codes = {
        "rule": kept, "step": str(step) if step else None, "after": str(after) if after else None,
        **due_said(due, calendar),
    }  # fmt: skip
    hanging = [one for one in rules.values() if rule.code in one.after]
    said_now = [timing.say("clock.started", codes, entry_id)]
    for one in hanging:
        said_now += started(timing, rules, one, due.on, key=entry_id, step=None, after=entry_id)
    return said_now


def after_reply(timing: Timing, state: CaseState, step: UUID, result: str) -> list[Said]:
    """They answered: what we may file against the answer runs from today, or there is nothing to file any more."""
    answered = [c for c in state.running if c.step == step and not c.ours]
    found: list[Said] = []
    for clock in answered:
        for hanging in (c for c in state.running if c.after == clock.id):
            if result in GRANTED or _on_silence_only(hanging):
                stop = {"clock": str(hanging.id), "reason": "not_needed"}
                found.append(timing.say("clock.stopped", stop))
            elif timing.on < hanging.due.start:
                found += moved(timing, state, hanging, timing.on)
    return found


def _on_silence_only(clock: Clock) -> bool:
    return str(clock.rule.get("trigger", "")).endswith(".expired")


def after_filing(timing: Timing, state: CaseState, remedy: str) -> list[Said]:
    """We filed in time: what would begin only if we did not is not needed."""
    met = [c for c in state.running if c.ours and remedy in c.rule.get("met_by", ())]
    hanging = [c for clock in met for c in state.running if c.after == clock.id and _on_silence_only(c)]
    return [timing.say("clock.stopped", {"clock": str(c.id), "reason": "not_needed"}) for c in hanging]


def moved(timing: Timing, state: CaseState, clock: Clock, start: date, limit: Limit | None = None) -> list[Said]:
    """The limit counted anew from another day or by other days off, and those that hang on it."""
    limit = limit or clock.due.limit
    calendar = calendar_for(timing.programme, limit, start)
    due = due_day(limit, start, calendar)
    if due.on == clock.due.on and due.start == clock.due.start:
        return []
    one = timing.say("clock.moved", {"clock": str(clock.id), "was": clock.due.on.isoformat(),
                                     **due_said(due, calendar)})  # fmt: skip
    return [one, *followed(timing, state, clock, due.on)]


def followed(timing: Timing, state: CaseState, clock: Clock, ends: date) -> list[Said]:
    """Limits that wait for the end of one whose day is another now."""
    hanging = [c for c in state.clocks if c.hangs(clock) and not c.given]
    return [said_now for one in hanging for said_now in moved(timing, state, one, ends)]


def redated(timing: Timing, state: CaseState, entry: UUID, before: date, after: date) -> list[Said]:
    """Another day for what started limits: those still as the rule gave them are counted from it."""
    found: list[Said] = []
    said_by = {one.id: str(one.codes.get("because", "")) for one in state.entries}
    for clock in state.clocks:
        if said_by.get(clock.said_by.entry) == str(entry) and clock.due.start == before and clock.how == "counted":
            found += moved(replace(timing, on=clock.at.on), state, clock, after)
    return found
