"""Bringing the databases to the newest version, under one lock, before anything serves."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

import flask_migrate
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from fasteners import InterProcessLock
from flask import Flask

from casetracker.kit.db import db
from casetracker.paths import MIGRATIONS

_thread_lock = threading.Lock()


class NewerThanThis(Exception):
    """The database was written by a later release; nothing is touched."""


def init_app(app: Flask) -> None:
    """Tell Flask-Migrate where the migrations are (`casetracker db ...`)."""
    logging.getLogger("alembic").setLevel(logging.WARNING)
    flask_migrate.Migrate(app, db, directory=str(MIGRATIONS))


def newest() -> str:
    """The one head of the migrations."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head() or ""


def versions() -> dict[str, str | None]:
    """The version at which each database is; None for an empty one."""
    found: dict[str, str | None] = {}
    for bind, engine in db.engines.items():
        name = bind or "main"
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"version_table": f"version_{name}"})
            found[name] = context.get_current_revision()
    return found


def up_to_date() -> bool:
    """Is there nothing to bring up?"""
    return set(versions().values()) == {newest()}


def upgrade(app: Flask) -> bool:
    """Bring the databases up, with their data; True where there was something to do. Several starts at once take turns.

    NewerThanThis where a database is of a release that this one does not know.
    """
    with app.app_context(), _thread_lock, InterProcessLock(Path(app.config["INSTANCE"]) / "migrate.lock"):
        known = {script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
        unknown = {version for version in versions().values() if version and version not in known}
        if unknown:
            raise NewerThanThis(f"The database is of a later release (version {min(unknown)}): use that one.")
        if up_to_date():
            return False
        flask_migrate.upgrade(directory=str(MIGRATIONS))
        db.session.remove()
        return True
