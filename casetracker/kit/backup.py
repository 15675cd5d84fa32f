"""Backup of the database while it is served, and its return: SQLite by its own backup, PostgreSQL by pg_dump."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import URL, text

from casetracker.kit.archive import Damaged, Manifest, pack, unpack
from casetracker.kit.db import db, turn_to_write
from casetracker.kit.migrating import versions
from casetracker.kit.serving import InUse

FILES = {"casetracker.db": None, "desk.db": "desk"}
DUMP = "database.dump"


class ToolMissing(Exception):
    """pg_dump or pg_restore is not on this machine."""


def key_of(app: Flask) -> bytes:
    """The key that signs backups: a damaged or foreign file does not pass."""
    key: bytes = app.config["KEYRING"].derive("backups")
    return key


@contextmanager
def _workplace(app: Flask) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="backup-", dir=app.config["INSTANCE"]))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write(app: Flask, file: Path) -> None:
    """Everything committed before this began, in one file; others go on writing. No key is in it."""
    with _workplace(app) as folder:
        if db.engine.dialect.name == "sqlite":
            for name, bind in FILES.items():
                snapshot(Path(db.engines[bind].url.database or ""), folder / name)
        else:
            _tool("pg_dump", db.engine.url, "--format=custom", "--no-owner", f"--file={folder / DUMP}")
        shipped = Path(app.config["INSTANCE"]) / "presets"
        members = {path.name: path for path in sorted(folder.iterdir())}
        members |= {f"presets/{p.relative_to(shipped)}": p for p in sorted(shipped.rglob("*")) if p.is_file()}
        members |= {f"files/{p.parent.name}/{p.name}": p for p in _sealed_files(app)}
        about = {"database": db.engine.dialect.name, "version": versions()["main"]}
        pack(file, "database", members, key_of(app), about)


def _sealed_files(app: Flask) -> list[Path]:
    """Every finished file of a dossier: looked for after the database was copied, so that each it names is there."""
    return [p for p in sorted((Path(app.config["INSTANCE"]) / "files").glob("??/*")) if not p.suffix]


def snapshot(source: Path, target: Path) -> None:
    """One moment of a SQLite file that others are writing."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("pragma journal_mode=delete")
    target.chmod(0o600)


def restore(app: Flask, file: Path, keep: Path | None) -> Manifest:
    """Put a backup in the place of what is there, which is saved in `keep` first; the instance must be stopped.
    Damaged: nothing was touched."""
    with _workplace(app) as folder:
        manifest = unpack(file, "database", key_of(app), folder)
        if manifest.about["database"] != db.engine.dialect.name:
            raise Damaged(
                f"it is a backup of {manifest.about['database']}, and this instance is on {db.engine.dialect.name}"
            )
        if keep is not None:
            write(app, keep)
        if db.engine.dialect.name == "sqlite":
            _return_files(folder)
        else:
            _nobody_else()
            arguments = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
            _tool("pg_restore", db.engine.url, *arguments, str(folder / DUMP))
        if (folder / "presets").is_dir():
            shutil.copytree(folder / "presets", Path(app.config["INSTANCE"]) / "presets", dirs_exist_ok=True)
        _return_sealed(folder / "files", Path(app.config["INSTANCE"]) / "files")
    return manifest


def _return_sealed(saved: Path, live: Path) -> None:
    """Files of dossiers beside those that are there; what no entry names any more is swept at the next start."""
    for path in saved.glob("??/*"):
        (live / path.parent.name).mkdir(parents=True, exist_ok=True, mode=0o700)
        path.replace(live / path.parent.name / path.name)


def _return_files(folder: Path) -> None:
    for name in FILES:
        with closing(sqlite3.connect(folder / name)) as copy:
            if copy.execute("pragma integrity_check").fetchone() != ("ok",):
                raise Damaged(f"{name} in it is not whole")
    db.session.remove()
    with turn_to_write():
        for name, bind in FILES.items():
            db.engines[bind].dispose()
            live = Path(db.engines[bind].url.database or "")
            _fold_in(live)
            (folder / name).replace(live)


def _fold_in(live: Path) -> None:
    """Empty the write-ahead log first: it must never be read over another file."""
    if live.exists():
        with closing(sqlite3.connect(live)) as connection:
            busy = connection.execute("pragma wal_checkpoint(truncate)").fetchone()[0]
        if busy:
            raise InUse(f"{live.name} is in use: stop what uses it first.")
    for suffix in ("-wal", "-shm"):
        live.with_name(live.name + suffix).unlink(missing_ok=True)


def _nobody_else() -> None:
    db.session.remove()
    for engine in db.engines.values():
        engine.dispose()
    others = text(  # the server's own cleaning is nobody, and gives way
        "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() "
        "and backend_type = 'client backend'"
    )
    with db.engine.connect() as connection:
        for _ in range(20):  # one that is ending takes a moment to go
            if not connection.scalar(others):
                break
            connection.rollback()  # each transaction sees one moment of who is connected
            time.sleep(0.1)
        else:
            raise InUse("Others are connected to this database: stop them first.")
    db.engine.dispose()


def _tool(name: str, url: URL, *arguments: str) -> None:
    """Run a tool of PostgreSQL; the password goes by the environment, where no list of processes shows it."""
    found = shutil.which(name) or next(
        (str(p) for p in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None
    )
    if found is None:
        raise ToolMissing(f"{name} is not on this machine: install the client programs of PostgreSQL.")
    address = url.set(drivername="postgresql", password=None).render_as_string()
    environment = os.environ | ({"PGPASSWORD": url.password} if url.password else {})
    done = subprocess.run(  # noqa: S603
        [found, f"--dbname={address}", *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Damaged(f"{name} failed: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else '?'}")
