"""Whatever is said, in whatever order, the ledger stands: tried on jars, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Flask
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule, run_state_machine_as_test

from casetracker.kit.db import transaction
from casetracker.ledger.erasure import erase
from casetracker.ledger.kinds import Refused, register
from casetracker.ledger.rows import entries_of
from tests.ledger.machine import DAYS, PICK, SMALL, Machine
from tests.ledger.toy import ANA, JAR, more, open_jar


class Jars(Machine):
    """Jars opened, filled, emptied, corrected, voided, hidden, erased; early, late, and several times at once."""

    @rule(on=DAYS, fillings=st.integers(0, 3), place=st.sampled_from(["L1", "L2"]))
    def open(self, on: date, fillings: int, place: str) -> None:
        done = self.attempt(lambda: open_jar(self.programme, on, place=place, fillings=fillings))
        self.dossiers.append(done.dossier_id)

    @precondition(lambda self: self.dossiers)
    @rule(pick=PICK, on=DAYS, kind=st.sampled_from(["jar.filled", "jar.emptied", "jar.emptied"]))
    def say(self, pick: int, on: date, kind: str) -> None:
        self.attempt(lambda: more(self.programme, self.one(pick), kind, on))

    @precondition(lambda self: self.dossiers)
    @rule(pick=PICK, place=st.sampled_from(["L1", "L2", "L3"]))
    def correct(self, pick: int, place: str) -> None:
        self.attempt(lambda: more(self.programme, self.one(pick), "field.corrected", place=place))

    @precondition(lambda self: self.dossiers)
    @rule(pick=PICK, which=PICK)
    def void(self, pick: int, which: int) -> None:
        jar = self.one(pick)
        entries = entries_of(jar, words=False)
        self.attempt(lambda: more(self.programme, jar, "jar.voided", entry=str(entries[which % len(entries)].id)))

    @precondition(lambda self: self.dossiers)
    @rule(pick=PICK, on=DAYS)
    def several_at_once(self, pick: int, on: date) -> None:
        def deed() -> None:
            jar = self.one(pick)
            more(self.programme, jar, "jar.filled", on)
            filled = more(self.programme, jar, "jar.filled", on + timedelta(days=1))
            more(self.programme, jar, "field.corrected", place="L4")
            more(self.programme, jar, "jar.voided", entry=str(filled.entries[0].id))
            more(self.programme, jar, "field.corrected", place="L1")

        self.attempt(deed)

    @precondition(lambda self: self.dossiers)
    @rule(pick=PICK, on=DAYS)
    def break_off(self, pick: int, on: date) -> None:
        before = self.tick()
        try:
            with transaction():
                more(self.programme, self.one(pick), "jar.filled", on)
                raise ZeroDivisionError
        except (ZeroDivisionError, Refused):
            pass
        assert self.tick() == before

    @precondition(lambda self: len(self.dossiers) > 1)
    @rule(pick=PICK, at_once=st.booleans())
    def hide(self, pick: int, at_once: bool) -> None:
        def deed() -> None:
            if at_once:
                more(self.programme, self.one(pick), "field.corrected", place="L8")
            more(self.programme, self.one(pick), "jar.hidden")
            if at_once:
                more(self.programme, self.one(pick), "jar.filled")

        self.attempt(deed)

    @precondition(lambda self: len(self.dossiers) > 2)
    @rule(pick=PICK)
    def erase(self, pick: int) -> None:
        jar = self.one(pick)
        self.attempt(lambda: erase(by=ANA, programme=self.programme, dossier_id=jar, reason="asked"))


def test_jars(app: Flask) -> None:
    register(JAR)
    run_state_machine_as_test(Jars, settings=SMALL)
