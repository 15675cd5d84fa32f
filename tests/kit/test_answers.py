"""What every answer carries: headers, compression, a language, and a page for whatever went wrong."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from casetracker.kit.errors import NotDone, words
from casetracker.kit.languages import own_path
from casetracker.paths import STATIC


def test_every_answer_says_what_the_browser_may_do(browser: FlaskClient) -> None:
    for address in ("/", "/nowhere", "/broken", "/static/x/icon.svg"):
        answer = browser.get(address).headers
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        for rule in ("object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"):
            assert rule in policy
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Referrer-Policy"] == "same-origin"
        assert answer["Cross-Origin-Opener-Policy"] == answer["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "camera=()" in answer["Permissions-Policy"]
        assert "Strict-Transport-Security" not in answer


def test_tls_is_for_good(browser: FlaskClient) -> None:
    answer = browser.get("/", base_url="https://localhost").headers
    assert answer["Strict-Transport-Security"] == "max-age=31536000"


def test_pages_are_kept_by_nobody_and_static_files_for_a_year(browser: FlaskClient) -> None:
    page = browser.get("/")
    assert page.headers["Cache-Control"] == "no-store"
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text):
        answer = browser.get(address)
        assert answer.status_code == 200
        assert {"immutable", "max-age=31536000", "public"} <= set(answer.headers["Cache-Control"].split(", "))
    assert "immutable" not in browser.get("/static/older/css/page.css").headers["Cache-Control"]


def test_the_first_page_weighs_little(browser: FlaskClient) -> None:
    page = browser.get("/", headers={"Accept-Encoding": "gzip"})
    html = gzip.decompress(page.data).decode()
    addresses = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))
    if 'data-module="govuk-' in html:
        addresses.add(next(iter(addresses)).rsplit("/", 2)[0] + "/vendor/vendor.js")
    answers = [page, *(browser.get(address, headers={"Accept-Encoding": "gzip"}) for address in addresses)]
    assert len(answers) <= 6
    assert sum(len(answer.data) for answer in answers) <= 45 * 1024
    assert "<h1" in html


@pytest.mark.parametrize("outside", ["../setup.cfg", "..%2fsetup.cfg", "%2fetc/passwd", "css/../../setup.cfg"])
def test_nothing_outside_the_static_folder_is_served(browser: FlaskClient, outside: str) -> None:
    assert browser.get(f"/static/x/{outside}").status_code in (308, 404)


@pytest.mark.parametrize("code", [400, 403, 404, 405, 409, 413, 429, 500, 503])
@pytest.mark.parametrize("language", ["en", "pt"])
def test_every_error_says_what_to_do(pages: Flask, code: int, language: str) -> None:
    pages.add_url_rule("/refuse", "refuse", lambda: abort(code))
    answer = pages.test_client().get("/refuse", headers={"Accept-Language": language})
    assert answer.status_code == code
    assert f'lang="{language}"' in answer.text
    assert answer.text.count("<h1") == 1
    with pages.test_request_context(headers={"Accept-Language": language}):
        heading, sentence = words(code)
    assert heading in answer.text
    assert len(sentence) > 20


def test_a_crash_tells_nothing_of_itself(browser: FlaskClient) -> None:
    answer = browser.get("/broken")
    assert answer.status_code == 500
    assert "a word that no page may show" not in answer.text


def test_a_database_that_is_busy_or_full_is_said_so(pages: Flask) -> None:
    def locked() -> str:
        raise OperationalError("INSERT", {"name": "Ana Machava"}, Exception(pages.config["SAYS"]))

    pages.add_url_rule("/locked", "locked", locked)
    for says, sentence in (("database is locked", "Try again"), ("database or disk is full", "disk")):
        pages.config["SAYS"] = says
        answer = pages.test_client().get("/locked", headers={"Accept-Language": "en"})
        assert answer.status_code == 503
        assert sentence in answer.text
        assert "Machava" not in answer.text


def test_a_refusal_may_bring_its_own_sentence(pages: Flask) -> None:
    def refuse() -> str:
        raise NotDone("Somebody closed it at 10:15 & left.", 409)

    pages.add_url_rule("/refuse", "refuse", refuse)
    answer = pages.test_client().get("/refuse")
    assert answer.status_code == 409
    assert "Somebody closed it at 10:15 &amp; left." in answer.text


def test_a_wrong_method_is_told_the_right_ones(browser: FlaskClient) -> None:
    answer = browser.put("/broken")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_programs_are_answered_as_programs(browser: FlaskClient) -> None:
    answer = browser.get("/nowhere", headers={"Accept": "application/json"})
    assert answer.get_json() == {"error": "Page not found", "detail": answer.get_json()["detail"]}


def test_a_chosen_language_stays(browser: FlaskClient, token: str) -> None:
    data = {"csrf_token": token, "locale": "pt", "next": "/?x=1", "whole": "1"}
    answer = browser.post("/language", data=data)
    assert (answer.status_code, answer.location) == (303, "/?x=1")
    assert '<html class="govuk-template" lang="pt">' in browser.get("/").text
    assert browser.post("/language", data=data | {"locale": "xx"}).status_code == 400


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\nb", "", "a"])
def test_no_form_sends_a_reader_elsewhere(target: str) -> None:
    assert own_path(target) == "/"


def test_the_neutral_page_names_nothing() -> None:
    page = (STATIC / "notes.html").read_text("utf-8")
    assert "casetracker" not in page
    assert "<title>Notes</title>" in page
    assert Path(STATIC / "css" / "notes.css").exists()
