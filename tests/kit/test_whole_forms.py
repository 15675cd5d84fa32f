"""Only whole forms are taken, each once; what was typed comes back when it could not be."""

from __future__ import annotations

from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient

from tests.kit.pages_app import visit

GIVEN = {"who": "Ana", "day": "1/11/2026", "type": "STOCK", "whole": "1"}


def test_a_whole_form_is_taken(browser: FlaskClient, token: str) -> None:
    assert browser.post("/", data=GIVEN | {"csrf_token": token}).status_code == 303


def test_a_form_without_its_end_is_refused(browser: FlaskClient, token: str) -> None:
    answer = browser.post("/", data={k: v for k, v in GIVEN.items() if k != "whole"} | {"csrf_token": token})
    assert answer.status_code == 400
    assert "The end of the form is missing" in answer.text
    assert "Ana" not in answer.text


def test_a_body_shorter_than_it_said_is_refused(pages: Flask) -> None:
    body = b"who=Ana&whole=1"
    environ = {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body) + 1000), "wsgi.input_terminated": True}
    answer = pages.test_client().post("/", environ_overrides=environ, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400


def test_a_form_sent_by_somebody_elses_page_is_refused(browser: FlaskClient) -> None:
    assert browser.post("/", data=GIVEN | {"csrf_token": "junk"}).status_code == 400


def test_what_was_typed_can_be_sent_again(browser: FlaskClient) -> None:
    answer = browser.post("/broken", data=GIVEN | {"story": 'He said "wait" <b>'})
    assert answer.status_code == 400
    assert 'value="He said &#34;wait&#34; &lt;b&gt;"' in answer.text
    assert "Send again" in answer.text


def test_words_typed_beside_a_file_can_be_sent_again_without_it(browser: FlaskClient) -> None:
    fields = GIVEN | {"story": "Words beside a photo", "photo": (BytesIO(b"..."), "a.jpg")}
    answer = browser.post("/broken", data=fields, content_type="multipart/form-data")
    assert answer.status_code == 400
    assert 'value="Words beside a photo"' in answer.text and "a.jpg" not in answer.text


def test_a_password_never_comes_back(browser: FlaskClient) -> None:
    answer = browser.post("/", data=GIVEN | {"password": "correct horse"})
    assert answer.status_code == 400
    assert "correct horse" not in answer.text
    assert "Ana" not in answer.text


def test_each_form_drawn_has_a_nonce_of_its_own(pages: Flask) -> None:
    with pages.test_request_context():
        assert visit().submission() != visit().submission()
        assert visit(nonce="junk").submission().version == 7
        assert (visit(seen_seq="12").seen(), visit(seen_seq="x").seen(), visit(seen_seq="²").seen()) == (12, None, None)
        assert set(visit(who="Ana").content()) & {"nonce", "seen_seq", "csrf_token"} == set()
