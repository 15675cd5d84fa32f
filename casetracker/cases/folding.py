"""What each kind of entry does to a case: one small function a kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from casetracker.cases import attached, distinct, handing, referring, reviewed
from casetracker.cases import folding_clocks as clocks
from casetracker.cases.draft import Draft
from casetracker.cases.state import Breach, Closing, Confirmation, Ending, Next, Reply, Span, Step, Told, best
from casetracker.cases.supervising import SUPERVISED
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Entry

OPENING_CODES = (
    "client", "person", "reporter", "client_kind", "sex", "age_band", "heads", "estimated", "everyone", "channel",
    "place", "district", "province", "programme", "contact", "department", "event_on", "event_precision", "stale_days",
    "grant", "came_back_from",
)  # fmt: skip


def _opened(draft: Draft, entry: Entry) -> None:
    if draft.opened is not None:
        draft.anomaly(entry, Sentence("The case was opened twice."))
        return
    codes = entry.codes
    draft.worker, draft.team = codes.get("worker"), codes.get("team")
    draft.supervisor, draft.lawyer = codes.get("supervisor"), codes.get("lawyer")
    draft.codes = {name: codes.get(name) for name in OPENING_CODES}
    draft.codes["stale_days"] = codes.get("stale_days", 60)
    draft.agreed(entry)
    draft.opened = draft.at(entry)
    draft.recorded_on = date.fromisoformat(codes["recorded_on"]) if codes.get("recorded_on") else entry.happened_on
    draft.imported = bool(codes.get("imported"))
    draft.flags = tuple(entry.words.get("flags", "").split())
    draft.raise_tier(codes.get("tier"))
    draft.words.update(entry.words)
    for one in codes.get("breaches", ()):
        _add_breach(draft, entry, one)
    draft.open_spans.append(Span(entry.happened_on, None, entry.precision, entry.id))
    draft.active(entry)
    _set_next(draft, entry, "worker")


def _add_breach(draft: Draft, entry: Entry, one: dict[str, Any]) -> None:
    no = str(one["no"])
    if no in draft.breaches:
        draft.anomaly(entry, Sentence("Breach %(no)s was recorded twice.", no=no))
        return
    draft.breaches[no] = Breach(no, one["type"], one["group"], draft.at(entry), int(one.get("watch", 30)))
    draft.raise_tier(one.get("tier"))


def _breach_added(draft: Draft, entry: Entry) -> None:
    _add_breach(draft, entry, dict(entry.codes))
    draft.words.update({f"breach:{entry.codes['no']}": text for text in entry.words.values()})
    draft.active(entry)
    draft.weigh(entry)


def _set_next(draft: Draft, entry: Entry, turn: str) -> None:
    """Every entry that moves the case says whose turn it is; without a word it is `turn`'s."""
    due = entry.codes.get("due")
    draft.next = Next(
        entry.codes.get("turn") or turn, date.fromisoformat(due) if due else None, entry.happened_on, entry.id,
        entry.words.get("next", ""),
    )  # fmt: skip


WAITING = frozenset({"waiting", "no_answer", "postponed"})


def _step_taken(draft: Draft, entry: Entry) -> None:
    codes = entry.codes
    known = tuple(no for no in codes.get("breaches", ()) if draft.breach(entry, no) is not None)
    draft.steps[entry.id] = Step(
        entry.id, draft.at(entry), known, codes["remedy"], codes.get("institution"), codes.get("rung"),
        codes.get("result"), (), dict(entry.words),
    )  # fmt: skip
    if draft.closed:
        draft.anomaly(entry, Sentence("A step was recorded while the case was closed."))
    if draft.first_step is None or entry.happened_on < draft.first_step.on:
        draft.first_step = draft.at(entry)
    draft.active(entry)
    draft.settle_next(entry)
    clocks.filed(draft, codes["remedy"], entry)
    _set_next(draft, entry, "institution" if codes.get("result") in WAITING else "worker")


def _reply_received(draft: Draft, entry: Entry) -> None:
    step = draft.steps.get(UUID(entry.codes["step"]))
    if step is None:
        draft.anomaly(entry, Sentence("A reply was recorded to a step that does not stand."))
    else:
        reply = Reply(draft.at(entry), entry.codes.get("result", ""), dict(entry.words))
        draft.steps[step.id] = replace(step, replies=(*step.replies, reply), result=reply.result or step.result)
    draft.active(entry)
    draft.settle_next(entry)
    if step is not None and entry.codes.get("result") not in WAITING:
        clocks.answered(draft, step.id, entry)
    _set_next(draft, entry, "institution" if entry.codes.get("result") in WAITING else "worker")


def _next_set(draft: Draft, entry: Entry) -> None:
    draft.active(entry)
    draft.settle_next(entry)
    _set_next(draft, entry, "worker")


def _reported(draft: Draft, entry: Entry) -> None:
    for no in entry.codes.get("breaches", ()):
        breach = draft.breach(entry, no)
        if breach is not None:
            draft.breaches[breach.no] = replace(breach, reported=draft.at(entry))
    draft.active(entry)
    draft.settle_next(entry)
    _set_next(draft, entry, "worker")


def _end(draft: Draft, entry: Entry, breach: Breach) -> None:
    codes = entry.codes
    if breach.ending is not None:
        draft.anomaly(entry, Sentence("Breach %(no)s had already ended.", no=breach.no))
        return
    turn = 1 + sum(1 for e in breach.endings if e.resolved)
    ending = Ending(
        turn, codes["outcome"], draft.at(entry), codes.get("relief"), codes.get("amount"), codes.get("institution"),
        codes.get("rung"), codes.get("remedy"),
    )  # fmt: skip
    draft.breaches[breach.no] = replace(breach, endings=(*breach.endings, ending))
    draft.weigh(entry)


def _breach_ended(draft: Draft, entry: Entry) -> None:
    breach = draft.breach(entry)
    if breach is not None:
        _end(draft, entry, breach)
    draft.active(entry)
    if not any(b.ending is None for b in draft.breaches.values()):
        draft.settle_next(entry)
    if draft.next is None or entry.codes.get("due"):
        _set_next(draft, entry, "worker")


def _confirmed(draft: Draft, entry: Entry) -> None:
    breach = draft.breach(entry)
    if breach is None:
        return
    if breach.ending is None or not breach.ending.resolved:
        draft.anomaly(entry, Sentence("Breach %(no)s was confirmed but is not resolved.", no=breach.no))
        return
    confirmation = Confirmation(entry.codes["by"], draft.at(entry))
    ending = replace(breach.ending, confirmations=(*breach.ending.confirmations, confirmation))
    draft.breaches[breach.no] = replace(breach, endings=(*breach.endings[:-1], ending))
    draft.active(entry)


def _told(draft: Draft, entry: Entry) -> None:
    draft.told.append(Told(entry.codes["state"], draft.at(entry)))
    draft.active(entry)


def _closed(draft: Draft, entry: Entry) -> None:
    if draft.closed:
        draft.anomaly(entry, Sentence("The case was closed twice."))
        return
    outcomes = _outcomes_said(draft, entry)
    if any(breach.ending is None for breach in draft.breaches.values()):
        draft.anomaly(entry, Sentence("The case was closed while a breach was open."))
    draft.active(entry)
    draft.settle_next(entry)
    clocks.closed(draft, entry)
    draft.closings.append(
        Closing(
            len(draft.closings) + 1, draft.at(entry), best(outcomes) if outcomes else "not_resolved",
            entry.codes.get("reason"), outcomes,
        )
    )  # fmt: skip
    if draft.open_spans:
        draft.open_spans[-1] = draft.open_spans[-1].ended(entry)
    draft.last_activity = None
    draft.lapse_offers(entry)


def _outcomes_said(draft: Draft, entry: Entry) -> dict[str, str]:
    """How each breach stood to whoever closed the case: what was only learned later does not change what was said."""
    said_at = {one.id: one.seq for one in draft.entries}
    last = {no: breach.endings[-1] for no, breach in draft.breaches.items() if breach.endings}
    return {
        no: ending.outcome
        for no, ending in last.items()
        if ending.undone is None or said_at[ending.undone.entry] > entry.seq
    }


def _reopened(draft: Draft, entry: Entry) -> None:
    closing = draft.closed
    if closing is None:
        draft.anomaly(entry, Sentence("The case was reopened but was not closed."))
        return
    draft.closings[-1] = replace(closing, undone=draft.at(entry))
    # Closed while a breach had come back unnoticed: this is what puts it right.
    draft.anomalies = [one for one in draft.anomalies if one.entry != closing.at.entry]
    draft.open_spans.append(Span(entry.happened_on, None, entry.precision, entry.id, len(draft.open_spans) + 1))
    clocks.reopened(draft)
    draft.active(entry)
    _set_next(draft, entry, "worker")


def _breach_reopened(draft: Draft, entry: Entry) -> None:
    breach = draft.breach(entry)
    if breach is None:
        return
    if breach.ending is None:
        draft.anomaly(entry, Sentence("Breach %(no)s was reopened but had not ended.", no=breach.no))
        return
    undone = replace(breach.ending, undone=draft.at(entry))
    draft.breaches[breach.no] = replace(breach, reported=None, endings=(*breach.endings[:-1], undone))
    draft.active(entry)
    draft.weigh(entry)


def _assigned(draft: Draft, entry: Entry) -> None:
    for name in ("worker", "team", "supervisor", "lawyer"):
        if name in entry.codes:
            setattr(draft, name, entry.codes[name] or None)
    if "worker" in entry.codes:
        draft.lapse_offers(entry)


def _flag_raised(draft: Draft, entry: Entry) -> None:
    draft.flags = tuple(dict.fromkeys((*draft.flags, *entry.words.get("flags", "").split())))
    draft.raise_tier(entry.codes.get("tier"))


def _note_added(draft: Draft, entry: Entry) -> None:
    draft.active(entry)


def _client_changed(draft: Draft, entry: Entry) -> None:
    draft.codes.update({name: value for name, value in entry.codes.items() if name in OPENING_CODES})
    draft.agreed(entry)


def _corrected(draft: Draft, entry: Entry) -> None:
    name = entry.codes["field"]
    before = draft.corrections.get(name)
    if before is not None and entry.seen_seq is not None and entry.seen_seq < before.seq:
        draft.conflicts[name] = (*draft.conflicts.get(name, (before.id,)), entry.id)
    draft.corrections[name] = entry
    _set_field(draft, entry, name)


def _settled(draft: Draft, entry: Entry) -> None:
    draft.conflicts.pop(entry.codes["field"], None)
    _set_field(draft, entry, entry.codes["field"])


def _set_field(draft: Draft, entry: Entry, name: str) -> None:
    draft.field_seq[name] = entry.seq
    values = entry.codes.get("values", {})
    if name.startswith("breach:"):
        breach = draft.breach(entry, name.split(":")[1])
        if breach is not None:
            fresh = replace(breach, type=values["type"], group=values["group"])
            draft.breaches[breach.no] = fresh
            draft.raise_tier(values.get("tier"))
    elif values:
        draft.codes.update({k: v for k, v in values.items() if k in OPENING_CODES})
    for key, text in entry.words.items():
        draft.words[key] = text


def _voided(draft: Draft, entry: Entry) -> None:
    draft.void, draft.same_as = entry.codes["reason"], entry.codes.get("same_as")
    draft.lapse_offers(entry)


def _nothing(draft: Draft, entry: Entry) -> None:
    """Taken into account before the fold: voids and corrections of dates."""


APPLY: dict[str, Callable[[Draft, Entry], None]] = {
    "case.opened": _opened,
    "breach.added": _breach_added,
    "step.taken": _step_taken,
    "reply.received": _reply_received,
    "next.set": _next_set,
    "resolution.reported": _reported,
    "breach.resolved": _breach_ended,
    "breach.ended": _breach_ended,
    "resolution.confirmed": _confirmed,
    "client.told": _told,
    "case.closed": _closed,
    "case.reopened": _reopened,
    "breach.reopened": _breach_reopened,
    "case.assigned": _assigned,
    "flag.raised": _flag_raised,
    "note.added": _note_added,
    "client.changed": _client_changed,
    "field.corrected": _corrected,
    "conflict.settled": _settled,
    "case.voided": _voided,
    "entry.voided": _nothing,
    "entry.redated": _nothing,
    "words.redacted": _nothing,
    **attached.APPLY,
    **distinct.APPLY,
    **reviewed.APPLY,
    **handing.APPLY,
    **referring.APPLY,
    **SUPERVISED,
    **clocks.CLOCKS,
}
