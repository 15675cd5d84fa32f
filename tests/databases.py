"""A fresh database for every promise, cheap: copied from one that was made once, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from casetracker.app import create_app
from casetracker.kit.db import db, transaction
from casetracker.kit.sealing import Keyring
from casetracker.ledger.guarding import remember_keys
from tests import postgres

KEYS = Keyring.of([bytes(range(32))], bytes(range(32, 64)))
FILES = ("casetracker.db", "desk.db")


def _make(instance: Path, url: str = "") -> None:
    app = create_app(instance, {"KEYRING": KEYS, "TESTING": True, "DATABASE_URL": url})
    with app.app_context():
        db.create_all()
        with transaction():
            remember_keys()
    close(app)


def close(app: Flask) -> None:
    """Let go of every connection of an application."""
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@dataclass
class Databases:
    """What a test session keeps to make fresh databases from."""

    folder: Path
    worker: str
    numbers: Iterator[int] = field(default_factory=count)

    @contextmanager
    def fresh(self, kind: str, instance: Path, *, tables: bool = True) -> Iterator[dict[str, Any]]:
        """The settings of a database without rows, or without tables, dropped after the block."""
        if kind == "sqlite":
            if tables:
                self._copy_files(instance)
            yield {}
        else:
            name = f"t_{self.worker}_{next(self.numbers)}"
            self._admin(f"CREATE DATABASE {name} TEMPLATE {self._template() if tables else 'template0'}")
            try:
                yield {"DATABASE_URL": postgres.address(name)}
            finally:
                self._admin(f"DROP DATABASE {name} WITH (FORCE)")

    def _copy_files(self, instance: Path) -> None:
        made = self.folder / "made"
        if not made.exists():
            _make(made)
        instance.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            shutil.copy(made / name, instance / name)

    def _template(self) -> str:
        name, mark = f"made_{self.worker}", self.folder / "postgres"
        if not mark.exists():
            self._admin(f"CREATE DATABASE {name}")
            _make(mark, postgres.address(name))
        return name

    @staticmethod
    def _admin(statement: str) -> None:
        engine = create_engine(postgres.address("postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            connection.execute(text(statement))
