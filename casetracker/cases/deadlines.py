"""A time limit as it stands in a case: which rule, whose turn, the day it is due, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from casetracker.cases.clocks import Due
from casetracker.cases.dated import Dated
from casetracker.cases.rules import ELIGIBILITY, OUR_SIDE, THEIR_SIDE

CALM, SOON, URGENT, PAST = "calm", "soon", "urgent", "past"
# Days before the end from which we are warned: one of ours that passes takes a right away, theirs proves silence.
WARNED = {OUR_SIDE: (30, 14), THEIR_SIDE: (5, 0), ELIGIBILITY: (60, 30)}
FILING_SOON = WARNED[OUR_SIDE][1]


@dataclass(frozen=True)
class Ended:
    """How a limit ended: answered, met (filed in time or late), stopped by hand, closed with the case."""

    how: str
    at: Dated
    reason: str = ""


@dataclass(frozen=True)
class Clock:
    """One time limit. `rule` is the copy made when it started; `due` stays while it is paused and says when it was."""

    id: UUID
    rule: Mapping[str, Any]
    at: Dated
    due: Due
    how: str
    said_by: Dated
    """the entry that last set the due day"""
    step: UUID | None = None
    after: UUID | None = None
    """the limit on whose answer or end this one hangs"""
    names: Mapping[date, str] = field(default_factory=dict)
    """the days off that were skipped, by name"""
    paused: Dated | None = None
    ended: Ended | None = None

    @property
    def side(self) -> str:
        """Whom it binds: institution, client (we or the client must file), eligibility."""
        return str(self.rule.get("side", THEIR_SIDE))

    @property
    def ours(self) -> bool:
        """Must we or the client file?"""
        return self.side == OUR_SIDE

    @property
    def runs(self) -> bool:
        """Neither ended nor paused."""
        return self.ended is None and self.paused is None

    @property
    def given(self) -> bool:
        """Was the due day given by hand, so that no holiday moves it?"""
        return self.how == "given"

    def lapsed(self, today: date) -> bool:
        """Has the day passed with nothing from them?"""
        return self.runs and self.due.on < today

    def alarm(self, today: date) -> str:
        """How loud to be about it: calm, soon, urgent, past."""
        if not self.runs:
            return CALM
        left = (self.due.on - today).days
        soon, urgent = WARNED.get(self.side, WARNED[THEIR_SIDE])
        return PAST if left < 0 else URGENT if left <= urgent else SOON if left <= soon else CALM

    def hangs(self, other: Clock) -> bool:
        """Does it wait for the other one's answer or end still?"""
        return self.after == other.id and self.runs and self.due.start == other.due.on
