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
from tests import memory, postgres
from tests.databases import EMPTY, KEYS, Databases, Scene, Stage, close

NOW = datetime(2026, 6, 15, 9, 30, tzinfo=UTC)
HOW = "PostgreSQL is not on this machine: {} tests were left out. On Debian: apt-get install postgresql"
left_out: list[pytest.Item] = []


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        memory.move_in()
        postgres.announce()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgres.stop()
        memory.move_out()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is long begins first. Where there is no PostgreSQL its tests are left out, which is said at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
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


@pytest.fixture(scope="session")
def stages(databases: Databases) -> Iterator[dict[str, Stage]]:
    """The applications of a worker, one on each kind of database, made when first asked for."""
    made: dict[str, Stage] = {}
    yield made
    for stage in made.values():
        close(stage.app)


@pytest.fixture
def scene() -> Scene:
    """What stands in the database of `app`: tables alone, unless a folder of tests says otherwise."""
    return EMPTY


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def app(
    request: pytest.FixtureRequest, databases: Databases, stages: dict[str, Stage], scene: Scene
) -> Iterator[Flask]:
    """An application and its instance as the scene has them, its clock at NOW."""
    clock.set_clock(lambda: NOW)
    if request.param not in stages:
        stages[request.param] = Stage.made(databases, request.param)
    app = stages[request.param].put(scene)
    with app.app_context():
        yield app
    clock.set_clock(None)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def bare_app(request: pytest.FixtureRequest, tmp_path: Path, databases: Databases) -> Iterator[Flask]:
    """An instance whose database has no tables yet."""
    clock.set_clock(lambda: NOW)
    instance = tmp_path / "instance"
    with databases.fresh(request.param, instance, None) as settings:
        app = create_app(instance, {"KEYRING": KEYS, "TESTING": True, "DEFAULT_LOCALE": "en", **settings})
        flask_migrate.Migrate(app, db)
        with app.app_context():
            yield app
        close(app)
    clock.set_clock(None)
