"""Before anything starts: are the keys at hand under which this database was written?"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from sqlalchemy import create_engine, inspect, make_url, select
from sqlalchemy.pool import NullPool

from casetracker.kit.db import db
from casetracker.kit.sealing import KeyMissing, key_id
from casetracker.ledger.indexing import remember_rules
from casetracker.ledger.keys import keys
from casetracker.ledger.kinds import sealed_kinds
from casetracker.ledger.models import Dossier, KeyUse

HEAD = "head"


class DataKeysMissing(Exception):
    """The file of data keys is not the one under which this database was written."""


def remember_keys() -> None:
    """Write down, inside a transaction, which head key this database is chained with, and which rules its index has."""
    present = key_id(current_app.config["KEYRING"].head)
    if db.session.get(KeyUse, (HEAD, present)) is None:
        db.session.add(KeyUse(purpose=HEAD, key_id=present))
    remember_rules()


def used_key(config: Mapping[str, Any]) -> str | None:
    """The id of a key that this instance was written under, found without any key: a master key, else the head key."""
    store = Path(config["KEYS_FILE"])
    if store.exists():
        with closing(sqlite3.connect(store)) as connection:
            row = connection.execute("select master_id from data_key where wrapped is not null limit 1").fetchone()
        if row:
            return str(row[0])
    url = make_url(config["SQLALCHEMY_DATABASE_URI"])
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return None
    with create_engine(url, poolclass=NullPool, hide_parameters=True).connect() as connection_:
        if not inspect(connection_).has_table(KeyUse.__tablename__):
            return None
        return connection_.scalar(select(KeyUse.key_id).where(KeyUse.purpose == HEAD))


def check_keys() -> None:
    """KeyMissing where the database was chained with another key than the one at hand; DataKeysMissing where it has
    sealed dossiers and the file of data keys knows nothing of the last one."""
    if not inspect(db.engine).has_table(KeyUse.__tablename__):
        return
    used = db.session.scalars(select(KeyUse.key_id).where(KeyUse.purpose == HEAD)).all()
    if used and key_id(current_app.config["KEYRING"].head) not in used:
        raise KeyMissing(used[0])
    if keys().empty and db.session.scalar(select(Dossier.id).where(Dossier.kind.in_(sealed_kinds())).limit(1)):
        raise DataKeysMissing(
            f"{keys().path} holds no data keys, and the words of this database are sealed with them: "
            "put back its backup (casetracker restore-keys)."
        )


def init_app(app: Flask) -> None:
    """Refuse to start under a wrong key, naming the one that is needed."""
    with app.app_context():
        check_keys()
        db.session.remove()
