"""Is this instance being served? A lock that servers share and a restore must have alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fasteners import InterProcessReaderWriterLock


class InUse(Exception):
    """Somebody is serving this instance; what needs it for itself does not begin."""


@contextmanager
def serving(instance: Path) -> Iterator[None]:
    """Around a server; several may serve one instance. InUse while it is being restored."""
    lock = InterProcessReaderWriterLock(instance / "serving.lock")
    if not lock.acquire_read_lock(blocking=False):
        raise InUse("This instance is being restored: try again when that has ended.")
    try:
        yield
    finally:
        lock.release_read_lock()


@contextmanager
def stopped(instance: Path) -> Iterator[None]:
    """Around work that needs the instance for itself. InUse while it is served."""
    lock = InterProcessReaderWriterLock(instance / "serving.lock")
    if not lock.acquire_write_lock(blocking=False):
        raise InUse("This instance is being served: stop it first.")
    try:
        yield
    finally:
        lock.release_write_lock()
