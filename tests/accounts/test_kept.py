"""When a session ends under somebody's hands, what they typed is there when they return, and for nobody else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from casetracker.accounts import kept
from casetracker.accounts.models import User
from casetracker.kit import clock
from casetracker.kit.db import db
from tests.conftest import NOW
from tests.people import Browser, World

WORDS = "Ana Maria dos Santos"


def too_late(world: World) -> Browser:
    """Marta sends a form an hour after her session ended."""
    world.give_password("marta", "ana")
    marta = world.seat("marta")
    token = marta.token()
    clock.set_clock(lambda: NOW + timedelta(hours=1))
    answer = marta.post(f"/users/{world.ids['ana']}", {"name": WORDS, "locale": "pt"}, token=token)
    assert answer.status_code == 401
    assert "kept for you" in answer.text
    assert db.session.get_one(User, world.ids["ana"]).name == "Ana"
    return marta


def test_it_is_offered_after_signing_in_and_can_be_sent(world: World) -> None:
    marta = too_late(world)
    answer = marta.sign_in("marta")
    assert answer.headers["Location"].startswith("/kept")
    page = marta.get("/kept").text
    assert WORDS in page
    form = page[page.index(f'action="/users/{world.ids["ana"]}"') :].split("</form>")[0]
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    assert marta.client.post(f"/users/{world.ids['ana']}", data=fields).status_code == 303
    db.session.rollback()
    assert db.session.get_one(User, world.ids["ana"], populate_existing=True).name == WORDS
    assert kept.of(world.ids["marta"]) == []


def left(world: World, **fields: str) -> Browser:
    """Ana leaves a page by the quick way out."""
    world.give_password("ana")
    ana = world.seat("ana")
    assert ana.post("/sign-out", fields).status_code == 303
    assert ana.get("/day").status_code == 302
    return ana


def test_what_stood_in_a_page_left_in_a_hurry_is_offered_after_signing_in(world: World) -> None:
    ana = left(world, left="/cases/new", narrative=WORDS)
    assert ana.sign_in("ana").headers["Location"].startswith("/kept")
    page = ana.get("/kept").text
    assert WORDS in page
    assert 'action="/cases/new"' in page
    assert 'name="left"' not in page


@pytest.mark.parametrize("address", ["", "https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example"])
def test_what_was_going_nowhere_of_ours_is_not_kept(world: World, address: str) -> None:
    left(world, left=address, narrative=WORDS)
    assert kept.of(world.ids["ana"]) == []


def test_nothing_typed_is_nothing_kept(world: World) -> None:
    left(world, left="/me/password", nonce="0", present_password="one two three")
    assert kept.of(world.ids["ana"]) == []


def test_it_can_be_thrown_away(world: World) -> None:
    marta = too_late(world)
    marta.sign_in("marta")
    kept_id = kept.of(world.ids["marta"])[0].id
    assert marta.post(f"/kept/{kept_id}/discard").status_code == 303
    assert kept.of(world.ids["marta"]) == []


def test_another_person_at_the_same_browser_does_not_see_it(world: World) -> None:
    browser = too_late(world)
    kept_id = kept.of(world.ids["marta"])[0].id
    assert browser.sign_in("ana").headers["Location"] == "/"
    assert WORDS not in browser.get("/kept").text
    browser.post(f"/kept/{kept_id}/discard")
    assert len(kept.of(world.ids["marta"])) == 1


def test_it_is_sealed(world: World) -> None:
    too_late(world)
    rows = db.session.execute(text("select sealed from kept_form"), bind_arguments={"bind": db.engines["desk"]}).all()
    assert len(rows) == 1
    assert b"Santos" not in bytes(rows[0][0])


def test_passwords_are_not_kept(world: World) -> None:
    marta = world.seat("marta")
    token = marta.token()
    clock.set_clock(lambda: NOW + timedelta(hours=1))
    marta.post("/me/password", {"present_password": "one two three", "password": "four five six seven"}, token=token)
    assert all("password" not in name for form in kept.of(world.ids["marta"]) for name, _ in form.pairs)


def test_a_form_that_was_not_hers_is_not_kept(world: World) -> None:
    marta = world.seat("marta")
    clock.set_clock(lambda: NOW + timedelta(hours=1))
    assert marta.post(f"/users/{world.ids['ana']}", {"name": WORDS}, token="junk").status_code == 401
    assert kept.of(world.ids["marta"]) == []


def test_a_stranger_who_sends_a_form_is_told_to_sign_in(world: World) -> None:
    answer = Browser(world.app).post(f"/users/{world.ids['ana']}", {"name": WORDS})
    assert answer.status_code == 401
    assert WORDS not in answer.text
