"""A code changed behind the application's back is named: its label, its last day, its group, its being there."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, update

from casetracker.kit.db import transaction
from casetracker.ledger.entries import MACHINE
from casetracker.ledger.models import Code
from casetracker.ledger.programmes import add_code, relabel_code, retire_code
from casetracker.ledger.verifying import verify
from tests.ledger.test_verifying import tamper
from tests.people import World, people

CODE = Code.__table__
MINE = (CODE.c.list_name == "case_type") & (CODE.c.code == "BRIDGE")


@pytest.fixture
def world(app: Flask) -> World:
    """A type of our own, relabelled and retired, and a type of the preset relabelled."""
    made = people(app)
    programme = made.programme
    where: dict[str, Any] = {"by": MACHINE, "programme": programme, "list_name": "case_type"}
    with transaction():
        add_code(**where, code="PLAIN", labels={"en": "Plain"})
        add_code(**where, code="BRIDGE", labels={"en": "Bridge"}, group="OTH", tier="normal")
    with transaction():
        relabel_code(**where, code="BRIDGE", labels={"pt": "Ponte"})
    with transaction():
        retire_code(**where, code="BRIDGE", last_day=date(2026, 6, 1))
    with transaction():
        relabel_code(**where, code="MED-STOCK", labels={"en": "No medicine"})
    return made


def test_codes_that_were_added_relabelled_and_retired_verify(world: World) -> None:
    report = verify()
    assert report.good, [str(one.sentence) for one in report.findings]


@pytest.mark.parametrize(
    "deed",
    [
        update(CODE).where(MINE, CODE.c.known_to.is_(None)).values(labels={"en": "Road"}),
        update(CODE).where(MINE, CODE.c.known_to.is_(None)).values(valid_to=None),
        update(CODE).where(MINE).values(tier="restricted"),
        update(CODE).where(MINE).values(group_code="MED"),
        delete(CODE).where(MINE, CODE.c.known_to.is_(None)),
        delete(CODE).where(MINE),
        update(CODE).where(CODE.c.code == "MED-STOCK", CODE.c.known_to.is_(None)).values(known_from=1),
    ],
)
def test_a_code_changed_by_hand_is_named(world: World, deed: Any) -> None:
    tamper(deed)
    report = verify()
    assert not report.good
    assert "case_type" in str(report.findings[0].sentence)
