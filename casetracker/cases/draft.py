"""The case while it is being folded: a scratch pad that is frozen at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from casetracker.cases.dated import Dated
from casetracker.cases.deadlines import Clock
from casetracker.cases.folding_clocks import next_clock
from casetracker.cases.handover import Offer, Referral
from casetracker.cases.remarks import Remark
from casetracker.cases.state import (
    Anomaly,
    Attachment,
    Breach,
    CaseState,
    Closing,
    Next,
    Review,
    Span,
    Step,
    Told,
)
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Entry

NOBODY = UUID(int=0)
TIERS = ("normal", "restricted", "highly_restricted")


@dataclass
class Draft:
    """Mutable twin of CaseState; lives inside one fold."""

    entries: tuple[Entry, ...]
    voided: frozenset[UUID]
    days: Mapping[UUID, tuple[date, str]]
    opened: Dated | None = None
    recorded_on: date = date.min
    codes: dict[str, Any] = field(default_factory=dict)
    breaches: dict[str, Breach] = field(default_factory=dict)
    steps: dict[UUID, Step] = field(default_factory=dict)
    closings: list[Closing] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    clocks: dict[UUID, Clock] = field(default_factory=dict)
    next: Next | None = None
    worker: str | None = None
    team: str | None = None
    supervisor: str | None = None
    lawyer: str | None = None
    tier: str = "normal"
    flags: tuple[str, ...] = ()
    void: str | None = None
    same_as: str | None = None
    open_spans: list[Span] = field(default_factory=list)
    overdue_spans: list[Span] = field(default_factory=list)
    silent_spans: list[Span] = field(default_factory=list)
    settled: list[Span] = field(default_factory=list)
    last_activity: date | None = None
    activity_entry: UUID = NOBODY
    first_step: Dated | None = None
    words: dict[str, str] = field(default_factory=dict)
    field_seq: dict[str, int] = field(default_factory=dict)
    corrections: dict[str, Entry] = field(default_factory=dict)
    conflicts: dict[str, tuple[UUID, ...]] = field(default_factory=dict)
    anomalies: list[Anomaly] = field(default_factory=list)
    imported: bool = False
    consents: dict[date, date | None] | None = None
    attachments: dict[UUID, Attachment] = field(default_factory=dict)
    remarks: dict[UUID, Remark] = field(default_factory=dict)
    reviews: dict[str, Review] = field(default_factory=dict)
    offers: dict[UUID, Offer] = field(default_factory=dict)
    referrals: dict[UUID, Referral] = field(default_factory=dict)
    distinct: dict[UUID, UUID] = field(default_factory=dict)

    def at(self, entry: Entry) -> Dated:
        """The day of an entry, with who held the case then."""
        return Dated(entry.happened_on, entry.precision, entry.id, self.worker, self.team)

    def agreed(self, entry: Entry) -> None:
        """What the entry says of the client's consent to act; one given anew leaves what was done under the old."""
        if "consented_on" not in entry.codes:
            return
        self.consents = self.consents or {}
        given, ended = (_day(entry.codes.get(name)) for name in ("consented_on", "consent_ended_on"))
        if given is not None:
            self.consents[given] = ended

    def anomaly(self, entry: Entry, sentence: Sentence) -> None:
        """Keep what makes no sense for the coordinator's eye."""
        self.anomalies.append(Anomaly(entry.id, sentence))

    def breach(self, entry: Entry, no: str | None = None) -> Breach | None:
        """The breach an entry speaks of; an anomaly where there is none."""
        wanted = str(no if no is not None else entry.codes.get("breach"))
        found = self.breaches.get(wanted)
        if found is None:
            self.anomaly(entry, Sentence("Breach %(no)s is not in this case.", no=wanted))
        return found

    def raise_tier(self, tier: str | None) -> None:
        """Sensitivity is raised, never lowered by itself."""
        if tier in TIERS and TIERS.index(tier) > TIERS.index(self.tier):
            self.tier = tier

    @property
    def closed(self) -> Closing | None:
        """The closing that stands."""
        return self.closings[-1] if self.closings and self.closings[-1].undone is None else None

    def active(self, entry: Entry) -> None:
        """Somebody did something: silence ends here and is counted anew from here."""
        self._end_silence(entry.happened_on)
        if self.last_activity is None or entry.happened_on >= self.last_activity:
            self.last_activity, self.activity_entry = entry.happened_on, entry.id

    def _end_silence(self, on: date) -> None:
        if self.last_activity is not None:
            first = self.last_activity + timedelta(days=int(self.codes.get("stale_days", 60)))
            if first < on:
                self.silent_spans.append(Span(first, on, "day", self.activity_entry))

    def settle_next(self, entry: Entry) -> None:
        """What was due has been dealt with on this day, in time or late."""
        asked = self.asked
        if asked is not None and asked.due is not None:
            first = asked.due + timedelta(days=1)
            if first <= entry.happened_on:
                self.overdue_spans.append(Span(first, entry.happened_on, "day", asked.entry))
        self.next = None

    @property
    def asked(self) -> Next | None:
        """What is next; a time limit that ends before it, or without which nothing would be due, says the day."""
        since = self.next.set_on if self.next else date.min
        open_ = any(b.ending is None for b in self.breaches.values())
        clock = next_clock(self.clocks, since) if open_ else None
        if clock is None or (self.next and self.next.due and self.next.due <= clock.due.on):
            return self.next
        turn = "worker" if clock.ours else "institution"
        words = self.next.words if self.next else ""
        return Next(turn, clock.due.on, clock.said_by.on, clock.said_by.entry, words, clock.id)

    def lapse_offers(self, entry: Entry) -> None:
        """An offer that nobody answered ends when the case changes hands otherwise, or closes."""
        for offer in self.offers.values():
            if offer.waits:
                self.offers[offer.id] = replace(
                    offer, answer="lapsed", answered_on=entry.happened_on, answered_seq=entry.seq
                )

    def weigh(self, entry: Entry) -> None:
        """After a change of breaches: has every one ended, with at least one resolved?"""
        ended = [b.ending for b in self.breaches.values()]
        done = bool(ended) and all(ended) and any(e.resolved for e in ended if e)
        running = bool(self.settled) and self.settled[-1].until is None
        if done and not running:
            self.settled.append(Span(entry.happened_on, None, entry.precision, entry.id, len(self.settled) + 1))
        elif running and not done:
            last = self.settled.pop()
            self.settled.append(last.ended(entry))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def freeze(draft: Draft) -> CaseState:
    """The state of what was folded; the spans that still go on are closed off by nothing."""
    opened = draft.opened or Dated(date.min, "year", NOBODY)
    overdue, silent = list(draft.overdue_spans), list(draft.silent_spans)
    asked = draft.asked
    if draft.closed is None and not draft.void:
        if asked is not None and asked.due is not None:
            overdue.append(Span(asked.due + timedelta(days=1), None, "day", asked.entry))
        if draft.last_activity is not None:
            stale = timedelta(days=int(draft.codes.get("stale_days", 60)))
            silent.append(Span(draft.last_activity + stale, None, "day", draft.activity_entry))
    return CaseState(
        opened=opened, recorded_on=draft.recorded_on, codes=draft.codes, breaches=draft.breaches,
        steps=tuple(draft.steps.values()), closings=tuple(draft.closings), told=tuple(draft.told), next=asked,
        clocks=tuple(sorted(draft.clocks.values(), key=lambda c: (c.due.start, c.id))),
        worker=draft.worker, team=draft.team, supervisor=draft.supervisor, lawyer=draft.lawyer, tier=draft.tier,
        flags=draft.flags, void=draft.void, same_as=draft.same_as, open_spans=tuple(draft.open_spans),
        overdue_spans=tuple(overdue), silent_spans=tuple(silent), settled=tuple(draft.settled),
        last_activity=draft.last_activity or opened.on, first_step=draft.first_step, words=draft.words,
        field_seq=draft.field_seq, conflicts=draft.conflicts,
        anomalies=tuple(draft.anomalies), entries=draft.entries, voided=draft.voided, days=draft.days,
        imported=draft.imported, consents=draft.consents,
        attachments=tuple(draft.attachments.values()), remarks=tuple(draft.remarks.values()),
        reviews=tuple(draft.reviews.values()),
        offers=tuple(draft.offers.values()), referrals=tuple(draft.referrals.values()),
        distinct=tuple(draft.distinct),
    )  # fmt: skip
