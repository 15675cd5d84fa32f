"""What a case is once its entries are folded: frozen values that pages show and facts are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from casetracker.cases.dated import Dated as Dated
from casetracker.cases.deadlines import Clock
from casetracker.cases.handover import Offer, Referral
from casetracker.cases.remarks import Remark, interests, turn_of
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import PRECISIONS, Entry

RESOLVED = ("resolved_full", "resolved_partial")
HIGHLY_RESTRICTED = "highly_restricted"


@dataclass(frozen=True)
class Confirmation:
    """Somebody confirmed that the remedy exists: the client, the committee, or the worker saw it."""

    by: str
    at: Dated


@dataclass(frozen=True)
class Checked:
    """A quality review asked the client about a resolution: does the remedy hold?"""

    month: str
    at: Dated
    holds: bool


@dataclass(frozen=True)
class Ending:
    """How a breach ended, once: resolved (full, partial), not resolved, handed over. `turn` numbers resolutions."""

    turn: int
    outcome: str
    at: Dated
    relief: str | None = None
    amount: int | None = None
    institution: str | None = None
    rung: str | None = None
    remedy: str | None = None
    confirmations: tuple[Confirmation, ...] = ()
    overturned: tuple[Confirmation, ...] = ()
    """confirmations that a quality review did not uphold"""
    checks: tuple[Checked, ...] = ()
    """what clients said of it in quality reviews, one a month"""
    undone: Dated | None = None

    @property
    def resolved(self) -> bool:
        """Fully or partly."""
        return self.outcome in RESOLVED


@dataclass(frozen=True)
class Breach:
    """One service-delivery failure of the case."""

    no: str
    type: str
    group: str
    told: Dated
    monitoring_days: int = 30
    reported: Dated | None = None
    endings: tuple[Ending, ...] = ()

    @property
    def ending(self) -> Ending | None:
        """The ending that stands, if the breach has ended."""
        return self.endings[-1] if self.endings and self.endings[-1].undone is None else None

    @property
    def status(self) -> str:
        """open, reported, resolved, confirmed, ended (without a resolution)."""
        if self.ending is None:
            return "reported" if self.reported else "open"
        if not self.ending.resolved:
            return "ended"
        return "confirmed" if self.ending.confirmations else "resolved"

    @property
    def watched_until(self) -> date | None:
        """The last day of the monitoring window of a resolution that stands."""
        ending = self.ending
        if ending is None or not ending.resolved:
            return None
        return ending.at.on + timedelta(days=self.monitoring_days)


@dataclass(frozen=True)
class Reply:
    """What an institution answered to a step."""

    at: Dated
    result: str
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One attempt at a remedy, for one or more breaches, addressed to one institution on one rung."""

    id: UUID
    at: Dated
    breaches: tuple[str, ...]
    remedy: str
    institution: str | None
    rung: str | None
    result: str | None
    replies: tuple[Reply, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Closing:
    """One closing of the case; `outcomes` by breach as they stood."""

    turn: int
    at: Dated
    outcome: str
    reason: str | None
    outcomes: Mapping[str, str]
    undone: Dated | None = None


@dataclass(frozen=True)
class Told:
    """Whether the client was told the outcome."""

    state: str
    at: Dated


@dataclass(frozen=True)
class Next:
    """What is next, by when, and whose turn it is (worker, client, institution, supervisor, lawyer)."""

    turn: str
    due: date | None
    set_on: date
    entry: UUID
    words: str = ""
    clock: UUID | None = None
    """the time limit that sets the day, where one does"""


@dataclass(frozen=True)
class Span:
    """A stretch of days; `until` is the first day it no longer held, None while it goes on."""

    first: date
    until: date | None
    precision: str
    entry: UUID
    turn: int = 1
    ended_by: UUID | None = None

    def ended(self, entry: Entry) -> Span:
        """The stretch up to an entry; as vague as the vaguer of its two days."""
        vague = max(self.precision, entry.precision, key=PRECISIONS.index)
        return replace(self, until=entry.happened_on, ended_by=entry.id, precision=vague)


@dataclass(frozen=True)
class Attachment:
    """A file of the case; `size` in bytes, `came` and `kept` the SHA-256 of what arrived and of what is stored, sealed
    like its name and caption. `withdrawn` where it no longer stands."""

    id: UUID
    at: Dated
    media: str
    size: int
    stored: str
    by: str
    ours: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    withdrawn: Dated | None = None


@dataclass(frozen=True)
class Review:
    """One month's review of the case. `found` and `answers` are empty until somebody has looked."""

    month: str
    worker: str
    drawn: Dated
    done: Dated | None = None
    by: str = ""
    file: str = ""
    interview: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    verdict: str = ""


@dataclass(frozen=True)
class Anomaly:
    """Something said that makes no sense where it stands; shown to the coordinator, never dropped."""

    entry: UUID
    sentence: Sentence


@dataclass(frozen=True)
class CaseState:
    """A case as its entries tell it."""

    opened: Dated
    recorded_on: date
    codes: Mapping[str, Any]
    """what the opening said of client, place, channel and team, as corrected since"""
    breaches: Mapping[str, Breach]
    steps: tuple[Step, ...]
    closings: tuple[Closing, ...]
    told: tuple[Told, ...]
    clocks: tuple[Clock, ...]
    """time limits, in the order in which they started"""
    next: Next | None
    worker: str | None
    team: str | None
    supervisor: str | None
    lawyer: str | None
    tier: str
    flags: tuple[str, ...]
    """sealed like words: empty where the entries were opened without them; the tier they gave is in codes"""
    void: str | None
    same_as: str | None
    """the case that stays, where this one is void as its duplicate"""
    open_spans: tuple[Span, ...]
    overdue_spans: tuple[Span, ...]
    silent_spans: tuple[Span, ...]
    settled: tuple[Span, ...]
    """stretches in which every breach had ended and at least one was resolved"""
    last_activity: date
    first_step: Dated | None
    words: Mapping[str, str]
    field_seq: Mapping[str, int]
    """the seq at which a field last changed: what a stale save is recognised by"""
    conflicts: Mapping[str, tuple[UUID, ...]]
    anomalies: tuple[Anomaly, ...]
    entries: tuple[Entry, ...]
    voided: frozenset[UUID]
    days: Mapping[UUID, tuple[date, str]]
    """days of entries whose date was corrected"""
    imported: bool
    consents: Mapping[date, date | None] | None = None
    """consent to act, as the client's file says: day given -> day taken back; None where the case was never told"""
    attachments: tuple[Attachment, ...] = ()
    """every file that was attached, the withdrawn ones too"""
    remarks: tuple[Remark, ...] = ()
    reviews: tuple[Review, ...] = ()
    offers: tuple[Offer, ...] = ()
    """every offer to another worker or team, answered or not"""
    referrals: tuple[Referral, ...] = ()
    distinct: tuple[UUID, ...] = ()
    """cases that look like this one and are another matter"""

    @property
    def turn(self) -> str | None:
        """Whose turn it is: what is asked in a remark goes before the next step."""
        return turn_of(self.remarks) or (self.next.turn if self.next else None)

    @property
    def offer(self) -> Offer | None:
        """The offer that waits for its answer."""
        return next((offer for offer in self.offers if offer.waits), None)

    @property
    def interest(self) -> bool:
        """May somebody who is named here be known to us, and has no coordinator cleared it yet?"""
        return interests(self.remarks) > 0

    @property
    def links(self) -> dict[str, str]:
        """Other cases that this one names: the one it came back from, the one it is a duplicate of."""
        named = {"came_back_from": self.codes.get("came_back_from"), "same_as": self.void and self.same_as}
        return {way: str(other) for way, other in named.items() if other}

    @property
    def closed(self) -> Closing | None:
        """The closing that stands."""
        return self.closings[-1] if self.closings and self.closings[-1].undone is None else None

    @property
    def running(self) -> tuple[Clock, ...]:
        """Time limits that still run or are paused, the one that ends first before the others."""
        return tuple(sorted((c for c in self.clocks if c.ended is None), key=lambda c: (c.due.on, c.id)))

    @property
    def open_breaches(self) -> tuple[Breach, ...]:
        """Breaches that have not ended."""
        return tuple(b for b in self.breaches.values() if b.ending is None)

    @property
    def to_confirm(self) -> tuple[Breach, ...]:
        """Breaches reported or resolved that nobody confirmed yet."""
        return tuple(b for b in self.breaches.values() if b.status in {"reported", "resolved"})

    @property
    def outcome(self) -> str | None:
        """The best that was reached, once every breach has ended."""
        if self.open_breaches:
            return None
        return best({n: b.ending.outcome for n, b in self.breaches.items() if b.ending})

    @property
    def status(self) -> str:
        """Derived, never typed: a code of the list case_status."""
        if self.void:
            return "void"
        if self.closed:
            return "closed"
        if self.breaches and not self.open_breaches:
            return "resolved_unverified" if self.to_confirm else "resolved"
        if any(b.reported for b in self.open_breaches):
            return "resolved_unverified"
        if any(referral.waits for referral in self.referrals):
            return "referred"
        if self.next and self.next.turn == "institution" and self.steps:
            return "awaiting_response"
        if any(c.undone for c in self.closings) and not self._moved_since_reopening:
            return "reopened"
        return "in_progress" if self.steps else "open"

    @property
    def _moved_since_reopening(self) -> bool:
        undone = [c.undone.on for c in self.closings if c.undone]
        return any(step.at.on >= undone[-1] for step in self.steps)


def best(outcomes: Mapping[str, str]) -> str:
    """The outcome of a case from those of its breaches: fully resolved only when every breach that counts is."""
    found = set(outcomes.values())
    if found & set(RESOLVED):
        return "resolved_full" if found <= {"resolved_full"} else "resolved_partial"
    return "transferred" if found == {"transferred"} else "not_resolved"
