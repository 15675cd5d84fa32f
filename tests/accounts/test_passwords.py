"""A password is one's own: chosen with a code once, changed with the one before, long rather than odd."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from casetracker.accounts import passwords
from casetracker.accounts.models import User
from casetracker.kit import clock
from casetracker.kit.db import db, transaction
from tests.conftest import NOW
from tests.people import PASSWORD, Browser, World

ANOTHER = "seven lanterns under a river"
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


def code_for(world: World, username: str) -> str:
    found = CODE.search(world.seat("marta").post(f"/users/{world.ids[username]}/code").text)
    assert found is not None
    return found[0]


def use(browser: Browser, username: str, code: str, password: str = ANOTHER) -> int:
    return browser.post("/new-password", {"username": username, "code": code, "password": password}).status_code


def test_a_code_opens_once(world: World) -> None:
    browser, code = Browser(world.app), code_for(world, "ana")
    assert use(browser, "ana", code) == 303
    assert browser.get("/me").status_code == 200
    assert use(Browser(world.app), "ana", code) == 401
    assert Browser(world.app).sign_in("ana", ANOTHER).status_code == 303


def test_a_code_may_be_heard_badly(world: World) -> None:
    heard = code_for(world, "ana").replace("-", " ").lower().replace("0", "o").replace("1", "l")
    assert use(Browser(world.app), "ana", heard) == 303


def test_a_code_is_one_persons(world: World) -> None:
    assert use(Browser(world.app), "carlos", code_for(world, "ana")) == 401


def test_a_code_is_good_for_a_day(world: World) -> None:
    code = code_for(world, "ana")
    clock.set_clock(lambda: NOW + timedelta(hours=24, minutes=1))
    assert use(Browser(world.app), "ana", code) == 401


def test_a_newer_code_voids_the_older(world: World) -> None:
    first, second = code_for(world, "ana"), code_for(world, "ana")
    assert use(Browser(world.app), "ana", first) == 401
    assert use(Browser(world.app), "ana", second) == 303


def test_an_easy_password_does_not_use_up_the_code(world: World) -> None:
    browser, code = Browser(world.app), code_for(world, "ana")
    assert use(browser, "ana", code, "short") == 422
    assert use(browser, "ana", code) == 303


def test_guessing_codes_is_slowed_down_like_guessing_passwords(world: World) -> None:
    browser, found = Browser(world.app), []
    for number in range(11):
        clock.set_clock(lambda n=number: NOW + timedelta(seconds=40 * n))  # type: ignore[misc]
        found.append(use(browser, "ana", "0000-0000-0000-0000"))
    assert found == [401] * 10 + [429]


def test_changing_it_ends_every_other_session_and_gives_this_one_a_new_cookie(world: World) -> None:
    world.give_password("ana")
    here, there = world.seat("ana"), world.seat("ana")
    before = here.cookie
    answer = here.post("/me/password", {"present_password": PASSWORD, "password": ANOTHER})
    assert answer.status_code == 303
    assert here.cookie != before
    assert (here.get("/me").status_code, there.get("/me").status_code) == (200, 302)
    assert Browser(world.app).sign_in("ana", PASSWORD).status_code == 401


def test_changing_it_needs_the_present_one(world: World) -> None:
    world.give_password("ana")
    ana = world.seat("ana")
    assert ana.post("/me/password", {"present_password": "wrong", "password": ANOTHER}).status_code == 422
    assert Browser(world.app).sign_in("ana", PASSWORD).status_code == 303


def test_whoever_was_given_a_password_chooses_their_own_first(world: World) -> None:
    with transaction():
        db.session.get_one(User, world.ids["marta"]).must_change = True
    marta = world.seat("marta")
    assert marta.get("/users").headers["Location"] == "/me/password"
    assert marta.get("/me/password").status_code == 200


@pytest.mark.parametrize(
    "easy",
    ["elevenchars", "password1234", "P@ssw0rd2026!", "123456789012", "qwertyuiopas", "aaaaaaaaaaaa", "abcabcabcabc",
     "Moçambique2026", "senhasenha123", "rosa-maria-2026"],
)  # fmt: skip
def test_easy_passwords_are_not_taken(easy: str) -> None:
    assert passwords.complaint(easy, "rosa", "Rosa Maria", "rosamaria") is not None


@pytest.mark.parametrize(
    "good",
    [
        PASSWORD,
        "correct horse battery",
        "ção-ção pãozinho quente",
        "x9$kQ2!vLm0pR",
        "  spaces at both ends  ",
        "x1" + "yz7 " * 40,
    ],
)
def test_long_and_odd_passwords_are_taken_as_they_are(good: str) -> None:
    assert passwords.complaint(good, "rosa") is None
    assert passwords.matches(passwords.hashed(good), good)
    assert not passwords.matches(passwords.hashed(good), good.strip() + "!")
