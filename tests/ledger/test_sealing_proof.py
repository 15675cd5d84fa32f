"""What Ana typed or sent about a client is in no byte of anything that could be stolen: said over the real pages."""

from __future__ import annotations

import base64
import io
import json
import logging
import re
import shutil
import subprocess
import tempfile
import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from casetracker.kit import backup
from casetracker.kit.db import db
from casetracker.kit.ids import new_id
from casetracker.kit.logs import JsonLines
from casetracker.ledger import keybackup
from casetracker.ledger.keys import keys
from casetracker.ledger.models import Dossier
from casetracker.ledger.rows import entries_of
from tests import postgres
from tests.cases.telling import do, intake, log
from tests.databases import close
from tests.kit.files_made import pdf
from tests.making import make_places
from tests.people import Browser, World, people

NAME, PHONE, VILLAGE, SAFE, STORY, OFFICE, ACCUSED, STEP, NOTE, LETTER, SCAN, CAPTION, LOST = WORDS = (
    "Xiphamanine", "849173650", "Nwadjahane", "Zitundovela", "Quissangalo", "Macubulane", "Tchumutcha", "Vuvuzelani",
    "Bilibiza7", "Mutxuketani", "Nhlavutelo9", "Xikwembuni", "Câmbãlatsítsi",
)  # fmt: skip
PLAIN = "MED-STOCK"


def spellings(word: str) -> Iterator[bytes]:
    """A word as it may lie somewhere."""
    for form in (word, word.upper(), word.lower()):
        raw = form.encode()
        yield raw
        yield form.encode("utf-16-le")
        yield form.encode("utf-16-be")
        yield raw.hex().encode()
        yield raw.hex().upper().encode()
        yield urllib.parse.quote(form).encode()
        yield json.dumps(form)[1:-1].encode()
        for before in range(3):  # base64 looks different at each of three places
            coded = base64.b64encode(bytes(before) + raw + bytes(3))
            yield coded[4 if before else 0 : -8]


def found_in(places: Iterator[tuple[str, bytes]]) -> set[tuple[str, str]]:
    """(word, place) wherever a word lies in the clear."""
    wanted = [(word, spelt) for word in (*WORDS, PLAIN) for spelt in dict.fromkeys(spellings(word)) if len(spelt) > 6]
    return {(word, name) for name, content in places for word, spelt in wanted if spelt in content}


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder, archives opened too."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path), path.read_bytes()


@pytest.fixture
def ana(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Ana at her browser; what the program writes for a moment goes to a folder of this test."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    handler = logging.FileHandler(tmp_path / "log.json")
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    world: World = people(app)
    make_places(world.programme)
    return world.seat("ana")


def tell_everything(ana: Browser) -> None:
    """Log a case with every kind of words, go on with it, be refused, be too late, and lose the session."""
    case = log(
        ana, types=[PLAIN], name=NAME, phone=PHONE, village=VILLAGE, safe_contact=SAFE, narrative=f"{STORY} said it.",
        department=OFFICE, accused=ACCUSED, next_step=f"Ask {STEP}",
    )  # fmt: skip
    do(ana, case, "step", on="14/06/2026", breaches=["1"], remedy="dialogue_dir", what=f"{STEP} was there", who=ACCUSED)
    do(ana, case, "note", text=f"{NOTE} called")
    do(ana, case, "step", on="14/06/2099", breaches=["1"], remedy="dialogue_dir", what=STEP)
    ana.post("/cases/new", intake(told_on="31/12/2099", narrative=STORY, name=NAME))
    ana.get(f"/cases/{case}")
    ana.get("/cases/new", query_string={"name": LOST})
    ana.get(f"/nowhere/{LOST}")
    ana.post("/cases/new", intake(narrative="x\x00" + STORY, types=["NOT-A-TYPE"]))
    attach(ana, case)
    cookie, token = ana.cookie, ana.token()
    ana.post("/sign-out")
    ana.client.set_cookie("session", cookie)
    ana.post("/cases/new", intake(narrative=LOST, name=NAME), token=token)


def attach(ana: Browser, case: UUID) -> None:
    """A letter too large for memory, taken and fetched again, and one that is refused; their names and captions."""
    for name, content in (
        (f"{SCAN}.pdf", pdf(text=f"({LETTER}) Tj ".encode() * 60_000)),
        (f"{SCAN}.exe", LETTER.encode() * 90_000),
    ):
        sent = {"nonce": str(new_id()), "caption": f"{CAPTION} signed it", "file": (io.BytesIO(content), name)}
        ana.post(f"/cases/{case}/files/new", sent, content_type="multipart/form-data")
    page = ana.get(f"/cases/{case}").text
    assert f"{SCAN}.pdf" in page
    found = re.search(rf"/cases/{case}/files/[0-9a-f-]{{36}}", page)
    assert found and LETTER.encode() in ana.get(found[0]).data


def stolen(app: Flask, tmp_path: Path) -> Iterator[tuple[str, bytes]]:
    """All that somebody could carry away."""
    backup.write(app, tmp_path / "saved.backup")
    keybackup.write(keys(), tmp_path / "saved.keys")
    for name in ("saved.backup", "saved.keys"):
        shutil.unpack_archive(tmp_path / name, tmp_path / f"open-{name}", "zip")
    yield from files(tmp_path)
    yield from files(Path(app.config["INSTANCE"]))
    if app.config["DATABASE_URL"]:
        close(app)
        url = db.engine.url.set(drivername="postgresql").render_as_string()
        tools = postgres.binaries()
        assert tools
        yield (
            "dump",
            subprocess.run([str(tools / "pg_dump"), f"--dbname={url}"], capture_output=True, check=True).stdout,
        )


def test_none_of_the_words_is_found_anywhere(app: Flask, ana: Browser, tmp_path: Path) -> None:
    tell_everything(ana)
    dossiers = list(db.session.scalars(select(Dossier.id).where(Dossier.kind.in_(("case", "client")))))
    said = " ".join(text for one in dossiers for entry in entries_of(one, words=True) for text in entry.words.values())
    db.session.rollback()
    assert [word for word in WORDS if word not in said] == [LETTER, LOST], (
        "all that is not in a file was taken, and can be read with the key"
    )
    found = found_in(stolen(app, tmp_path))
    assert any(word == PLAIN for word, _ in found), "what is in the clear is found: the search works"
    assert {pair for pair in found if pair[0] != PLAIN} == set()


def test_every_spelling_would_be_noticed() -> None:
    for word in WORDS:
        for spelt in (word.encode(), base64.b64encode(b"ab" + word.encode() + b"cd"), word.encode("utf-16-le")):
            assert (word, "here") in found_in(iter([("here", b"..." + spelt + b"...")]))
