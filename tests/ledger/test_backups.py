"""A backup made while others write comes back whole, or is refused and nothing is touched."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread
from uuid import UUID

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import func, select

from casetracker.kit import backup, clock, keyfile
from casetracker.kit.db import db, transaction
from casetracker.kit.sealing import new_key
from casetracker.ledger.erasure import erase
from casetracker.ledger.models import Dossier, EntryRow, Programme
from casetracker.ledger.rows import entries_of
from casetracker.ledger.verifying import verify
from casetracker.paths import MIGRATIONS
from tests.databases import KEYS
from tests.ledger.conftest import Shelf
from tests.ledger.keeping import run
from tests.ledger.toy import ANA, SECRETS, more, open_jar


@pytest.fixture
def saved(app: Flask, shelf: Shelf, tmp_path: Path) -> Path:
    """A backup of the shelf, after which Ana goes on writing."""
    flask_migrate.stamp(directory=str(MIGRATIONS))
    file = tmp_path / "saved.backup"
    done = run(app, "backup", file)
    assert done.exit_code == 0, done.output
    assert "keys are not in it" in done.output
    with transaction():
        more(shelf.programme, shelf.jars[0], "jar.filled")
    return file


def entries() -> int:
    found = db.session.scalar(select(func.count()).select_from(EntryRow)) or 0
    db.session.remove()
    return found


def test_an_older_state_comes_back_and_is_accepted(app: Flask, shelf: Shelf, saved: Path) -> None:
    before = entries()
    done = run(app, "restore", saved)
    assert done.exit_code == 0, done.output
    assert entries() == before - 1
    report = verify()
    assert report.good, [str(finding.sentence) for finding in report.findings]
    words = entries_of(shelf.jars[0], words=True)[0].words
    assert words["name"] == SECRETS[0]
    with transaction():
        more(shelf.programme, shelf.jars[0], "jar.filled")
    assert verify().good


def test_what_was_there_is_kept_and_can_come_back(app: Flask, shelf: Shelf, saved: Path) -> None:
    before = entries()
    run(app, "restore", saved)
    assert run(app, "restore", Path(app.config["INSTANCE"]) / "before-restore.backup").exit_code == 0
    assert entries() == before
    assert verify().good


def test_an_instance_is_made_from_its_three_backups(app: Flask, shelf: Shelf, saved: Path, tmp_path: Path) -> None:
    assert run(app, "backup-keys", tmp_path / "saved.keys").exit_code == 0
    empty = tmp_path / "elsewhere"
    refused = run(app, "restore", saved, "--no-keys", instance=empty)
    assert refused.exit_code == 1 and "keys.toml" in refused.output
    assert not (empty / keyfile.NAME).exists()
    if app.config["DATABASE_URL"]:
        return  # the database is the same one; only its files are tried elsewhere
    keyfile.write(empty / keyfile.NAME, list(KEYS.masters.values()), KEYS.head)
    assert run(app, "restore", saved, instance=empty).exit_code == 0
    assert run(app, "verify", instance=empty).exit_code == 2  # no data keys yet
    assert run(app, "restore-keys", tmp_path / "saved.keys", instance=empty).exit_code == 0
    done = run(app, "verify", instance=empty)
    assert done.exit_code == 0, done.output


def damaged(file: Path, how: str, tmp_path: Path) -> Path:
    content = file.read_bytes()
    half = len(content) // 2
    spoilt = {
        "flipped early": content[:200] + bytes([content[200] ^ 1]) + content[201:],
        "flipped": content[:half] + bytes([content[len(content) // 2] ^ 1]) + content[len(content) // 2 + 1 :],
        "cut": content[:-100],
        "half": content[:half],
        "empty": b"",
        "foreign": b"PK\x05\x06" + bytes(18),
        "text": b"not a backup\n",
    }[how]
    other = tmp_path / "spoilt.backup"
    other.write_bytes(spoilt)
    return other


@pytest.mark.parametrize("how", ["flipped early", "flipped", "cut", "half", "empty", "foreign", "text"])
def test_a_damaged_backup_is_refused_and_nothing_touched(app: Flask, saved: Path, tmp_path: Path, how: str) -> None:
    before = entries()
    done = run(app, "restore", damaged(saved, how, tmp_path))
    assert done.exit_code == 1 and "nothing was touched" in done.output
    assert entries() == before
    assert verify().good


def test_a_backup_of_another_instance_is_refused(app: Flask, saved: Path) -> None:
    keyfile.write(Path(app.config["INSTANCE"]) / keyfile.NAME, list(KEYS.masters.values()), new_key())
    assert run(app, "restore", saved).exit_code == 2  # the head key does not fit the database either
    assert entries()


SERVER = """
import pathlib, sys
from casetracker.kit.serving import serving
with serving(pathlib.Path(sys.argv[1])):
    print(flush=True)
    input()
"""


def test_a_served_instance_is_not_restored(app: Flask, saved: Path) -> None:
    command = [sys.executable, "-c", SERVER, str(app.config["INSTANCE"])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout and server.stdin
        server.stdout.readline()
        before = entries()
        done = run(app, "restore", saved)
        assert done.exit_code == 1 and "stop it first" in done.output
        assert entries() == before
        server.stdin.write("\n")


def test_what_was_erased_since_is_erased_again(app: Flask, shelf: Shelf, saved: Path) -> None:
    with transaction():
        erase(by=ANA, programme=shelf.programme, dossier_id=shelf.jars[1], reason="asked")
    done = run(app, "restore", saved)
    assert "erased again" in done.output, done.output
    assert db.session.get_one(Dossier, shelf.jars[1]).erased_at is not None
    assert all(not entry.words for entry in entries_of(shelf.jars[1], words=True))
    assert verify().good


def test_old_backups_of_keys_are_not_taken_unawares(app: Flask, saved: Path, tmp_path: Path) -> None:
    file = tmp_path / "saved.keys"
    run(app, "backup-keys", file)
    later = clock.now().replace(month=9)
    with clock.clock_at(lambda: later):
        assert run(app, "restore-keys", file).exit_code == 1
        assert run(app, "restore-keys", file, "--however-old").exit_code == 0


def test_everything_acknowledged_before_a_backup_began_is_in_it(app: Flask, shelf: Shelf, tmp_path: Path) -> None:
    flask_migrate.stamp(directory=str(MIGRATIONS))
    written: list[UUID] = []
    enough, stop = Event(), Event()

    def write() -> None:
        with app.app_context():
            programme = db.session.get_one(Programme, shelf.programme.id)
            while not stop.is_set():
                with transaction():
                    jar = open_jar(programme).dossier_id
                written.append(jar)
                if len(written) >= 10:
                    enough.set()
            db.session.remove()

    writer = Thread(target=write)
    writer.start()
    assert enough.wait(30)
    acknowledged = list(written)
    backup.write(app, tmp_path / "loaded.backup")
    stop.set()
    writer.join()
    done = run(app, "restore", tmp_path / "loaded.backup")
    assert done.exit_code == 0, done.output
    present = set(db.session.scalars(select(Dossier.id)))
    db.session.remove()
    assert present.issuperset(acknowledged)
    assert verify().good


def test_no_key_is_in_a_backup(app: Flask, saved: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(saved, tmp_path / "open", "zip")
    inside = b"".join(path.read_bytes() for path in (tmp_path / "open").rglob("*") if path.is_file())
    assert not any(key in inside for key in (*KEYS.masters.values(), KEYS.head))
