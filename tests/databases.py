"""A fresh database for every promise, cheap: copied from one that was made once, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import flask_migrate
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from casetracker import presets
from casetracker.app import create_app
from casetracker.kit import logs
from casetracker.kit.db import db, transaction
from casetracker.kit.sealing import Keyring
from casetracker.ledger import keys
from casetracker.ledger.guarding import remember_keys
from tests import postgres

KEYS = Keyring.of([bytes(range(32))], bytes(range(32, 64)))
Build = Callable[[Flask], object]


def close(app: Flask) -> None:
    """Let go of every connection of an application."""
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()


@dataclass(frozen=True)
class Scene:
    """What stands in a database when a promise begins: built once by a worker, then copied."""

    name: str
    build: Build


def _tables(_app: Flask) -> None:
    db.create_all()
    with transaction():
        remember_keys()


EMPTY = Scene("empty", _tables)


def _build(app: Flask, scene: Scene) -> None:
    with app.app_context():
        _tables(app)
        if scene is not EMPTY:
            scene.build(app)
    close(app)


@dataclass
class Databases:
    """What a test session keeps to make fresh databases from."""

    folder: Path
    worker: str
    numbers: Iterator[int] = field(default_factory=count)

    @contextmanager
    def fresh(self, kind: str, instance: Path, scene: Scene | None = EMPTY) -> Iterator[dict[str, Any]]:
        """The settings of a database in which a scene stands, or nothing at all; dropped after the block."""
        if kind == "sqlite":
            self.copy_files(kind, scene, instance)
            yield {"DATABASE_URL": ""}
        else:
            name = f"t_{self.worker}_{next(self.numbers)}"
            self.copy_files(kind, scene, instance)
            self.admin(f"CREATE DATABASE {name} TEMPLATE {self.template(scene) if scene else 'template0'}")
            try:
                yield {"DATABASE_URL": postgres.address(name)}
            finally:
                self.admin(f"DROP DATABASE {name} WITH (FORCE)")

    def copy_files(self, kind: str, scene: Scene | None, instance: Path) -> None:
        """An instance folder as it is where the scene stands."""
        if scene is None:
            instance.mkdir(parents=True, exist_ok=True)
        else:
            shutil.copytree(self._made(kind, scene), instance, dirs_exist_ok=True)

    def template(self, scene: Scene) -> str:
        """The name of the database that is copied where the scene stands."""
        self._made("postgres", scene)
        return f"made_{self.worker}_{scene.name}"

    def _made(self, kind: str, scene: Scene) -> Path:
        folder = self.folder / f"{kind}-{scene.name}"
        if not folder.exists():
            url = ""
            if kind == "postgres":
                self.admin(f"CREATE DATABASE made_{self.worker}_{scene.name}")
                url = postgres.address(f"made_{self.worker}_{scene.name}")
            _build(create_app(folder, {"KEYRING": KEYS, "TESTING": True, "DATABASE_URL": url}), scene)
        return folder

    @staticmethod
    def admin(statement: str) -> None:
        """One statement about databases, at the server."""
        engine = create_engine(postgres.address("postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            connection.execute(text(statement))


@dataclass
class Stage:
    """One application on one address, used for promise after promise: what it costs to make one is paid once.

    Its files and its database are put back as the scene has them; its settings and what rooms keep with it
    (`app.extensions`) are put back as they were when it was made.
    """

    databases: Databases
    kind: str
    app: Flask
    name: str
    settings: dict[str, Any] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def made(cls, databases: Databases, kind: str) -> Stage:
        """An application that has answered nothing yet."""
        instance, name = databases.folder / f"stage-{kind}", f"stage_{databases.worker}"
        url = ""
        if kind == "postgres":
            databases.admin(f"CREATE DATABASE {name}")
            url = postgres.address(name)
        instance.mkdir()
        settings = {"KEYRING": KEYS, "TESTING": True, "DEFAULT_LOCALE": "en", "DATABASE_URL": url}
        app = create_app(instance, settings)
        flask_migrate.Migrate(app, db)
        stage = cls(databases, kind, app, name, dict(app.config))
        stage.kept = {key: _copied(value) for key, value in app.extensions.items()}
        return stage

    @property
    def instance(self) -> Path:
        """Its instance folder."""
        return Path(self.app.config["INSTANCE"])

    def put(self, scene: Scene) -> Flask:
        """The application where the scene stands and nothing else ever was."""
        close(self.app)
        template = self.databases.template(scene) if self.kind == "postgres" else ""
        shutil.rmtree(self.instance)
        self.databases.copy_files(self.kind, scene, self.instance)
        if template:
            self.databases.admin(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
            self.databases.admin(f"CREATE DATABASE {self.name} TEMPLATE {template}")
        self.app.config.clear()
        self.app.config.update(self.settings)
        self.app.extensions.clear()
        self.app.extensions.update({key: _copied(value) for key, value in self.kept.items()})
        logs.init_app(self.app)
        presets.look_in(self.instance / "presets")
        keys.init_app(self.app)
        return self.app


def _copied(value: Any) -> Any:
    return value.copy() if type(value) in (dict, list) else value
