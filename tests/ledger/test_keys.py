"""Without the keys under which its words were written, an instance starts nothing and says which key it lacks."""

from __future__ import annotations

from pathlib import Path

import flask_migrate
import pytest
from flask import Flask

from casetracker.app import create_app
from casetracker.kit import keyfile
from casetracker.kit.db import transaction
from casetracker.kit.sealing import KeyMissing, Keyring, key_id, new_key
from casetracker.ledger.guarding import DataKeysMissing
from casetracker.ledger.keys import keys
from casetracker.ledger.rows import entries_of
from casetracker.ledger.verifying import verify
from casetracker.paths import MIGRATIONS
from tests.databases import KEYS
from tests.ledger.conftest import Shelf
from tests.ledger.keeping import run
from tests.ledger.toy import SECRETS, open_jar

MASTER = next(iter(KEYS.masters))


@pytest.fixture
def kept(app: Flask, shelf: Shelf) -> Path:
    """The instance folder of a shelf."""
    flask_migrate.stamp(directory=str(MIGRATIONS))
    return Path(app.config["INSTANCE"])


def again(app: Flask, keyring: Keyring) -> Flask:
    settings = {"KEYRING": keyring, "DATABASE_URL": app.config["DATABASE_URL"]}
    return create_app(Path(app.config["INSTANCE"]), settings)


def test_another_master_key_is_refused_by_its_id(app: Flask, kept: Path) -> None:
    with pytest.raises(KeyMissing) as refused:
        again(app, Keyring.of([new_key()], KEYS.head))
    assert refused.value.key_id == MASTER


def test_another_head_key_is_refused_by_its_id(app: Flask, kept: Path) -> None:
    with pytest.raises(KeyMissing) as refused:
        again(app, Keyring.of(KEYS.masters.values(), new_key()))
    assert refused.value.key_id == key_id(KEYS.head)


def test_a_lost_file_of_keys_is_named_and_no_fresh_one_made(app: Flask, kept: Path) -> None:
    done = run(app, "verify", "--no-keys")
    assert done.exit_code == 2
    assert MASTER in done.output and done.output.count("\n") == 1
    assert not (kept / keyfile.NAME).exists()


def test_a_lost_file_of_keys_is_named_though_the_data_keys_went_with_it(app: Flask, kept: Path) -> None:
    (kept / "data_keys.db").unlink()
    done = run(app, "verify", "--no-keys")
    assert done.exit_code == 2 and key_id(KEYS.head) in done.output


def test_lost_data_keys_are_said(app: Flask, kept: Path) -> None:
    (kept / "data_keys.db").unlink()
    with pytest.raises(DataKeysMissing):
        again(app, KEYS)
    assert run(app, "verify").exit_code == 2


@pytest.mark.parametrize(
    "content", ["", "masters = 3", 'masters = ["short"]\nhead = "short"', "masters = []\nhead = 4", "\x00"]
)
def test_a_file_without_keys_is_said_in_a_sentence(app: Flask, kept: Path, content: str) -> None:
    (kept / keyfile.NAME).write_text(content)
    done = run(app, "verify")
    assert done.exit_code == 2 and "keys.toml" in done.output


def test_rotation_changes_keys_and_no_word(app: Flask, kept: Path, shelf: Shelf) -> None:
    done = run(app, "keys", "rotate", "--drop-old")
    assert done.exit_code == 0, done.output
    masters, head = keyfile.read(kept / keyfile.NAME)
    assert len(masters) == 1 and key_id(masters[0]) != MASTER and head == KEYS.head
    with again(app, Keyring.of(masters, head)).app_context():
        assert entries_of(shelf.jars[0], words=True)[0].words["name"] == SECRETS[0]
        assert verify().good


def test_a_file_begun_again_after_a_broken_commit_can_be_read(app: Flask, shelf: Shelf) -> None:
    jar = shelf.jars[0]
    store = keys()
    with transaction():
        fresh = open_jar(shelf.programme)
    store._connection.execute("insert into data_key select x'00', master_id, wrapped, null from data_key limit 1")
    assert fresh.dossier_id != jar
    assert entries_of(fresh.dossier_id, words=True)[0].words["name"] == SECRETS[0]
