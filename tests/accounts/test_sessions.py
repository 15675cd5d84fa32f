"""Sessions are the server's: a cookie means what the desk says it means, and no longer than that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask, url_for
from sqlalchemy import Engine, event, select, text

from casetracker.accounts import sessions
from casetracker.accounts.models import SignInSession
from casetracker.kit import clock
from casetracker.kit.db import db, transaction
from tests.conftest import NOW
from tests.people import Browser, World


def later(**kwargs: float) -> None:
    """Time goes by."""
    clock.set_clock(lambda: NOW + timedelta(**kwargs))


def test_signing_in_gives_a_new_cookie_that_scripts_cannot_read(world: World) -> None:
    world.give_password("ana")
    browser = Browser(world.app)
    before = browser.token() and browser.cookie
    answer = browser.sign_in("ana")
    said = answer.headers["Set-Cookie"]
    assert answer.status_code == 303
    assert browser.cookie not in ("", before)
    assert len(browser.cookie) >= 40
    assert "HttpOnly" in said
    assert "SameSite=Lax" in said
    assert browser.get("/me").status_code == 200


def test_under_tls_the_cookie_is_bound_to_the_host_and_to_tls(world: World) -> None:
    world.give_password("ana")
    browser = Browser(world.app, base="https://tracker.example")
    said = browser.sign_in("ana").headers["Set-Cookie"]
    assert said.startswith("__Host-session=")
    assert "Secure" in said
    assert "Domain" not in said


def test_over_the_network_without_tls_nobody_gets_a_plain_cookie(world: World) -> None:
    browser = Browser(world.app, base="http://tracker.example")
    page = browser.get("/sign-in")
    assert "__Host-session" in page.headers["Set-Cookie"]
    assert "https" in page.text


def test_a_planted_cookie_never_becomes_valid(world: World) -> None:
    world.give_password("ana")
    browser = Browser(world.app)
    browser.client.set_cookie("session", "planted-by-somebody-else")
    browser.sign_in("ana")
    thief = Browser(world.app)
    thief.client.set_cookie("session", "planted-by-somebody-else")
    assert thief.get("/me").status_code == 302
    assert browser.get("/me").status_code == 200


def test_the_strangers_session_from_before_signing_in_is_gone(world: World) -> None:
    world.give_password("ana")
    browser = Browser(world.app)
    browser.token()
    before = browser.cookie
    browser.sign_in("ana")
    assert sessions.find(before) is None


def test_only_the_hash_of_the_token_is_kept(world: World) -> None:
    browser = world.seat("ana")
    rows = db.session.execute(text("select * from sign_in_session"), bind_arguments={"bind": db.engines["desk"]})
    assert browser.cookie not in str([tuple(row) for row in rows])


@pytest.mark.parametrize("end", ["sign out", "close the account", "new password"])
def test_a_copied_cookie_is_dead_after(world: World, end: str) -> None:
    world.give_password("ana")
    browser, copy = world.seat("ana"), Browser(world.app)
    copy.client.set_cookie("session", browser.cookie)
    assert copy.get("/me").status_code == 200
    if end == "sign out":
        assert browser.post("/sign-out").status_code == 303
    elif end == "close the account":
        assert world.seat("marta").post(f"/users/{world.ids['ana']}/close").status_code == 303
    else:
        world.give_password("ana")
    assert copy.get("/me").status_code == 302


def test_it_ends_after_half_an_hour_of_silence(world: World) -> None:
    browser = world.seat("ana")
    later(minutes=29)
    assert browser.get("/me").status_code == 200
    later(minutes=58)
    assert browser.get("/me").status_code == 200
    later(minutes=89)
    assert browser.get("/me").status_code == 302


def test_a_manager_is_given_fifteen_minutes(world: World) -> None:
    world.give_password("marta")
    browser = Browser(world.app)
    browser.sign_in("marta")
    later(minutes=16)
    assert browser.get("/users").status_code == 302


def test_it_ends_after_twelve_hours_however_busy(world: World) -> None:
    browser = world.seat("ana")
    for half_hours in range(1, 24):
        later(minutes=29 * half_hours)
        assert browser.get("/me").status_code == 200
    later(hours=12, minutes=1)
    assert browser.get("/me").status_code == 302


def test_a_timer_that_asks_does_not_keep_it_alive(world: World) -> None:
    quiet = world.app.view_functions["accounts.kept"]
    quiet.is_quiet = True  # type: ignore[attr-defined]
    try:
        browser = world.seat("ana")
        for minutes in (10, 20, 29):
            later(minutes=minutes)
            assert browser.get("/kept").status_code == 200
        later(minutes=31)
        assert browser.get("/kept").status_code == 302
    finally:
        del quiet.is_quiet  # type: ignore[attr-defined]


def test_last_seen_is_written_once_a_minute_at_most(world: World) -> None:
    browser = world.seat("ana")

    def last_seen() -> object:
        db.session.rollback()
        return db.session.scalar(select(SignInSession.last_seen_at).where(SignInSession.user_id == world.ids["ana"]))

    later(seconds=50)
    browser.token()
    assert last_seen() == NOW
    later(seconds=70)
    browser.get("/me")
    assert last_seen() == NOW + timedelta(seconds=70)


def test_staying_is_said_by_the_page(world: World) -> None:
    browser = world.seat("ana")
    token = browser.token()
    later(minutes=29)
    assert browser.post("/me/stay", token=token).status_code == 204
    later(minutes=58)
    assert browser.get("/me").status_code == 200
    assert browser.post("/me/stay", token="junk").status_code == 403


def test_ana_sees_her_sessions_and_ends_the_one_on_the_lost_telephone(world: World) -> None:
    here, lost = world.seat("ana"), world.seat("ana")
    row = sessions.find(lost.cookie)
    assert row is not None
    assert str(row.id) in here.get("/me").text
    assert here.post(f"/me/sessions/{row.id}/end").status_code == 303
    assert lost.get("/me").status_code == 302
    assert here.get("/me").status_code == 200


def test_nobody_ends_anothers_session(world: World) -> None:
    carlos = world.seat("carlos")
    row = sessions.find(carlos.cookie)
    assert row is not None
    assert world.seat("ana").post(f"/me/sessions/{row.id}/end").status_code == 404
    assert carlos.get("/me").status_code == 200


def test_she_signs_out_everywhere_else(world: World) -> None:
    here, there, elsewhere = (world.seat("ana") for _ in range(3))
    assert here.post("/me/sessions/end-others").status_code == 303
    assert [one.get("/me").status_code for one in (here, there, elsewhere)] == [200, 302, 302]


def test_a_role_that_ended_is_gone_at_the_next_page(world: World) -> None:
    marta = world.seat("marta")
    assert marta.get("/users").status_code == 200
    with transaction():
        db.session.execute(text("update role_grant set valid_until = 0 where role = 'manager'"))
    assert marta.get("/users").status_code == 404


def test_pages_for_everybody_do_not_look_for_a_session(app: Flask) -> None:
    answer = Browser(app).get("/no-such-page")
    assert answer.status_code == 404


def test_what_is_for_everybody_never_asks_who_is_there(world: World) -> None:
    """A style sheet is the same for all: it may be kept by whoever passes it on, and it keeps no session alive."""
    ana = world.seat("ana")
    with world.app.test_request_context():
        sheet = url_for("static", filename="css/page.css")
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        answer = ana.get(sheet)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert answer.status_code == 200
    assert not any("sign_in_session" in statement for statement in asked)
    assert "Cookie" not in answer.vary
