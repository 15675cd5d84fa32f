"""A programme with a few jars in it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import pytest
from flask import Flask

from casetracker.kit.db import db, transaction
from casetracker.ledger.entries import MACHINE
from casetracker.ledger.kinds import register
from casetracker.ledger.models import Programme
from casetracker.ledger.programmes import new_programme
from tests.ledger.toy import JAR, more, open_jar


@pytest.fixture
def programme(app: Flask) -> Programme:
    """A programme under the general preset, where jars are known."""
    register(JAR)
    with transaction():
        made = new_programme(by=MACHINE, key="health", preset="general", name="Health")
    return db.session.merge(made, load=False)


@dataclass
class Shelf:
    """Five jars: each with four or five entries, each entry in a transaction of its own."""

    programme_id: int
    jars: list[UUID]

    @property
    def programme(self) -> Programme:
        """Read anew, since a session ends with its transaction."""
        return db.session.get_one(Programme, self.programme_id)


@pytest.fixture
def shelf(programme: Programme) -> Shelf:
    """A shelf of jars."""
    jars = []
    for number in range(5):
        with transaction():
            jars.append(open_jar(programme, place=f"L{number % 2}").dossier_id)
    for jar in jars:
        for kind in ("jar.filled", "jar.emptied", "jar.filled"):
            with transaction():
                more(programme, jar, kind)
    with transaction():
        more(programme, jars[0], "field.corrected", place="L9")
    return Shelf(programme.id, jars)
