"""What keeps a command from doing its work, in one sentence; what nobody foresaw keeps its stack trace."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from casetracker.config import SettingRefused
from casetracker.kit.keyfile import KeysUnreadable
from casetracker.kit.migrating import NewerThanThis
from casetracker.kit.sealing import KeyMissing
from casetracker.kit.serving import InUse
from casetracker.ledger.guarding import DataKeysMissing
from casetracker.presets import PresetError

SAID = (SettingRefused, KeyMissing, KeysUnreadable, DataKeysMissing, PresetError, NewerThanThis, InUse)
NO_ADDRESS = "CASETRACKER_DATABASE_URL is no address of a database, such as postgresql://user:password@host/name."


def sentence_of(error: Exception) -> str | None:
    """The sentence for the operator; None for a fault of the program itself."""
    if isinstance(error, SAID):
        return str(error)
    if isinstance(error, (ArgumentError, NoSuchModuleError)):
        return NO_ADDRESS
    if isinstance(error, DBAPIError):
        return _unreachable(error.orig) if isinstance(error.orig, Exception) else None
    if isinstance(error, sqlite3.OperationalError):
        return _unreachable(error)
    return _of_the_machine(error) if isinstance(error, OSError) else None


def _unreachable(reason: Exception) -> str | None:
    """Locked, away, read-only, or the disk is full; a broken statement or rule is a fault of ours."""
    if type(reason).__name__ != "OperationalError":
        return None
    said = str(reason).strip().splitlines() or ["?"]
    return f"The database cannot be used: {said[0].rstrip('.')}. Nothing that was not yet saved was written."


def _of_the_machine(error: OSError) -> str:
    """A file or an address that the machine does not give; the name of the file comes first."""
    said = (error.strerror or str(error)).rstrip(".")
    return f"{error.filename}: {said}." if error.filename else f"{said}."
