"""The small peopled world in which promises are kept: an application on a fresh instance, on each database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask

from casetracker.app import create_app
from casetracker.kit import clock
from casetracker.kit.db import db
from tests import postgres
from tests.databases import KEYS, Databases, close

NOW = datetime(2026, 6, 15, 9, 30, tzinfo=UTC)
HOW = "PostgreSQL is not on this machine: {} tests were left out. On Debian: apt-get install postgresql"
left_out: list[pytest.Item] = []


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgres.announce()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgres.stop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where there is no PostgreSQL its tests are left out, which is said at the end."""
    if postgres.binaries() is None:
        left_out.extend(item for item in items if item.get_closest_marker("postgres"))
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if postgres.binaries() is None:
        terminalreporter.write_line(HOW.format(len(left_out) or "its"))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """What was left out is a failure where everything is asked for."""
    if postgres.binaries() is None and os.environ.get("CI") == "true" and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Databases:
    """Where fresh databases come from."""
    return Databases(tmp_path_factory.mktemp("databases"), worker_id)


def _application(kind: str, instance: Path, databases: Databases, *, tables: bool) -> Iterator[Flask]:
    clock.set_clock(lambda: NOW)
    with databases.fresh(kind, instance, tables=tables) as settings:
        app = create_app(instance, {"KEYRING": KEYS, "TESTING": True, "DEFAULT_LOCALE": "en", **settings})
        app.testing = True
        flask_migrate.Migrate(app, db)
        with app.app_context():
            yield app
        close(app)
    clock.set_clock(None)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def app(request: pytest.FixtureRequest, tmp_path: Path, databases: Databases) -> Iterator[Flask]:
    """A fresh instance, its clock at NOW."""
    yield from _application(request.param, tmp_path / "instance", databases, tables=True)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def bare_app(request: pytest.FixtureRequest, tmp_path: Path, databases: Databases) -> Iterator[Flask]:
    """An instance whose database has no tables yet."""
    yield from _application(request.param, tmp_path / "instance", databases, tables=False)
