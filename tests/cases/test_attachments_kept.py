"""A file of a case lies sealed on disk, lives and dies with what was said of it, and is missed when it is gone."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import UUID

import flask_migrate
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from casetracker.cases import actions
from casetracker.cases.state import Attachment
from casetracker.kit.db import db, refuse, transaction
from casetracker.kit.sealing import Broken
from casetracker.ledger import attachments
from casetracker.ledger.erasure import erase
from casetracker.ledger.keys import Erased
from casetracker.ledger.rebuilding import rebuild
from casetracker.ledger.verifying import verify
from casetracker.paths import MIGRATIONS
from tests.cases.telling import SECRET_TYPE, opened, state_of
from tests.ledger.keeping import run
from tests.people import World

LETTER = b"%PDF-1.7 Xiphamanine " * 20_000
sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def attached(world: World, case_id: UUID, content: bytes = LETTER, **more: object) -> Attachment:
    """A letter of ours in the case."""
    with transaction():
        actions.attach(
            by=world.reader("ana").author, programme=world.programme, case_id=case_id, name="letter.pdf",
            content=content, made_by_us=True, **{"caption": "To the director", **more},
        )  # fmt: skip
    return state_of(world, case_id).attachments[-1]


def read(case_id: UUID, file: Attachment) -> bytes:
    return b"".join(
        attachments.content_of(dossier_id=case_id, attachment_id=file.id, stored=file.stored)
    )  # fmt: skip


def on_disk() -> list[Path]:
    return sorted(path for path in attachments.folder().glob("*/*") if path.is_file())


def found() -> list[str]:
    return [str(finding.sentence) for finding in verify().findings]


@pytest.fixture
def kept(world: World) -> tuple[World, UUID, Attachment]:
    """A case of Ana's with a letter in it."""
    case_id = opened(world)
    return world, case_id, attached(world, case_id)


def test_it_comes_back_as_it_was_and_lies_there_sealed(kept: tuple[World, UUID, Attachment]) -> None:
    _, case_id, file = kept
    assert read(case_id, file) == LETTER
    assert (file.words["name"], file.words["caption"], file.media) == ("letter.pdf", "To the director", "pdf")
    (path,) = on_disk()
    assert path == attachments.path_of(file.stored)
    assert b"Xiphamanine" not in path.read_bytes() and "letter" not in path.name
    assert path.stat().st_mode & 0o077 == 0
    assert found() == []


def test_what_was_refused_leaves_no_file(kept: tuple[World, UUID, Attachment]) -> None:
    world, case_id, _ = kept
    with pytest.raises(ZeroDivisionError), transaction():
        1 / _again(world, case_id)
    with transaction():
        _again(world, case_id)
        refuse()
    assert len(on_disk()) == 1
    assert len(state_of(world, case_id).attachments) == 1


def _again(world: World, case_id: UUID) -> int:
    actions.attach(
        by=world.reader("ana").author, programme=world.programme, case_id=case_id, name="more.pdf", content=b"%PDF",
        made_by_us=True,
    )  # fmt: skip
    return 0


def test_a_file_that_no_entry_names_is_swept_and_the_others_stay(kept: tuple[World, UUID, Attachment]) -> None:
    _, case_id, file = kept
    orphan = attachments.path_of("ab" * 16)
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"left by a power cut")
    orphan.with_suffix(".new").write_bytes(b"half")
    assert attachments.sweep() == 0, "it may belong to a transaction that still runs"
    assert attachments.sweep(older_than=0) == 2
    assert read(case_id, file) == LETTER


@pytest.mark.parametrize("how", ["missing", "altered", "cut", "longer", "swapped"])
@sqlite
def test_verify_misses_it_when_it_is_not_as_it_was(kept: tuple[World, UUID, Attachment], how: str) -> None:
    world, case_id, file = kept
    path, other = attachments.path_of(file.stored), attached(world, case_id, b"another")
    sealed = path.read_bytes()
    if how == "missing":
        path.unlink()
    elif how == "swapped":
        shutil.copy(attachments.path_of(other.stored), path)
    else:
        spoilt = {"altered": sealed[:-5] + bytes(5), "cut": sealed[: 20 + 65552], "longer": sealed + bytes(40)}
        path.write_bytes(spoilt[how])
    (sentence,) = found()
    assert "Entry 2" in sentence and "its file" in sentence
    with pytest.raises(Broken):
        read(case_id, file)


def test_it_is_erased_with_its_case(kept: tuple[World, UUID, Attachment]) -> None:
    world, case_id, file = kept
    sealed = attachments.path_of(file.stored).read_bytes()
    with transaction():
        erase(by=world.reader("marta").author, programme=world.programme, dossier_id=case_id, reason="asked")
    assert on_disk() == []
    attachments.path_of(file.stored).write_bytes(sealed)  # a copy that somebody had kept
    with pytest.raises(Erased):
        read(case_id, file)
    assert found() == []


def test_a_rebuild_makes_its_row_again(kept: tuple[World, UUID, Attachment]) -> None:
    db.session.execute(attachments.AttachmentRow.__table__.delete())
    db.session.commit()
    assert len(found()) == 1
    rebuild()
    assert found() == []


def test_of_a_highly_restricted_case_its_row_says_only_that_it_is_there(world: World) -> None:
    case_id = opened(world, types=[SECRET_TYPE])
    file = attached(world, case_id)
    (row,) = db.session.execute(attachments.AttachmentRow.__table__.select()).mappings()
    assert set(row) == {"attachment_id", "dossier_id", "programme_id", "stored"}
    assert read(case_id, file) == LETTER
    assert found() == []


def test_a_backup_brings_it_back(app: Flask, kept: tuple[World, UUID, Attachment], tmp_path: Path) -> None:
    world, case_id, file = kept
    flask_migrate.stamp(directory=str(MIGRATIONS))
    assert run(app, "backup", tmp_path / "saved.backup").exit_code == 0
    shutil.rmtree(attachments.folder())
    later = attached(world, case_id, b"after the backup")
    done = run(app, "restore", tmp_path / "saved.backup")
    assert done.exit_code == 0, done.output
    assert read(case_id, file) == LETTER
    assert found() == []
    assert attachments.sweep(older_than=0) == 1, "what came after the backup belongs to nobody now"
    assert not attachments.path_of(later.stored).exists()


def test_withdrawn_it_stays_in_the_file_and_a_withdrawal_can_be_taken_back(world: World) -> None:
    case_id = opened(world)
    file = attached(world, case_id)
    same = {"by": world.reader("ana").author, "programme": world.programme, "case_id": case_id}
    with transaction():
        actions.withdraw_file(**same, file=file.id, why="Another person's letter.")
    state = state_of(world, case_id)
    assert state.attachments[0].withdrawn is not None and state.anomalies == ()
    with transaction():
        actions.void_entry(**same, entry=state.entries[-1].id, why="It was the right one.")
    assert state_of(world, case_id).attachments[0].withdrawn is None
    assert found() == []


@given(sizes=st.lists(st.integers(0, 140_000), max_size=4), preview=st.integers(0, 90_000))
def test_any_size_comes_back(sizes: list[int], preview: int) -> None:
    import io

    from casetracker.kit.sealedfile import open_from, seal_into

    pieces = [bytes([n]) * size for n, size in enumerate([preview, *sizes])]
    out = io.BytesIO()
    seal_into(out, bytes(32), b"here", pieces)
    out.seek(0)
    assert b"".join(open_from(out, bytes(32), b"here")) == b"".join(pieces)
