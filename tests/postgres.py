"""The machine's own PostgreSQL, started once a run as an ordinary user, on a socket of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

from fasteners import InterProcessLock

from tests import memory

FOLDER = "CASETRACKER_TEST_POSTGRES"
SETTINGS = (
    "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c lock_timeout=60s "  # who waits for a lock that is never let go fails, and does not hold up the run
    "-c shared_buffers=64MB -c max_connections=200 -c autovacuum=off -c log_min_messages=fatal"
)


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL of this machine; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def announce() -> None:
    """Choose the folder, in the process that starts the run, so that its workers share one server."""
    if FOLDER not in os.environ:
        # Not in the folder of the run: the server runs as another user, and a socket's path must be short.
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="casetracker-postgres-", dir=memory.folder() or "/tmp")


def _as_user(command: list[str]) -> list[str]:
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


def _run(*command: str) -> None:
    quiet = subprocess.DEVNULL
    subprocess.run(_as_user(list(command)), check=True, stdin=quiet, stdout=quiet, stderr=quiet, cwd="/")


def address(database: str) -> str:
    """The URL of a database on the server of this run, which is started when first asked for."""
    folder = Path(os.environ[FOLDER])
    with InterProcessLock(folder / "lock"):
        if not (folder / "started").exists():
            _start(folder)
            (folder / "started").touch()
    return f"postgresql+psycopg://postgres@/{database}?host={folder}"


def _start(folder: Path) -> None:
    found = binaries()
    assert found is not None, "PostgreSQL is not on this machine"
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    folder.chmod(0o700)
    data = str(folder / "data")
    _run(str(found / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    _run(str(found / "pg_ctl"), "-D", data, "-o", f"{SETTINGS} -k {folder}", "-l", f"{folder}/log", "-w", "start")


def stop() -> None:
    """End the server of this run and remove its folder."""
    folder, found = Path(os.environ.pop(FOLDER, "")), binaries()
    if found and (folder / "started").exists():
        _run(str(found / "pg_ctl"), "-D", str(folder / "data"), "-m", "immediate", "-w", "stop")
    if folder.name.startswith("casetracker-postgres-"):
        shutil.rmtree(folder, ignore_errors=True)
