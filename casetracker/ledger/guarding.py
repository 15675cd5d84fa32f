"""Before anything starts: are the keys at hand under which this database was written?"""

from __future__ import annotations

from flask import Flask, current_app
from sqlalchemy import inspect, select

from casetracker.kit.db import db
from casetracker.kit.sealing import KeyMissing, key_id
from casetracker.ledger.models import KeyUse

HEAD = "head"


def remember_keys() -> None:
    """Write down, inside a transaction, which head key this database is chained with."""
    present = key_id(current_app.config["KEYRING"].head)
    if db.session.get(KeyUse, (HEAD, present)) is None:
        db.session.add(KeyUse(purpose=HEAD, key_id=present))


def check_keys() -> None:
    """KeyMissing where the database was chained with another key than the one at hand."""
    if not inspect(db.engine).has_table(KeyUse.__tablename__):
        return
    used = db.session.scalars(select(KeyUse.key_id).where(KeyUse.purpose == HEAD)).all()
    if used and key_id(current_app.config["KEYRING"].head) not in used:
        raise KeyMissing(used[0])


def init_app(app: Flask) -> None:
    """Refuse to start under a wrong key, naming the one that is needed."""
    with app.app_context():
        check_keys()
        db.session.remove()
