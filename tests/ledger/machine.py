"""What every machine over the ledger checks: nothing known earlier changes, and all that is derived follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import or_, select

from casetracker.kit.db import db, transaction
from casetracker.kit.ids import new_id
from casetracker.ledger.entries import MACHINE
from casetracker.ledger.facts import coarse
from casetracker.ledger.kinds import Refused, Stale
from casetracker.ledger.models import Dossier, FactRow, LedgerHead, Programme
from casetracker.ledger.programmes import new_programme
from casetracker.ledger.standing import fact_of
from casetracker.ledger.verifying import verify

FACT = FactRow.__table__
FIRST = date(2026, 3, 1)
DAYS = st.integers(0, 90).map(lambda days: FIRST + timedelta(days=days))
PICK = st.integers(0, 1_000_000)
SMALL = settings(
    max_examples=25, stateful_step_count=15, deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck), print_blob=False,
)  # fmt: skip


class Machine(RuleBasedStateMachine):
    """A programme of its own, its dossiers, and what was known of them at every tick so far."""

    preset = "general"

    def __init__(self) -> None:
        super().__init__()
        with transaction():
            key = f"p-{new_id().hex[-12:]}"
            self.programme_id = new_programme(by=MACHINE, key=key, preset=self.preset, name="P").id
        self.dossiers: list[UUID] = []
        self.known: dict[int, Counter[Any]] = {}

    @property
    def programme(self) -> Programme:
        return db.session.get_one(Programme, self.programme_id)

    def one(self, pick: int) -> UUID | None:
        """One of the dossiers."""
        return self.dossiers[pick % len(self.dossiers)] if self.dossiers else None

    def attempt(self, deed: Callable[[], Any]) -> Any:
        """Do it in a transaction, or nothing where it is refused; then remember what is known."""
        done = None
        try:
            with transaction():
                done = deed()
        except (Refused, Stale):
            pass
        self.remember()
        return done

    def tick(self) -> int:
        """The last tick of the programme."""
        return db.session.scalar(select(LedgerHead.tick).where(LedgerHead.programme_id == self.programme_id)) or 0

    def facts_at(self, tick: int) -> Counter[Any]:
        """The facts as they were known at a tick, by dossier, as coarse as the strictest dossier has them."""
        rows = db.session.execute(
            select(FACT).where(
                FACT.c.programme_id == self.programme_id, FACT.c.known_from <= tick,
                or_(FACT.c.known_to.is_(None), FACT.c.known_to > tick),
            )
        )  # fmt: skip
        return Counter((row.unit_id, coarse(fact_of(row), row.unit_id)) for row in rows)

    def remember(self) -> None:
        """What is known now; and every earlier answer still stands."""
        for tick, known in self.known.items():
            assert self.facts_at(tick) == known, f"what was known at {tick} has changed"
        self.known[self.tick()] = self.facts_at(self.tick())
        db.session.rollback()

    def teardown(self) -> None:
        """Everything stands as it was sealed: chain, rows, facts and their whole history."""
        if hasattr(self, "known"):
            report = verify()
            assert report.good, [str(finding.sentence) for finding in report.findings]
            db.session.remove()


def kept(dossier_id: UUID) -> bool:
    """Was it not erased?"""
    return db.session.get_one(Dossier, dossier_id).erased_at is None
