"""The same over real cases: resolved, reopened, corrected, merged, protected, erased, said late and early."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test

from casetracker.cases import actions
from casetracker.clients.actions import Agreed, ClientValues
from casetracker.clients.merging import merge_clients, unmerge_client
from casetracker.ledger.entries import Author
from casetracker.ledger.erasure import erase
from casetracker.ledger.rows import entries_of
from tests.ledger.machine import FIRST, PICK, SMALL, Machine
from tests.making import IAPALA, LIONDE, make_places

TOLD = st.integers(0, 25).map(lambda days: FIRST + timedelta(days=days))
LATER = st.integers(20, 90).map(lambda days: FIRST + timedelta(days=days))
PLACES, RESOLVED = st.sampled_from([LIONDE, IAPALA]), st.sampled_from(["resolved_full", "resolved_partial"])
ANA = Author(7, "ana")
TYPES = ("MED-STOCK", "INF-WATER", "PER-WAIT", "COR-BRIBE", "PER-DISRESP", "MED-ART")
SEVERAL = st.lists(st.sampled_from(TYPES), min_size=1, max_size=3)
REMEDIES = ("dialogue_dir", "letter_district", "complaint_book")


class Cases(Machine):
    """Cases of a health programme, each with its client."""

    preset = "health_mozambique"

    def __init__(self) -> None:
        super().__init__()
        make_places(self.programme)
        self.clients: list[UUID] = []

    def deed(self, act: Callable[..., Any], pick: int, **values: Any) -> None:
        """One deed on one of the cases."""
        self.attempt(lambda: act(by=ANA, programme=self.programme, case_id=self.one(pick), **values))

    @initialize(on=TOLD, types=SEVERAL, place=PLACES)
    def begin(self, on: date, types: list[str], place: str) -> None:
        self.log(on, types, place)
        self.log(on + timedelta(days=1), ["MED-STOCK"], LIONDE)
        self.deed(actions.take_step, 0, on=on + timedelta(days=2), breaches=["1"], remedy="dialogue_dir")
        self.deed(actions.resolve_breach, 1, on=on + timedelta(days=4), breach="1", outcome="resolved_full")

    @precondition(lambda self: len(self.dossiers) < 4)
    @rule(on=LATER, types=SEVERAL, place=PLACES)
    def log(self, on: date, types: list[str], place: str) -> None:
        who = ClientValues(name="Amélia Sitoe", sex="f")
        done = self.attempt(
            lambda: actions.log_case(
                by=ANA, programme=self.programme, told_on=on, types=types, place=place, client=who,
                agreed=[Agreed("record", "oral")], team="north",
            )
        )  # fmt: skip
        if done is not None:
            self.dossiers.append(done.dossier_id)
            self.clients.append(UUID(done.state.codes["client"]))

    @precondition(lambda self: self.dossiers)
    @rule(pick=PICK, on=LATER, remedy=st.sampled_from(REMEDIES), breaches=st.sampled_from([["1"], ["1", "2"], ["2"]]))
    def step(self, pick: int, on: date, remedy: str, breaches: list[str]) -> None:
        self.deed(actions.take_step, pick, on=on, breaches=breaches, remedy=remedy, what="spoke with the director")

    @precondition(lambda self: self.dossiers)
    @rule(
        pick=PICK,
        on=LATER,
        breach=st.sampled_from("112"),
        outcome=st.sampled_from(["resolved_full", "resolved_partial"]),
    )
    def resolve(self, pick: int, on: date, breach: str, outcome: str) -> None:
        self.deed(actions.resolve_breach, pick, on=on, breach=breach, outcome=outcome)

    @precondition(lambda self: self.dossiers)
    @rule(pick=PICK, on=LATER, breach=st.sampled_from("123"), what=st.integers(0, 3))
    def other_ends(self, pick: int, on: date, breach: str, what: int) -> None:
        if what == 0:
            self.deed(actions.end_breach, pick, on=on, breach=breach)
        elif what == 1:
            self.deed(actions.confirm_resolution, pick, on=on, breach=breach, confirmed_by="client")
        elif what == 2:
            self.deed(actions.reopen_breach, pick, on=on, breach=breach)
        else:
            self.deed(actions.tell_client, pick, on=on, state="told")

    @precondition(lambda self: self.dossiers)
    @rule(pick=PICK, on=LATER, outcome=st.sampled_from(["resolved_full", "not_resolved"]))
    def resolve_all_and_close(self, pick: int, on: date, outcome: str) -> None:
        def deed() -> None:
            for no in "123":
                end = actions.resolve_breach if outcome == "resolved_full" else actions.end_breach
                if no in present:
                    end(by=ANA, programme=self.programme, case_id=case, on=on, breach=no, outcome=outcome)
            actions.close_case(by=ANA, programme=self.programme, case_id=case, on=on, reason=reason)

        case, reason = self.one(pick), "verified" if outcome == "resolved_full" else "exhausted"
        opened = entries_of(case, words=False)[0] if case else None
        present = {one["no"] for one in opened.codes.get("breaches", [])} if opened else set()
        self.attempt(deed)

    @precondition(lambda self: self.dossiers)
    @rule(pick=PICK, on=LATER, breaches=st.sampled_from([[], ["1"], ["1", "2"]]))
    def reopen(self, pick: int, on: date, breaches: list[str]) -> None:
        self.deed(actions.reopen_case, pick, on=on, breaches=breaches)

    @precondition(lambda self: self.dossiers)
    @rule(pick=PICK, which=PICK, on=LATER, redate=st.booleans())
    def void_or_redate(self, pick: int, which: int, on: date, redate: bool) -> None:
        entries = entries_of(self.one(pick), words=False)
        entry = entries[which % len(entries)].id
        if redate:
            self.deed(actions.correct_day, pick, entry=entry, on=on)
        else:
            self.deed(actions.void_entry, pick, entry=entry, why="a mistake")

    @precondition(lambda self: self.dossiers)
    @rule(pick=PICK, place=PLACES, kind=st.sampled_from(TYPES), which=st.integers(0, 3))
    def correct(self, pick: int, place: str, kind: str, which: int) -> None:
        field, value = [("place", place), ("breach:1", kind), ("narrative", "other words"), ("contact", "unsafe")][
            which
        ]
        self.deed(actions.correct_field, pick, field=field, value=value)

    @precondition(lambda self: self.dossiers)
    @rule(pick=PICK, on=LATER, kind=st.sampled_from(TYPES))
    def add_breach(self, pick: int, on: date, kind: str) -> None:
        self.deed(actions.add_breach, pick, no="4", on=on, case_type=kind)

    @precondition(lambda self: len(self.dossiers) > 1)
    @rule(pick=PICK, what=st.integers(0, 4))
    def rarely(self, pick: int, what: int) -> None:
        case, client = self.one(pick), self.clients[pick % len(self.clients)]
        if what == 0:
            self.deed(actions.raise_flags, pick, flags=["reprisal"])
        elif what == 1:
            self.deed(actions.void_case, pick, reason="entry_error")
        elif what == 2 and case:
            self.attempt(lambda: erase(by=ANA, programme=self.programme, dossier_id=case, reason="asked"))
        elif what == 3:
            into = self.clients[(pick + 1) % len(self.clients)]
            self.attempt(lambda: merge_clients(by=ANA, programme=self.programme, client_id=client, into=into))
        else:
            self.attempt(lambda: unmerge_client(by=ANA, programme=self.programme, client_id=client))

    @precondition(lambda self: self.dossiers)
    @rule(pick=PICK, on=LATER)
    def hand_over(self, pick: int, on: date) -> None:
        self.deed(actions.add_note, pick, text="words", on=on)
        self.deed(actions.assign_case, pick, worker="carlos", team="south")


def test_cases(app: Flask) -> None:
    run_state_machine_as_test(Cases, settings=settings(SMALL, max_examples=20, stateful_step_count=20))
