"""The door tells nothing, slows guessing down, and locks only the name that is being guessed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from argon2 import extract_parameters
from sqlalchemy import select

from casetracker.accounts import attempts, passwords
from casetracker.accounts.models import SignInAttempt, User
from casetracker.kit import clock
from casetracker.kit.db import db, transaction
from tests.conftest import NOW
from tests.people import PASSWORD, Browser, World


def later(**kwargs: float) -> None:
    clock.set_clock(lambda: NOW + timedelta(**kwargs))


def guess(browser: Browser, username: str, times: int) -> list[int]:
    """Wrong tries, each made as soon as one is taken."""
    found = []
    for number in range(times):
        later(seconds=40 * number)
        found.append(browser.sign_in(username, "wrong").status_code)
    return found


def test_the_name_may_be_typed_in_any_case(world: World) -> None:
    world.give_password("ana")
    assert Browser(world.app).sign_in(" ANA ").status_code == 303


def test_a_stranger_and_a_wrong_password_get_the_same_answer(world: World) -> None:
    world.give_password("ana")
    browser = Browser(world.app)
    known, unknown = browser.sign_in("ana", "wrong"), browser.sign_in("eva", "wrong")
    assert known.status_code == unknown.status_code == 401
    assert abs(len(known.data) - len(unknown.data)) <= 24


def test_a_stranger_takes_as_long_as_anybody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time is work: whoever it is, one hash is computed, with the same parameters."""
    known, worked = passwords.hashed(PASSWORD), []
    verify = passwords._hasher.verify

    class Watched:
        def verify(self, password_hash: str, password: bytes) -> bool:
            worked.append(str(extract_parameters(password_hash)))
            return verify(password_hash, password)

    passwords._nobody()
    monkeypatch.setattr(passwords, "_hasher", Watched())
    assert not passwords.matches(known, "wrong")
    assert not passwords.matches(None, "wrong")
    assert not passwords.matches(known, "x" * (passwords.LONGEST + 1))
    assert len(worked) == 3
    assert len(set(worked)) == 1


def test_a_closed_account_answers_as_a_wrong_password(world: World) -> None:
    world.give_password("ana")
    world.seat("marta").post(f"/users/{world.ids['ana']}/close")
    assert Browser(world.app).sign_in("ana").status_code == 401


def test_after_ten_wrong_tries_even_the_right_one_is_refused_for_a_while(world: World) -> None:
    world.give_password("ana", "carlos")
    browser = Browser(world.app)
    assert guess(browser, "ana", 10) == [401] * 10
    locked = browser.sign_in("ana", headers={"X-Forwarded-For": "203.0.113.9"})
    assert locked.status_code == 429
    assert int(locked.headers["Retry-After"]) > 600
    assert Browser(world.app).sign_in("carlos").status_code == 303
    later(minutes=22)
    assert browser.sign_in("ana").status_code == 303


def test_after_five_wrong_tries_the_next_must_wait_longer_and_longer(world: World) -> None:
    browser, waits = Browser(world.app), []
    for _ in range(5):
        assert browser.sign_in("ana", "wrong").status_code == 401
    for seconds in (0, 1.5):
        later(seconds=seconds)
        answer = browser.sign_in("ana", "wrong")
        waits.append(answer.status_code)
    assert waits == [429, 401]


def test_a_name_nobody_bears_is_locked_alike(world: World) -> None:
    browser = Browser(world.app)
    guess(browser, "eva", 10)
    assert browser.sign_in("eva", "wrong").status_code == 429


def test_a_right_password_forgets_the_wrong_ones_before_it(world: World) -> None:
    world.give_password("ana")
    browser = Browser(world.app)
    guess(browser, "ana", 9)
    later(minutes=12)
    assert browser.sign_in("ana").status_code == 303
    assert guess(Browser(world.app), "ana", 3) == [401] * 3


def test_a_crowd_of_guesses_at_once_is_counted_one_by_one(world: World) -> None:
    def admitted(_: int) -> bool:
        with world.app.app_context():
            try:
                attempts.admit("ana")
            except attempts.TooMany:
                return False
            return True

    with ThreadPoolExecutor(8) as crowd:
        assert sum(crowd.map(admitted, range(40))) <= 10


def test_sign_in_names_are_not_kept_in_the_attempts(world: World) -> None:
    Browser(world.app).sign_in("somebody", "wrong")
    rows = db.session.scalars(select(SignInAttempt)).all()
    assert len(rows) == 1
    assert b"somebody" not in rows[0].who


def test_two_megabytes_of_password_are_answered_at_once(world: World) -> None:
    world.give_password("ana")
    browser = Browser(world.app)
    token = browser.token()
    answer = browser.sign_in("ana", "x" * 2_000_000, token=token)
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize("odd", ["ã" * 40, "\x00" * 20, "\ud800" * 20, "🙂" * 300])
def test_odd_passwords_are_only_wrong(odd: str) -> None:
    assert not passwords.matches(None, odd)


def test_an_old_hash_is_made_anew(world: World) -> None:
    from argon2 import PasswordHasher

    with transaction():
        weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
        db.session.get_one(User, world.ids["ana"]).password_hash = weak
    assert Browser(world.app).sign_in("ana").status_code == 303
    assert db.session.get_one(User, world.ids["ana"]).password_hash != weak


def test_the_door_sends_nobody_to_another_site(world: World) -> None:
    world.give_password("ana")
    browser = Browser(world.app)
    answer = browser.post("/sign-in?next=//evil.example/", {"username": "ana", "password": PASSWORD})
    assert answer.headers["Location"] == "/"


def test_who_may_be_tried_is_shown_in_a_demonstration_only(world: World) -> None:
    world.app.config["DEMONSTRATION_SIGN_INS"] = [{"username": "ana", "password": PASSWORD, "role": "paralegal"}]
    assert PASSWORD not in Browser(world.app).get("/sign-in").text
    world.app.config["DEMONSTRATION"] = True
    assert PASSWORD in Browser(world.app).get("/sign-in").text
