"""The file of keys of an instance, made on first run and readable by its owner only."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path

from casetracker.kit.sealing import KeyMissing, Keyring, from_text, new_key, to_text

NAME = "keys.toml"
HEADING = (
    "# The keys of this instance. Keep a copy apart from the database and from its backups: without them\n"
    "# nobody can read the words in it, with them anybody can. The first master key wraps new data keys.\n"
)


class KeysUnreadable(Exception):
    """The keys are there and cannot be read; the text says which file and why."""


def keyring(instance: Path, master_keys: str = "", used: Callable[[], str | None] = lambda: None) -> Keyring:
    """The keys of an instance: from CASETRACKER_MASTER_KEYS (comma-separated, the first wraps new data keys) or
    instance/keys.toml, which is made where there is none.

    `used` says under which key id words or chains were written already: KeyMissing then, since a fresh key opens none.
    """
    file = instance / NAME
    if not file.exists():
        if needed := used():
            raise KeyMissing(needed)
        write(file, [new_key()], new_key())
    masters, head = read(file)
    said = [text for text in master_keys.split(",") if text.strip()]
    try:
        return Keyring.of([from_text(text) for text in said] or masters, head)
    except ValueError as error:
        raise KeysUnreadable(f"CASETRACKER_MASTER_KEYS does not hold keys: {error}.") from error


def read(file: Path) -> tuple[list[bytes], bytes]:
    """(master keys in order of preference, head key)."""
    try:
        said = tomllib.loads(file.read_text("utf-8"))
        masters, head = [from_text(text) for text in said["masters"]], from_text(said["head"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeysUnreadable(f"{file} does not hold keys: {error}.") from error
    if not masters:
        raise KeysUnreadable(f"{file} holds no master key.")
    return masters, head


def write(file: Path, masters: Sequence[bytes], head: bytes) -> None:
    """Put the file in place whole, durable, and readable by its owner only."""
    listed = ", ".join(f'"{to_text(key)}"' for key in masters)
    fresh = file.with_suffix(f".{os.getpid()}")
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(f'{HEADING}masters = [{listed}]\nhead = "{to_text(head)}"\n')
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
