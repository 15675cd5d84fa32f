"""The small peopled world in which promises are kept: an application on a fresh instance, on each database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from casetracker.app import create_app
from casetracker.kit import clock
from casetracker.kit.db import db, transaction
from casetracker.kit.sealing import Keyring
from casetracker.ledger.guarding import remember_keys

NOW = datetime(2026, 6, 15, 9, 30, tzinfo=UTC)
KEYS = Keyring.of([bytes(range(32))], bytes(range(32, 64)))


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """A fresh instance on SQLite, its clock at NOW."""
    clock.set_clock(lambda: NOW)
    app = create_app(tmp_path / "instance", {"KEYRING": KEYS, "TESTING": True})
    app.testing = True
    with app.app_context():
        db.create_all()
        with transaction():
            remember_keys()
        yield app
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
    clock.set_clock(None)
