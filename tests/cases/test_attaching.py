"""Ana adds files to a case, and people with bad intentions try to: on the real pages."""

from __future__ import annotations

import hashlib
import io
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from casetracker.cases.state import Attachment
from casetracker.kit.db import db
from casetracker.kit.ids import new_id
from casetracker.ledger import attachments
from casetracker.ledger.openings import openings_of
from casetracker.ledger.verifying import verify
from tests.cases.telling import SECRET_TYPE, opened, state_of
from tests.kit import files_made as made
from tests.people import Browser, World

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
CAPTION = "The notice on the pharmacy door"
MB = 1024 * 1024


def send(browser: Browser, case_id: UUID, name: str, content: bytes, field: str = "file", **more: Any) -> TestResponse:
    """The form as a browser sends it, with a file."""
    fields = {"nonce": str(new_id()), "caption": CAPTION, field: (io.BytesIO(content), name), **more}
    return browser.post(f"/cases/{case_id}/files/new", fields, content_type="multipart/form-data")


def added(world: World, case_id: UUID, name: str, content: bytes, **more: Any) -> Attachment:
    answer = send(world.seat("ana"), case_id, name, content, **more)
    assert answer.status_code == 303, answer.text
    return state_of(world, case_id).attachments[-1]


def handed(world: World, case_id: UUID, file: Attachment, who: str = "ana", what: str = "") -> TestResponse:
    return world.seat(who).get(f"/cases/{case_id}/files/{file.id}{what}")


def files_of(world: World, case_id: UUID) -> int:
    found = len(state_of(world, case_id).attachments)
    db.session.rollback()
    return found


def test_the_limit_is_said_before_anything_is_sent(world: World) -> None:
    page = world.seat("ana").get(f"/cases/{opened(world)}/files/new").text
    assert page.count("At most 5 MB") == 2
    assert 'capture="environment"' in page
    assert 'enctype="multipart/form-data"' in page


def test_a_photo_is_added_shown_and_handed_out(world: World) -> None:
    case_id, came = opened(world), made.photo(picture=made.drawing(900, 600))
    file = added(world, case_id, "Fotografía às 9h.jpg", came, field="photo")
    page = world.seat("ana").get(f"/cases/{case_id}").text
    assert CAPTION in page and "Fotografía às 9h.jpg" in page and f"/files/{file.id}/preview" in page
    answer = handed(world, case_id, file)
    assert answer.status_code == 200 and answer.mimetype == "image/jpeg"
    assert made.PLACE not in answer.data
    assert len(answer.data) == answer.content_length == file.size
    assert file.words["came"] == hashlib.sha256(came).hexdigest()
    assert file.words["kept"] == hashlib.sha256(answer.data).hexdigest()
    small = Image.open(io.BytesIO(handed(world, case_id, file, what="/preview").data))
    assert small.size == (213, 320), "it was taken sideways and is shown upright"
    assert verify().good


def test_it_is_handed_out_as_something_to_save_and_never_to_run(world: World) -> None:
    case_id = opened(world)
    file = added(world, case_id, "Заявление «1».pdf", made.pdf())
    photo = added(world, case_id, "a.jpg", made.photo())
    for answer in (handed(world, case_id, file), handed(world, case_id, photo, what="/preview")):
        said = answer.headers
        assert said["Content-Disposition"].startswith("attachment; filename")
        assert said["X-Content-Type-Options"] == "nosniff"
        assert said["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert said["Cache-Control"] == "no-store"
    assert "filename*=UTF-8''%D0%97" in handed(world, case_id, file).headers["Content-Disposition"]
    page = world.seat("ana").get(f"/cases/{case_id}")
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert not re.search(r"(?:href|src)=\"[^\"]*(?:%D0|Заявление)", page.text), "no name stands in an address"


def test_every_handing_out_is_on_record(world: World) -> None:
    case_id = opened(world)
    file = added(world, case_id, "a.jpg", made.photo())
    handed(world, case_id, file, who="rosa")
    handed(world, case_id, file, who="marta", what="/preview")
    rosa = world.seat("rosa")
    rosa.get(f"/cases/{case_id}")
    rosa.get(f"/cases/{case_id}/files/{file.id}/preview")
    said = [(one.user, one.what) for one in reversed(openings_of(case_id))]
    assert said == [("rosa", "file"), ("marta", "preview"), ("rosa", "page")]


@pytest.mark.parametrize(("tier", "who"), [("normal", "carlos"), ("normal", "felix"), ("secret", "marta")])
def test_for_others_a_file_is_not_there(world: World, tier: str, who: str) -> None:
    case_id = opened(world, types=[SECRET_TYPE] if tier == "secret" else ["MED-STOCK"])
    file = added(world, case_id, "a.jpg", made.photo())
    other = opened(world, who="carlos", team="south")
    browser = world.seat(who)
    token = browser.token()
    for path in (f"/cases/{case_id}/files/{file.id}", f"/cases/{other}/files/{file.id}"):
        for what in ("", "/preview", "/withdraw"):
            assert browser.get(path + what).status_code == 404
            assert browser.post(path + what, {"why": "x"}, token=token).status_code in (404, 405)
    assert send(browser, case_id, "a.jpg", made.photo()).status_code == 404
    assert files_of(world, case_id) == 1


def test_a_withdrawn_file_is_handed_out_no_more(world: World) -> None:
    case_id, ana = opened(world), world.seat("ana")
    file = added(world, case_id, "a.jpg", made.photo())
    path = f"/cases/{case_id}/files/{file.id}"
    assert ana.post(f"{path}/withdraw", {"nonce": str(new_id()), "why": ""}).status_code == 422
    assert ana.post(f"{path}/withdraw", {"nonce": str(new_id()), "why": "Another case."}).status_code == 303
    assert [ana.get(path + what).status_code for what in ("", "/preview", "/withdraw")] == [404] * 3
    page = ana.get(f"/cases/{case_id}").text
    assert "Another case." in page and f"{file.id}/preview" not in page


HOSTILE = {
    "polyglot": ("a.jpg", made.photo() + made.docx() + made.SVG, None),
    "svg with script": ("a.svg", made.SVG, "not kept here"),
    "svg called a photo": ("a.png", made.SVG, "not kept here"),
    "zip bomb": ("carta.docx", made.bomb(), "unpacks"),
    "program renamed": ("scan.pdf", made.EXE, "not kept here"),
    "200 megapixels": ("a.png", made.giant(), "200 million"),
    "broken PDF": ("a.pdf", made.pdf()[:-30], "broken"),
    "PDF with a program": ("a.pdf", made.pdf(b"<< /S /JavaScript /JS (x) >>"), "Print it"),
    "a way out in its name": ("../../../instance/keys.toml/a.jpg", made.photo(), None),
    "empty": ("a.jpg", b"", "empty"),
    "10 MB over": ("a.jpg", made.photo() + bytes(15 * MB), "at most 5 MB"),
    "macros": ("a.docx", made.docx({"word/vbaProject.bin": b"x"}), "macro"),
    "macros by name": ("a.docm", made.docx({"word/vbaProject.bin": b"x"}), "macros"),
}


@pytest.mark.parametrize("which", sorted(HOSTILE))
def test_a_hostile_file_is_refused_with_a_sentence_or_made_harmless(world: World, which: str) -> None:
    name, content, said = HOSTILE[which]
    case_id = opened(world)
    answer = send(world.seat("ana"), case_id, name, content)
    if said is None:
        assert answer.status_code == 303, answer.text
        file = state_of(world, case_id).attachments[-1]
        assert file.words["name"] == "a.jpg"
        kept = handed(world, case_id, file).data
        assert kept.endswith(b"\xff\xd9") and b"script" not in kept and b"PK\x03\x04" not in kept
        return
    assert answer.status_code == (413 if which == "10 MB over" else 422)
    assert said in answer.text
    assert CAPTION in answer.text, "what was typed beside it is not lost"
    assert files_of(world, case_id) == 0
    assert list(attachments.folder().glob("*/*")) == []


def test_what_is_too_large_is_said_in_the_readers_language(world: World) -> None:
    ana, case_id = world.seat("ana"), opened(world)
    ana.post("/language", {"locale": "pt"})
    answer = send(ana, case_id, "a.jpg", bytes(5 * MB + 1), locale="pt")
    assert answer.status_code == 413
    assert CAPTION in answer.text
    assert send(ana, case_id, "a.jpg", bytes(60 * MB)).status_code == 413


def test_sent_twice_it_is_kept_once_and_another_file_is_never_swallowed(world: World) -> None:
    ana, case_id, nonce = world.seat("ana"), opened(world), str(new_id())
    for _ in range(2):
        assert send(ana, case_id, "a.jpg", made.photo(), nonce=nonce).status_code == 303
    assert files_of(world, case_id) == 1
    other = send(ana, case_id, "a.jpg", made.photo(picture=made.drawing(20, 20)), nonce=nonce)
    assert other.status_code == 409
    assert files_of(world, case_id) == 1
    assert len(list(attachments.folder().glob("*/*"))) == 1


def test_nothing_chosen_and_two_chosen_are_asked_again(world: World) -> None:
    ana, case_id = world.seat("ana"), opened(world)
    assert "choose a file" in ana.post(f"/cases/{case_id}/files/new", {"nonce": str(new_id())}).text
    both = send(ana, case_id, "a.jpg", made.photo(), photo=(io.BytesIO(made.photo()), "b.jpg"))
    assert both.status_code == 422 and "one file at a time" in both.text


def test_what_is_wrong_with_a_photo_is_said_beside_it(world: World) -> None:
    page = send(world.seat("ana"), opened(world), "a.jpg", b"", field="photo").text
    assert 'id="photo-error"' in page and 'id="file-error"' not in page


def test_half_a_form_with_a_file_is_refused(world: World) -> None:
    ana, case_id = world.seat("ana"), opened(world)
    token, body = ana.token(), made.photo(picture=made.drawing(900, 900))
    head = f'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}\r\n--x\r\nContent-Disposition: '
    whole = head.encode() + b'form-data; name="file"; filename="a.jpg"\r\n\r\n' + body
    environ = {"wsgi.input": io.BytesIO(whole), "CONTENT_LENGTH": str(len(whole) + 900)}
    for more in ({}, {"wsgi.input_terminated": True}):
        answer = ana.client.post(
            f"/cases/{case_id}/files/new", base_url=ana.base, environ_overrides={**environ, **more},
            content_type="multipart/form-data; boundary=x",
        )  # fmt: skip
        assert answer.status_code == 400
        environ["wsgi.input"] = io.BytesIO(whole)
    assert files_of(world, case_id) == 0


def test_a_damaged_file_is_said_to_be_damaged(world: World) -> None:
    case_id = opened(world)
    file = added(world, case_id, "a.jpg", made.photo())
    attachments.path_of(file.stored).write_bytes(b"ctf1" + bytes(900))
    assert handed(world, case_id, file, what="/preview").status_code == 404
    answer = handed(world, case_id, file)
    assert answer.status_code == 500 and "damaged or missing" in answer.text
    attachments.path_of(file.stored).unlink()
    assert handed(world, case_id, file).status_code == 500


@contextmanager
def scanner(answer: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A virus scanner that says the same of every file."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            line, _ = server.accept()
            with line, line.makefile("rb") as said:
                assert said.read(10) == b"zINSTREAM\0"
                while size := int.from_bytes(said.read(4), "big"):
                    heard.append(said.read(size))
                line.sendall(answer)

        thread = Thread(target=listen)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}", heard
        thread.join(5)


def test_a_scanner_that_is_configured_is_asked_and_believed(app: Flask, world: World) -> None:
    case_id, ana, came = opened(world), world.seat("ana"), made.photo()
    for answer, status, said in ((b"stream: OK\0", 303, ""), (b"stream: Eicar FOUND\0", 422, "virus scanner refuses")):
        with scanner(answer) as (address, heard):
            app.config["CLAMD"] = address
            got = send(ana, case_id, "a.jpg", came)
        assert got.status_code == status and said in got.text
        assert b"".join(heard) == came
    silent = send(ana, case_id, "a.jpg", came)
    assert silent.status_code == 422 and "does not answer" in silent.text
    assert files_of(world, case_id) == 1
