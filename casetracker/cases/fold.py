"""Entries -> state: total and pure. What makes no sense where it stands becomes an anomaly, never an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from casetracker.cases.draft import Draft, freeze
from casetracker.cases.folding import APPLY
from casetracker.cases.state import CaseState
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Entry

VOIDABLE = frozenset(
    {
        "breach.added", "step.taken", "reply.received", "next.set", "resolution.reported", "breach.resolved",
        "breach.ended", "resolution.confirmed", "client.told", "case.closed", "case.reopened", "breach.reopened",
        "note.added", "field.corrected", "entry.redated", "entry.voided", "case.voided", "case.assigned",
        "file.withdrawn",
        "clock.started", "clock.extended", "clock.paused", "clock.resumed", "clock.stopped", "clock.overridden",
    }
)  # fmt: skip


def voided_by(entries: Sequence[Entry]) -> frozenset[UUID]:
    """Ids of entries that stand void: a void may itself be voided, so the last word is read first.

    What was said only because of a withdrawn entry (a time limit that a step started) is withdrawn with it.
    """
    said_at = {entry.id: entry.seq for entry in entries if entry.kind in VOIDABLE}
    void: set[UUID] = set()
    for entry in sorted(entries, key=lambda e: -e.seq):
        if entry.kind == "entry.voided" and entry.id not in void:
            target = UUID(entry.codes["entry"])
            if said_at.get(target, entry.seq) < entry.seq:
                void.add(target)
    for entry in sorted(entries, key=lambda e: e.seq):
        because = entry.codes.get("because")
        if because and UUID(str(because)) in void:
            void.add(entry.id)
    return frozenset(void)


def redated(entries: Sequence[Entry], void: frozenset[UUID]) -> dict[UUID, tuple[date, str]]:
    """Days that were corrected, by entry."""
    found = {}
    for entry in sorted(entries, key=lambda e: e.seq):
        if entry.kind == "entry.redated" and entry.id not in void:
            found[UUID(entry.codes["entry"])] = (entry.happened_on, entry.precision)
    return found


def in_fold_order(entries: Sequence[Entry], void: frozenset[UUID], days: dict[UUID, tuple[date, str]]) -> list[Entry]:
    """What stands, by the day it happened and then as it was said; the opening always first."""
    standing = []
    for entry in entries:
        if entry.id in void:
            continue
        if entry.id in days:
            on, precision = days[entry.id]
            entry = replace(entry, happened_on=on, precision=precision)
        standing.append(entry)
    return sorted(standing, key=lambda e: (e.kind != "case.opened", *e.order))


def fold(entries: Sequence[Entry]) -> CaseState:
    """The case as its entries tell it, folded whole."""
    void = voided_by(entries)
    days = redated(entries, void)
    draft = Draft(entries=tuple(sorted(entries, key=lambda e: e.seq)), voided=void, days=days)
    for entry in in_fold_order(entries, void, days):
        apply = APPLY.get(entry.kind)
        if apply is None:
            draft.anomaly(entry, Sentence("This version does not know what “%(kind)s” means.", kind=entry.kind))
        elif draft.opened is None and entry.kind != "case.opened":
            draft.anomaly(entry, Sentence("Something was recorded before the case was opened."))
        else:
            apply(draft, entry)
            if entry.kind == "entry.voided" and UUID(entry.codes["entry"]) not in void:
                draft.anomaly(entry, Sentence("An entry was withdrawn that cannot be withdrawn."))
    _stay_as_sensitive(draft)
    return freeze(draft)


def _stay_as_sensitive(draft: Draft) -> None:
    """Whatever was said to make the case more sensitive does, also where it was withdrawn or makes no sense: a mistake
    must not open a file to more eyes."""
    for entry in draft.entries:
        values = entry.codes.get("values") or {}
        draft.raise_tier(entry.codes.get("tier") or values.get("tier"))
