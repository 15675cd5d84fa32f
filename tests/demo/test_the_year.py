"""The synthetic year is played through the same actions as the pages: whatever they refuse, it never does."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import func, select

from casetracker.demo import shape
from casetracker.demo.play import play_year
from casetracker.kit.db import db
from casetracker.ledger.facts import COLUMNS
from casetracker.ledger.models import FactRow
from casetracker.ledger.verifying import verify

UNTIL = date(2026, 6, 14)


@pytest.fixture(autouse=True)
def _a_small_organisation(monkeypatch: pytest.MonkeyPatch) -> None:
    """A year of a few cases: the same chances, fewer draws."""
    monkeypatch.setattr(shape, "CASES", 60)


def test_a_year_is_played_to_its_end_and_verifies(app: Flask) -> None:
    play_year(seed="1", until=UNTIL)
    counted = dict(db.session.execute(select(FactRow.kind, func.count()).group_by(FactRow.kind)).all())
    assert counted["case.opened"] > 0.95 * shape.CASES  # what is not typed yet is not there
    assert counted["breach.resolved"] > shape.CASES / 2 and counted["breach.reopened"]
    assert verify().good


def test_the_same_seed_and_end_give_the_same_facts(app: Flask) -> None:
    facts = []
    for _ in range(2):
        play_year(seed="3", until=UNTIL)
        columns = [getattr(FactRow, name) for name in COLUMNS]
        facts.append(sorted(repr(tuple(row)) for row in db.session.execute(select(*columns))))
        db.session.rollback()  # a reader that still stands in the tables keeps them from being dropped
        db.drop_all()
        db.create_all()
    assert facts[0] == facts[1]
