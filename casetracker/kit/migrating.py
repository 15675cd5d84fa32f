"""Bringing the databases to the newest version, under one lock, before anything serves."""

from __future__ import annotations

import threading
from pathlib import Path

from fasteners import InterProcessLock
from flask import Flask
from sqlalchemy import inspect, text

from casetracker.kit.db import db
from casetracker.paths import MIGRATIONS

_thread_lock = threading.Lock()


class NewerThanThis(Exception):
    """The database was written by a later release; nothing is touched."""


def known() -> list[str]:
    """Every version, the newest last: a migration's file begins with the number that it is."""
    return sorted(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def newest() -> str:
    """The one head of the migrations."""
    return known()[-1]


def versions() -> dict[str, str | None]:
    """The version at which each database is; None for an empty one."""
    found: dict[str, str | None] = {}
    for bind, engine in db.engines.items():
        name = bind or "main"
        with engine.connect() as connection:
            there = inspect(connection).has_table(f"version_{name}")
            found[name] = connection.scalar(text(f"SELECT version_num FROM version_{name}")) if there else None  # noqa: S608
    return found


def up_to_date() -> bool:
    """Is there nothing to bring up?"""
    return set(versions().values()) == {newest()}


def upgrade(app: Flask) -> bool:
    """Bring the databases up, with their data; True where there was something to do. Several starts at once take turns.

    NewerThanThis where a database is of a release that this one does not know.
    """
    with app.app_context(), _thread_lock, InterProcessLock(Path(app.config["INSTANCE"]) / "migrate.lock"):
        unknown = {version for version in versions().values() if version} - set(known())
        if unknown:
            raise NewerThanThis(f"The database is of a later release (version {min(unknown)}): use that one.")
        if up_to_date():
            return False
        _run(app)
        db.session.remove()
        return True


def _run(app: Flask) -> None:
    """What runs them takes a third of a second and 10 MB to load, and most starts have nothing to run."""
    import flask_migrate

    flask_migrate.Migrate(app, db)
    flask_migrate.upgrade(directory=str(MIGRATIONS))
