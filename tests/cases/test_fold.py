"""The rules themselves: any entries fold, what was withdrawn counts for nothing, a void of a void restores."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from casetracker.cases.counted import facts_of
from casetracker.cases.fold import VOIDABLE, fold
from casetracker.cases.folding import APPLY
from casetracker.cases.projected import reach_of, rows_of
from casetracker.cases.state import CaseState
from casetracker.ledger.entries import Entry
from casetracker.ledger.facts import Fact

START = date(2026, 1, 1)
OPENING = {
    "breaches": [{"no": "1", "type": "MED-STOCK", "group": "MED"}, {"no": "2", "type": "INF-WATER", "group": "INF"}],
    "place": "lionde", "district": "chokwe", "province": "gaza", "worker": "ana", "team": "north", "programme": 1,
    "client_kind": "individual", "person": str(UUID(int=99)), "sex": "f", "age_band": "u", "due": "2026-01-04",
}  # fmt: skip
BREACHES = st.sampled_from(["1", "2", "3", "9"])
DAYS = st.integers(0, 200).map(lambda days: START + timedelta(days=days))
LATER = 1000
ENTRIES = st.integers(1, 12).map(lambda number: str(UUID(int=number)))

DUE = {"from": DAYS.map(str), "ends": DAYS.map(str)}
RULES = ({"code": "T", "side": "institution", "amount": 21}, {"code": "O", "side": "client", "met_by": ["letter"]}, {})


def entry(seq: int, kind: str, on: date, codes: dict[str, Any], seen: int | None = None) -> Entry:
    return Entry(
        id=UUID(int=seq), seq=seq, kind=kind, kind_version=1, happened_on=on, precision="day",
        recorded_at=datetime(2026, 6, 1, tzinfo=UTC), written_at=None, author_id=1, author="ana", codes=codes,
        words={"what": "words"}, seen_seq=seen,
    )  # fmt: skip


def said(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Codes such as a page, a laptop or an old import could have said them, right or wrong."""
    some = st.lists(BREACHES, max_size=3)
    codes: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "case.opened": {key: st.just(value) for key, value in OPENING.items()},
        "breach.added": {"no": BREACHES, "type": st.just("MED-ART"), "group": st.just("MED"),
                         "tier": st.sampled_from(["normal", "highly_restricted"])},
        "step.taken": {"breaches": some, "remedy": st.just("letter"), "result": st.sampled_from(["waiting", "agreed"])},
        "reply.received": {"step": ENTRIES, "result": st.sampled_from(["waiting", "refused"])},
        "next.set": {"due": DAYS.map(str), "turn": st.sampled_from(["worker", "institution"])},
        "resolution.reported": {"breaches": some},
        "breach.resolved": {"breach": BREACHES, "outcome": st.sampled_from(["resolved_full", "resolved_partial"])},
        "breach.ended": {"breach": BREACHES, "outcome": st.sampled_from(["not_resolved", "transferred"])},
        "resolution.confirmed": {"breach": BREACHES, "by": st.sampled_from(["client", "worker"])},
        "client.told": {"state": st.sampled_from(["told", "unsafe", "unknown"])},
        "case.closed": {"reason": st.just("verified")},
        "breach.reopened": {"breach": BREACHES},
        "case.assigned": {"worker": st.sampled_from(["ana", "rosa"])},
        "flag.raised": {"tier": st.sampled_from(["normal", "restricted", "highly_restricted"])},
        "client.changed": {"sex": st.just("m")},
        "field.corrected": {"field": st.sampled_from(["channel", "breach:1", "breach:9"]),
                            "values": st.just({"type": "MED-ART", "group": "MED", "tier": "highly_restricted"})},
        "conflict.settled": {"field": st.just("channel"), "values": st.just({"channel": "phone"})},
        "entry.voided": {"entry": ENTRIES}, "entry.redated": {"entry": ENTRIES},
        "case.voided": {"reason": st.just("duplicate")},
        "file.attached": {"media": st.just("jpeg"), "size": st.integers(0, 9), "stored": ENTRIES},
        "file.withdrawn": {"file": ENTRIES}, "case.distinct": {"other": ENTRIES},
        "remark.made": {"what": st.sampled_from(["praise", "returned", "help", "conflict", "else"])},
        "remark.answered": {"remark": ENTRIES},
        "review.drawn": {"month": st.just("2026-10"), "worker": st.just("ana")},
        "review.recorded": {"month": st.just("2026-10"), "verdict": st.sampled_from(["upheld", "not_upheld"]),
                            "breaches": some},
        "clock.started": {"rule": st.sampled_from(RULES), "step": ENTRIES, "because": ENTRIES, **DUE},
        "clock.extended": {"clock": ENTRIES, "limit": st.just({"amount": 45}), **DUE},
        "clock.resumed": {"clock": ENTRIES, **DUE}, "clock.moved": {"clock": ENTRIES, **DUE},
        "clock.overridden": {"clock": ENTRIES, **DUE}, "clock.paused": {"clock": ENTRIES},
        "clock.stopped": {"clock": ENTRIES, "reason": st.sampled_from(["answered", "met", "not_needed"])},
        "transfer.offered": {"worker": st.sampled_from(["rosa", "carlos"]), "team": st.just("south")},
        "transfer.accepted": {"offer": ENTRIES, "worker": st.just("rosa"), "team": st.just("south")},
        "transfer.refused": {"offer": ENTRIES}, "transfer.withdrawn": {"offer": ENTRIES},
        "referral.made": {"due": DAYS.map(str)},
        "referral.answered": {"referral": ENTRIES, "answer": st.sampled_from(["accepted", "refused"])},
    }  # fmt: skip
    return st.fixed_dictionaries(codes.get(kind, {}))


@st.composite
def ledgers(draw: st.DrawFn, opened: bool = False) -> list[Entry]:
    """Entries in the order they were said, about days in any order."""
    made = [entry(1, "case.opened", START, OPENING)] if opened else []
    for _ in range(draw(st.integers(0, 11))):
        kind = draw(st.sampled_from([*sorted(APPLY), "from.the.future"]))
        seen = draw(st.one_of(st.none(), st.integers(1, 12)))
        made.append(entry(len(made) + 1, kind, draw(DAYS), draw(said(kind)), seen))
    return made


def counted(state: CaseState) -> frozenset[Fact]:
    return frozenset(fact for fact, _entry in facts_of(state))


@settings(max_examples=150, deadline=None)
@given(ledgers(), st.randoms())
def test_any_sequence_of_entries_folds_counts_and_projects(entries: list[Entry], chance: Any) -> None:
    state = fold(entries)
    facts_of(state)
    reach_of(state)
    if state.opened.entry != UUID(int=0):
        rows_of(state)
    shuffled = list(entries)
    chance.shuffle(shuffled)
    assert fold(shuffled) == state


@settings(max_examples=80, deadline=None)
@given(ledgers(opened=True))
def test_a_void_case_counts_for_nothing_and_its_void_can_be_withdrawn(entries: list[Entry]) -> None:
    last, day = len(entries), START + timedelta(days=300)
    if fold(entries).void:
        return
    voided = [*entries, entry(LATER + last, "case.voided", day, {"reason": "duplicate"})]
    assert facts_of(fold(voided)) == frozenset()
    restored = [*voided, entry(LATER + last + 1, "entry.voided", day, {"entry": str(UUID(int=LATER + last))})]
    assert counted(fold(restored)) == counted(fold(entries))


@settings(max_examples=80, deadline=None)
@given(ledgers(opened=True), st.integers(1, 12))
def test_a_void_of_a_void_restores_what_was_there(entries: list[Entry], number: int) -> None:
    target = next((one for one in entries if one.seq == number and one.kind in VOIDABLE), None)
    if target is None or fold(entries).voided & {target.id}:
        return
    last, day = len(entries), START + timedelta(days=300)
    gone = [*entries, entry(LATER + last, "entry.voided", day, {"entry": str(target.id)})]
    back = [*gone, entry(LATER + last + 1, "entry.voided", day, {"entry": str(UUID(int=LATER + last))})]
    assert counted(fold(back)) == counted(fold(entries))
    assert [replace(one, entry=UUID(int=0)) for one in fold(back).anomalies] == [
        replace(one, entry=UUID(int=0)) for one in fold(entries).anomalies
    ]


@settings(max_examples=80, deadline=None)
@given(ledgers(opened=True))
def test_sensitivity_is_never_lowered_and_a_case_never_loses_its_worker(entries: list[Entry]) -> None:
    order = ("normal", "restricted", "highly_restricted")
    seen = [order.index(fold(entries[:count]).tier) for count in range(1, len(entries) + 1)]
    assert seen == sorted(seen)
    assert fold(entries).worker
