"""Backup of the data keys, apart from that of the database: wrapped, of limited age, and never undoing an erasure."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from casetracker.kit import clock
from casetracker.kit.archive import pack, unpack
from casetracker.kit.backup import snapshot
from casetracker.kit.sealing import Keyring
from casetracker.ledger.keys import KeyStore

NAME = "data_keys.db"
LIMIT = timedelta(days=35)


class TooOld(Exception):
    """The backup may hold keys that were destroyed since, and with them words that had to go."""


def write(store: KeyStore, file: Path) -> None:
    """All data keys, wrapped by the master keys, which are not in it."""
    with tempfile.TemporaryDirectory(prefix="keys-", dir=store.path.parent) as folder:
        snapshot(store.path, Path(folder) / NAME)
        pack(file, "keys", {NAME: Path(folder) / NAME}, store.keyring.derive("backups"), {})


def restore(path: Path, keyring: Keyring, file: Path, *, however_old: bool = False) -> int:
    """Put back the keys that are not here; what was destroyed here stays destroyed. Returns how many came back."""
    with tempfile.TemporaryDirectory(prefix="keys-", dir=path.parent) as folder:
        manifest = unpack(file, "keys", keyring.derive("backups"), Path(folder))
        if clock.now() - manifest.made_at > LIMIT and not however_old:
            raise TooOld(f"{file} was made on {manifest.made_at.date()}, more than {LIMIT.days} days ago.")
        KeyStore(path, keyring)
        with closing(sqlite3.connect(path, isolation_level=None)) as here:
            here.execute("attach ? as kept", (str(Path(folder) / NAME),))
            before = here.total_changes
            here.execute("insert or ignore into data_key select * from kept.data_key")
            return here.total_changes - before
