"""State -> facts: the statement of what a case contributes to every count."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from casetracker.cases.counted_clocks import facts_of_clocks
from casetracker.cases.dated import Dated
from casetracker.cases.required import required
from casetracker.cases.state import (
    HIGHLY_RESTRICTED,
    RESOLVED,
    Breach,
    CaseState,
    Closing,
    Ending,
    Span,
    Step,
    best,
)
from casetracker.ledger.facts import Fact

CONTACT_POSSIBLE = ("safe", None)
Counted = tuple[Fact, UUID]


def facts_of(state: CaseState) -> frozenset[Counted]:
    """Every fact with the entry that brought it about; a void case contributes nothing."""
    if state.void or not state.breaches:
        return frozenset()
    return frozenset(
        one
        for part in (_case, _record, _outside, _closings, _spans, _breaches, _endings, _steps, _reviews, _clocks)
        for one in part(state)
    )  # fmt: skip


def _dimensions(state: CaseState, breach: Breach | None = None) -> dict[str, Any]:
    of = breach or next(iter(state.breaches.values()))
    codes = state.codes
    return {
        "place": codes.get("place"), "district": codes.get("district"), "province": codes.get("province"),
        "channel": codes.get("channel"), "sex": codes.get("sex"), "age_band": codes.get("age_band"),
        "client_kind": codes.get("client_kind"), "estimated": codes.get("estimated"),
        "grant_code": codes.get("grant"), "sensitivity": state.tier, "type": of.type, "type_group": of.group,
        "person_id": UUID(codes["person"]) if codes.get("person") else None, "heads": codes.get("heads"),
        "everyone": codes.get("everyone"),
    }  # fmt: skip


def _to_the_day(at: Dated) -> date | None:
    """A paired day makes a duration only where it is known to the day."""
    return at.on if at.precision == "day" else None


def _fact(state: CaseState, kind: str, at: Dated, breach: Breach | None = None, **more: Any) -> Counted:
    values = _dimensions(state, breach) | {"worker": at.worker, "team": at.team} | more
    return Fact(kind, at.on, precision=at.precision, **values), at.entry


def _case(state: CaseState) -> Iterator[Counted]:
    yield _fact(state, "case.opened", state.opened, other_day=state.recorded_on)
    if state.first_step is not None:
        yield _fact(state, "case.contacted", state.first_step, other_day=_to_the_day(state.opened))


def _record(state: CaseState) -> Iterator[Counted]:
    """How many fields the record must have by now, and how many of them are filled."""
    fields = required(state)
    missing = " ".join(name for name, filled in fields.items() if not filled)
    found = (("fields.required", len(fields)), ("fields.filled", len(fields) - len(missing.split())))
    for kind, amount in found:
        more = _more(missing=missing or None) if kind == "fields.required" else None
        yield _fact(state, kind, state.opened, other_day=state.recorded_on, amount=amount, more=more)


def _outside(state: CaseState) -> Iterator[Counted]:
    """Once somebody outside was contacted: had the client agreed to that by then? `amount` is 1 where they had.

    A case without a client's file has nobody to ask; one of before consents were told to cases does not know.
    """
    contact = min((step.at for step in state.steps if step.institution), key=lambda at: at.on, default=None)
    if contact is None:
        return
    why = "nobody" if not state.codes.get("client") else "unknown" if state.consents is None else None
    kind = "case.outside_apart" if why else "case.outside"
    agreed = why is None and agreed_by(state, contact.on)
    other_day = _to_the_day(contact)
    fact, _ = _fact(state, kind, state.opened, other_day=other_day, amount=int(agreed), more=_more(why=why))
    yield fact, contact.entry


def agreed_by(state: CaseState, on: date) -> bool:
    """Did a consent to act stand on a day?"""
    return any(given <= on and (ended is None or ended >= on) for given, ended in (state.consents or {}).items())


def _closings(state: CaseState) -> Iterator[Counted]:
    for closing in state.closings:
        yield _fact(
            state, "case.closed", closing.at, other_day=_to_the_day(state.opened), turn=closing.turn,
            outcome=closing.outcome, closure_reason=closing.reason,
        )  # fmt: skip
        yield from _told(state, closing)
        for no, outcome in closing.outcomes.items():
            breach = state.breaches.get(no)
            if breach is not None:
                yield _fact(
                    state, "breach.closed", closing.at, breach, other_day=_to_the_day(state.opened), part_id=no,
                    turn=closing.turn, outcome=outcome, closure_reason=closing.reason,
                )  # fmt: skip
        if closing.undone is not None:
            yield _fact(
                state, "case.reopened", closing.undone, other_day=_to_the_day(closing.at), turn=closing.turn,
                outcome=closing.outcome, closure_reason=closing.reason,
            )  # fmt: skip


def _told(state: CaseState, closing: Closing) -> Iterator[Counted]:
    """Due where contact is safe and possible and the telling is not unknown (imported history)."""
    said = _told_for(state, closing)
    if said is not None and said.state == "unknown":
        return
    kind = "case.told_due"
    if (said is not None and said.state == "unsafe") or state.codes.get("contact") not in CONTACT_POSSIBLE:
        kind = "case.told_unsafe"
    told_on = said.at.on if said is not None and said.state == "told" else None
    yield _fact(state, kind, closing.at, other_day=told_on, turn=closing.turn, closure_reason=closing.reason)


def _told_for(state: CaseState, closing: Closing) -> Any:
    """What was last said of telling the client in the stretch that this closing ends; up to the next closing."""
    before = [c.undone.on for c in state.closings if c.undone is not None and c.turn < closing.turn]
    since = before[-1] if before else date.min
    until = closing.undone.on if closing.undone is not None else date.max
    said = [t for t in state.told if since <= t.at.on <= until]
    told = [t for t in said if t.state == "told"]
    return told[0] if told else (said[-1] if said else None)


def _spans(state: CaseState) -> Iterator[Counted]:
    holder: dict[str, Any] = {"worker": state.worker, "team": state.team}
    for kind, spans in (
        ("case.open", state.open_spans), ("case.overdue", state.overdue_spans), ("case.silent", state.silent_spans),
    ):  # fmt: skip
        for number, span in enumerate(sorted(spans, key=lambda s: s.first), start=1):
            at = Dated(span.first, span.precision, span.entry)
            yield _fact(state, kind, at, until_day=span.until, turn=number, **holder)
    for span in state.settled:
        yield from _settled(state, span, holder)


def _settled(state: CaseState, span: Span, holder: dict[str, Any]) -> Iterator[Counted]:
    outcome = best(_outcomes_at(state, span))
    at = Dated(span.first, span.precision, span.entry)
    more = {"turn": span.turn, "outcome": outcome, "other_day": _to_the_day(state.opened)}
    yield _fact(state, "case.resolved", at, **(holder | more))
    if span.until is not None and span.ended_by is not None:
        undone = Dated(span.until, "day", span.ended_by)
        yield _fact(state, "case.unresolved", undone, **(holder | more | {"other_day": span.first}))


def _outcomes_at(state: CaseState, span: Span) -> dict[str, str]:
    """The outcome of each breach in a stretch in which all had ended."""
    found = {}
    for breach in state.breaches.values():
        for ending in breach.endings:
            if ending.at.on <= span.first and (
                ending.undone is None or span.until is None or ending.undone.on >= span.until
            ):
                found[breach.no] = ending.outcome
    return found or {b.no: b.endings[-1].outcome for b in state.breaches.values() if b.endings}


def _breaches(state: CaseState) -> Iterator[Counted]:
    for breach in state.breaches.values():
        yield _fact(
            state, "breach.recorded", breach.told, breach, other_day=_to_the_day(state.opened), part_id=breach.no
        )  # fmt: skip


def _endings(state: CaseState) -> Iterator[Counted]:
    for breach in state.breaches.values():
        for number, ending in enumerate(breach.endings, start=1):
            if ending.outcome in RESOLVED:
                yield from _resolution(state, breach, ending)
                yield from _checks(state, breach, ending)
            else:
                until = ending.undone.on if ending.undone is not None else None
                yield _fact(
                    state, "breach.ended", ending.at, breach, other_day=_to_the_day(state.opened), part_id=breach.no,
                    turn=number, outcome=ending.outcome, until_day=until,
                )  # fmt: skip


def _resolution(state: CaseState, breach: Breach, ending: Ending) -> Iterator[Counted]:
    same = {
        "part_id": breach.no, "turn": ending.turn, "outcome": ending.outcome, "rung": ending.rung,
        "remedy": ending.remedy,
    }  # fmt: skip
    extra = _more(relief=ending.relief, institution=ending.institution, amount=ending.amount)
    yield _fact(state, "breach.resolved", ending.at, breach, other_day=_to_the_day(state.opened), more=extra, **same)
    if ending.undone is not None:
        yield _fact(state, "breach.reopened", ending.undone, breach, other_day=_to_the_day(ending.at), **same)
    if ending.amount and state.tier != HIGHLY_RESTRICTED:  # a sum of money is no code: it would tell them apart
        money = _more(relief=ending.relief)
        yield _fact(state, "relief.money", ending.at, breach, amount=ending.amount, more=money, **same)
    for confirmation in ending.confirmations:
        yield _fact(
            state, "breach.confirmed", confirmation.at, breach, other_day=_to_the_day(ending.at),
            more=_more(by=confirmation.by), **same,
        )  # fmt: skip


def _checks(state: CaseState, breach: Breach, ending: Ending) -> Iterator[Counted]:
    """Every day on which somebody could say whether the remedy holds: `amount` is 1, or 0 where not."""
    found = [(one.at, one.by, True) for one in ending.confirmations]
    found += [(one.at, "review", one.holds) for one in ending.checks]
    found += [(ending.undone, "back", False)] if ending.undone is not None else []
    for at, by, holds in found:
        yield _fact(
            state, "resolution.checked", at, breach, other_day=_to_the_day(ending.at), part_id=breach.no,
            turn=ending.turn, outcome=ending.outcome, amount=int(holds), more=_more(by=by),
        )  # fmt: skip


def _more(**values: Any) -> str | None:
    """Canonical JSON of what is there, keys in order; codes and whole numbers only."""
    parts = [f'"{k}":{v}' if isinstance(v, int) else f'"{k}":"{v}"' for k, v in sorted(values.items()) if v is not None]
    return "{" + ",".join(parts) + "}" if parts else None


def _steps(state: CaseState) -> Iterator[Counted]:
    for step in state.steps:
        yield _fact(
            state, "step.taken", step.at, part_id=str(step.id), rung=step.rung, remedy=step.remedy,
            more=_step_more(step),
        )  # fmt: skip
        for no in step.breaches:
            yield _fact(
                state, "step.attempt", step.at, state.breaches[no], part_id=f"{step.id}:{no}", rung=step.rung,
                remedy=step.remedy, more=_step_more(step),
            )  # fmt: skip


def _step_more(step: Step) -> str | None:
    return _more(institution=step.institution, result=step.result)


def _reviews(state: CaseState) -> Iterator[Counted]:
    for turn, review in enumerate(state.reviews, start=1):
        same: dict[str, Any] = {"worker": review.worker, "part_id": review.month, "turn": turn}
        yield _fact(state, "review.drawn", review.drawn, **same)
        if review.done is not None:
            found = _more(file=review.file, interview=review.interview, **review.answers)
            yield _fact(
                state, "review.done", review.done, other_day=review.drawn.on, outcome=review.verdict, more=found, **same
            )


def _clocks(state: CaseState) -> Iterator[Counted]:
    for kind, at, values in facts_of_clocks(state):
        more = _more(rule=values.pop("rule"), institution=values.pop("institution"))
        breach = state.breaches.get(values.pop("breach") or "")
        yield _fact(state, kind, at, breach, more=more, **values)
