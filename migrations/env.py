"""How migrations run: for each database of the application in turn, each with a table of versions of its own."""

from __future__ import annotations

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Engine

from casetracker.kit.db import Id, Json, Moment, db

OURS = {Id: "Id()", Json: "Json()", Moment: "Moment()"}


def render(kind: str, item: Any, _context: AutogenContext) -> Any:
    """Our column types by their own names."""
    return OURS.get(type(item), False) if kind == "type" else False


def foreign_keys(connection: Connection, on: bool) -> None:
    """SQLite rebuilds a table to change it; meanwhile nothing may be deleted for pointing at it."""
    raw: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        raw.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def run(name: str, engine: Engine) -> None:
    """Bring one database to the asked version, whole or not at all."""
    metadata = db.metadatas[None if name == "main" else name]
    with engine.connect() as connection:
        foreign_keys(connection, on=False)
        try:
            context.configure(
                connection=connection,
                target_metadata=metadata,
                version_table=f"version_{name}",
                include_name=lambda found, kind, _parents: kind != "table" or found in metadata.tables,
                render_as_batch=True,
                render_item=render,
                transactional_ddl=True,
                upgrade_token=f"{name}_upgrades",
                downgrade_token=f"{name}_downgrades",
            )
            with context.begin_transaction():
                context.run_migrations(bind=name)
            connection.commit()
        finally:
            connection.rollback()
            foreign_keys(connection, on=True)


for bind, bound in db.engines.items():
    run(bind or "main", bound)
