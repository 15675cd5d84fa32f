"""The file of keys of an instance, made on first run and readable by its owner only."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from casetracker.kit.sealing import Keyring, from_text, new_key, to_text


def keyring(instance: Path, master_keys: str = "") -> Keyring:
    """The keys of an instance: from CASETRACKER_MASTER_KEYS (comma-separated, the first wraps new data keys) or
    instance/keys.toml, which is made, readable by its owner only, where there is none."""
    file = instance / "keys.toml"
    if not file.exists():
        if (instance / "casetracker.db").exists() and not master_keys:
            raise FileNotFoundError(f"{file} is missing: without it the words in this database cannot be opened.")
        _make_keys(file)
    said = tomllib.loads(file.read_text("utf-8"))
    masters = [k for k in master_keys.split(",") if k.strip()] or said["masters"]
    return Keyring.of([from_text(k) for k in masters], from_text(said["head"]))


def _make_keys(file: Path) -> None:
    text = (
        "# The keys of this instance. Keep a copy apart from the database and from its backups: without them\n"
        "# nobody can read the words in it, with them anybody can. The first master key wraps new data keys.\n"
        f'masters = ["{to_text(new_key())}"]\nhead = "{to_text(new_key())}"\n'
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
