"""Where a run keeps its files: in memory where the machine has room for them, since a promise waits for no disk."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

SHARED = Path("/dev/shm")
ROOM = 4 * 1024**3
PREFIX = "casetracker-tests-"


def folder() -> str | None:
    """The machine's file system in memory; None where there is none, or too little of it."""
    if not os.access(SHARED, os.W_OK) or shutil.disk_usage(SHARED).free < ROOM:
        return None
    return str(SHARED)


def move_in() -> None:
    """Temporary files of this run and of its workers go there, unless TMPDIR says where they go."""
    if "TMPDIR" not in os.environ and (found := folder()):
        os.environ["TMPDIR"] = tempfile.tempdir = tempfile.mkdtemp(prefix=PREFIX, dir=found)


def move_out() -> None:
    """Nothing of the run stays in memory."""
    if Path(os.environ.get("TMPDIR", "")).name.startswith(PREFIX):
        shutil.rmtree(os.environ.pop("TMPDIR"), ignore_errors=True)
