"""No form is taken that we did not give to whoever sends it, in the session in which they are."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casetracker.accounts import sessions
from casetracker.accounts.models import User
from casetracker.kit import clock
from casetracker.kit.db import db
from tests.conftest import NOW
from tests.people import Browser, World


def name_of(world: World, username: str) -> str:
    return db.session.get_one(User, world.ids[username], populate_existing=True).name


@pytest.mark.parametrize("whose", ["", "junk", "carlos", "a stranger"])
def test_a_token_that_is_not_hers_has_no_effect(world: World, whose: str) -> None:
    tokens = {"carlos": world.seat("rosa").token, "a stranger": Browser(world.app).token}
    token = tokens[whose]() if whose in tokens else whose
    answer = world.seat("marta").post(f"/users/{world.ids['ana']}", {"name": "Eva", "locale": "pt"}, token=token)
    assert 400 <= answer.status_code < 500
    assert name_of(world, "ana") == "Ana"


@pytest.mark.parametrize("kind", ["text/plain", "application/json"])
def test_other_kinds_of_body_have_no_effect(world: World, kind: str) -> None:
    marta = world.seat("marta")
    token = marta.token()
    body = f"csrf_token={token}&name=Eva&locale=pt&whole=1"
    answer = marta.client.post(f"/users/{world.ids['ana']}", data=body, content_type=kind)
    assert 400 <= answer.status_code < 500
    assert name_of(world, "ana") == "Ana"


def test_asking_with_parameters_changes_nothing(world: World) -> None:
    marta = world.seat("marta")
    marta.get(f"/users/{world.ids['ana']}?name=Eva&locale=pt&whole=1&csrf_token={marta.token()}")
    assert marta.get(f"/users/{world.ids['ana']}/close").status_code == 405
    assert name_of(world, "ana") == "Ana"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_on_another_site_is_refused_even_with_the_token(world: World, site: str) -> None:
    answer = world.seat("ana").post("/me/sessions/end-others", headers={"Sec-Fetch-Site": site})
    assert answer.status_code == 403


def test_coming_in_and_going_out_need_a_token_too(world: World) -> None:
    world.give_password("ana")
    stranger, ana = Browser(world.app), world.seat("ana")
    assert stranger.sign_in("ana", token="junk").status_code == 403
    assert ana.post("/sign-out", token="junk").status_code == 403
    assert ana.get("/me").status_code == 200


def test_half_a_form_is_no_form(world: World) -> None:
    marta = world.seat("marta")
    fields = {"csrf_token": marta.token(), "name": "Eva", "locale": "pt"}
    assert marta.client.post(f"/users/{world.ids['ana']}", data=fields).status_code == 400
    assert name_of(world, "ana") == "Ana"


def test_a_form_left_open_overnight_comes_back_with_what_she_typed(world: World) -> None:
    before = world.seat("marta")
    token = before.token()
    clock.set_clock(lambda: NOW + timedelta(hours=14))
    morning = world.seat("marta")
    answer = morning.post(f"/users/{world.ids['ana']}", {"name": "Ana Maria dos Santos", "locale": "pt"}, token=token)
    assert answer.status_code == 400
    assert "Ana Maria dos Santos" in answer.text
    assert name_of(world, "ana") == "Ana"


def test_a_form_of_somebody_elses_session_comes_back_empty(world: World) -> None:
    token = world.seat("rosa").token()
    answer = world.seat("marta").post(f"/users/{world.ids['ana']}", {"name": "Eva Maria", "locale": "pt"}, token=token)
    assert answer.status_code == 403
    assert "Eva Maria" not in answer.text


def test_the_token_is_as_new_as_the_session(world: World) -> None:
    world.give_password("ana")
    browser = Browser(world.app)
    before = browser.token()
    browser.sign_in("ana", token=before)
    assert sessions.find(browser.cookie) is not None
    assert browser.post("/me/sessions/end-others", token=before).status_code == 403
