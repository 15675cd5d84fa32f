"""The migrations make what the models say, from nothing and with data in place, on both databases."""

from __future__ import annotations

from threading import Thread

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from sqlalchemy import inspect, text

from casetracker.kit import migrating
from casetracker.kit.db import db, transaction
from casetracker.ledger.entries import MACHINE
from casetracker.ledger.programmes import new_programme, programmes
from casetracker.paths import MIGRATIONS


def test_models_agree_with_migrations(bare_app: Flask) -> None:
    assert migrating.upgrade(bare_app)
    for bind, engine in db.engines.items():
        metadata = db.metadatas[bind]
        with engine.connect() as connection:
            context = MigrationContext.configure(
                connection,
                opts={
                    "compare_type": connection.dialect.name == "postgresql",
                    "include_name": lambda name, kind, _, known=metadata: kind != "table" or name in known.tables,
                },
            )
            assert compare_metadata(context, metadata) == []


def test_an_upgrade_keeps_what_is_there_and_a_second_has_nothing_to_do(bare_app: Flask) -> None:
    migrating.upgrade(bare_app)
    with transaction():
        new_programme(by=MACHINE, key="health", preset="general", name="Health")
    assert not migrating.upgrade(bare_app)
    assert [one.key for one in programmes()] == ["health"]


def test_several_starts_at_once_take_turns(bare_app: Flask) -> None:
    done: list[bool] = []
    starts = [Thread(target=lambda: done.append(migrating.upgrade(bare_app))) for _ in range(3)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert sorted(done) == [False, False, True]


def test_down_leaves_no_table_and_up_works_again(bare_app: Flask) -> None:
    migrating.upgrade(bare_app)
    flask_migrate.downgrade(directory=str(MIGRATIONS), revision="base")
    left = {name for engine in db.engines.values() for name in inspect(engine).get_table_names()}
    assert left == {"version_main", "version_desk"}
    assert migrating.upgrade(bare_app)


def test_a_database_of_a_later_release_is_left_alone(bare_app: Flask) -> None:
    migrating.upgrade(bare_app)
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE version_main SET version_num = '9999'"))
    with pytest.raises(migrating.NewerThanThis):
        migrating.upgrade(bare_app)
