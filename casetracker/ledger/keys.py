"""Data keys of dossiers, wrapped, in a file of their own apart from the database and from its backups."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from uuid import UUID

from flask import Flask, current_app

from casetracker.kit.db import before_commit, db
from casetracker.kit.saying import Sentence
from casetracker.kit.sealing import KeyMissing, Keyring, keyed, new_key
from casetracker.ledger.kinds import Refused

TABLE = """create table if not exists data_key (
    dossier_id blob primary key, master_id text not null, wrapped blob, destroyed_at text) without rowid"""


class Erased(Refused):
    """The dossier's key was destroyed: its words are gone for good, and nothing more is said about it."""

    def __init__(self, dossier_id: UUID) -> None:
        super().__init__({"": Sentence("This file was erased; nothing more can be said in it.")})
        self.dossier_id = dossier_id


class KeyStore:
    """Wrapped data keys by dossier. A new key is durable here before the entry that needs it is committed."""

    def __init__(self, path: Path, keyring: Keyring) -> None:
        self.path, self.keyring = path, keyring
        self._local = threading.local()
        with closing(self._open()) as connection:
            connection.execute(TABLE)

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            connection.execute(f"pragma {pragma}")
        return connection

    @property
    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            self._local.connection = self._open()
        found: sqlite3.Connection = self._local.connection
        return found

    @property
    def _pending(self) -> dict[UUID, bytes]:
        # They live and die with the transaction that made them.
        pending: dict[UUID, bytes] = db.session.info.setdefault("new_keys", {})
        return pending

    def missing_masters(self) -> list[str]:
        """Ids of master keys that wrapped keys here need and the keyring lacks."""
        rows = self._connection.execute("select distinct master_id from data_key where wrapped is not null")
        return sorted(row[0] for row in rows if row[0] not in self.keyring.masters)

    @property
    def empty(self) -> bool:
        """Does it hold no key and remember none?"""
        return self._connection.execute("select 1 from data_key limit 1").fetchone() is None

    def make(self, dossier_id: UUID) -> bytes:
        """A fresh key for a new dossier, kept when the transaction commits."""
        self._pending[dossier_id] = new_key()
        return self._pending[dossier_id]

    def flush(self) -> None:
        """Make the new keys durable; called before the database commits. A key without a dossier harms nothing: it is
        replaced when the dossier is begun anew, as a form sent again does under the same id."""
        if not self._pending:
            return
        rows = [(i.bytes, *self.keyring.wrap(key, i.bytes)) for i, key in self._pending.items()]
        self._connection.execute("begin immediate")
        self._connection.executemany("insert or replace into data_key values (?, ?, ?, null)", rows)
        self._connection.execute("commit")
        self._pending.clear()

    def get(self, dossier_id: UUID) -> bytes:
        """The data key; `Erased` where it was destroyed."""
        found = self.many([dossier_id])
        if dossier_id not in found:
            raise Erased(dossier_id)
        return found[dossier_id]

    def many(self, ids: Iterable[UUID]) -> dict[UUID, bytes]:
        """Data keys of several dossiers; erased ones are left out."""
        wanted = list(dict.fromkeys(ids))
        found = {i: self._pending[i] for i in wanted if i in self._pending}
        left = [i for i in wanted if i not in found]
        for start in range(0, len(left), 500):
            part = left[start : start + 500]
            marks = ",".join("?" * len(part))
            rows = self._connection.execute(
                f"select dossier_id, master_id, wrapped from data_key where dossier_id in ({marks})",  # noqa: S608
                [i.bytes for i in part],
            )
            for raw, master_id, wrapped in rows:
                if wrapped is not None:
                    found[UUID(bytes=raw)] = self.keyring.unwrap(master_id, wrapped, raw)
        return found

    def destroy(self, dossier_id: UUID, at: str) -> None:
        """The words of this dossier end here, in every backup too once the copies of this file are gone."""
        self._connection.execute(
            "update data_key set wrapped = null, destroyed_at = ? where dossier_id = ?", (at, dossier_id.bytes)
        )
        self._connection.execute("pragma wal_checkpoint(truncate)")

    def destroyed(self) -> list[tuple[UUID, str]]:
        """Dossiers whose key was destroyed, and when: the list that is replayed after a restore."""
        rows = self._connection.execute("select dossier_id, destroyed_at from data_key where wrapped is null")
        return [(UUID(bytes=raw), at) for raw, at in rows]

    def rewrap(self) -> int:
        """Wrap every key anew under the first master key; words are untouched. Returns how many were changed."""
        first = self.keyring.first
        rows = self._connection.execute(
            "select dossier_id, master_id, wrapped from data_key where master_id <> ? and wrapped is not null", (first,)
        ).fetchall()
        fresh = [(*self.keyring.wrap(self.keyring.unwrap(m, w, raw), raw), raw) for raw, m, w in rows]
        self._connection.execute("begin immediate")
        self._connection.executemany("update data_key set master_id = ?, wrapped = ? where dossier_id = ?", fresh)
        self._connection.execute("commit")
        return len(fresh)


def salt_of(data_key: bytes) -> bytes:
    """The salt of a dossier's codes: destroyed with its key."""
    return keyed(data_key, b"salt of codes")


def public_salt(dossier_id: UUID) -> bytes:
    """The salt of the codes of a dossier without a key, and of what is said of one after its erasure."""
    return keyed(keys().keyring.derive("public codes"), dossier_id.bytes)


def keys() -> KeyStore:
    """The running application's key store."""
    store: KeyStore = current_app.extensions["casetracker_keys"]
    return store


def init_app(app: Flask) -> None:
    """Open the key store; refuse to start, naming the key, where a master key is missing."""
    store = KeyStore(Path(app.config["KEYS_FILE"]), app.config["KEYRING"])
    app.extensions["casetracker_keys"] = store
    missing = store.missing_masters()
    if missing:
        raise KeyMissing(missing[0])
    before_commit(_flush)


def _flush() -> None:
    keys().flush()
