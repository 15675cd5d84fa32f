"""A manager looks after the people of her programmes, and nobody raises anybody beyond what is theirs to give."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import event, func, select

from casetracker.accounts import actions
from casetracker.accounts.models import AccountEvent, RoleGrant, Team, User
from casetracker.accounts.queries import people, reader_by_username, reader_of
from casetracker.accounts.reader import OPERATOR
from casetracker.kit.db import db, transaction
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import EntryRow
from casetracker.ledger.programmes import new_programme
from tests.people import PASSWORD, Browser, World

NEVER = 999_999
NEW = {"name": "Berta Nhaca", "username": "Berta", "locale": "pt", "role": "paralegal", "team": "north", "place": ""}


@pytest.fixture
def elsewhere(world: World) -> dict[str, int]:
    """Another programme, with Otto its manager, and Ana working in both."""
    with transaction():
        other = new_programme(by=OPERATOR.author, key="other", preset="general", name="Other")
        otto = actions.create_user(by=OPERATOR, username="otto", name="Otto", locale="en")
        actions.grant_role(by=OPERATOR, user_id=otto.id, programme_id=other.id, role="manager")
        grant = actions.grant_role(by=OPERATOR, user_id=world.ids["ana"], programme_id=other.id, role="paralegal")
        return {"programme": other.id, "otto": otto.id, "anas": grant.id}


def roles(world: World, username: str) -> set[tuple[int, str, str | None]]:
    db.session.rollback()
    return {(g.programme_id, g.role, g.team_code) for g in world.reader(username).grants}


def new_person(world: World, **other: Any) -> dict[str, Any]:
    return NEW | {"programme": str(world.programme_id)} | other


def test_she_adds_a_person_who_chooses_a_password_and_comes_in(world: World) -> None:
    page = world.seat("marta").post("/users/new", new_person(world)).text
    code = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", page)
    assert code is not None
    berta = Browser(world.app)
    answer = berta.post("/new-password", {"username": "berta", "code": code[0], "password": PASSWORD})
    assert answer.status_code == 303
    reader = reader_by_username("BERTA")
    assert reader is not None
    assert (reader.code, reader.locale) == ("berta", "pt")
    assert roles(world, "berta") == {(world.programme_id, "paralegal", "north")}


@pytest.mark.parametrize(
    "wrong",
    [{"username": "ANA"}, {"username": "with space"}, {"username": "operator"}, {"name": " "}, {"role": "emperor"},
     {"role": ""}, {"team": "no-such-team"}, {"locale": "xx"}, {"programme": "999"}, {"role": "funder"}],
)  # fmt: skip
def test_a_mistake_makes_nobody_and_keeps_what_she_typed(world: World, wrong: dict[str, str]) -> None:
    answer = world.seat("marta").post("/users/new", new_person(world, **wrong))
    assert answer.status_code == 422
    assert db.session.scalar(select(func.count()).select_from(User)) == len(world.ids)
    if "name" not in wrong:
        assert "Berta Nhaca" in answer.text


def test_extra_fields_raise_nobody(world: World) -> None:
    extra = {"id": "1", "code": "root", "grants": "manager", "is_admin": "1", "must_change": "0", "user_id": "1",
             "password": PASSWORD, "password_hash": "x", "session_key": "x", "operator": "1"}  # fmt: skip
    world.seat("marta").post(f"/users/{world.ids['ana']}", {"name": "Ana", "locale": "pt", "role": "manager"} | extra)
    world.seat("ana").post("/language", {"locale": "pt", "next": "/me", "role": "manager"} | extra)
    world.seat("ana").post("/me/password", {"role": "manager", "programme": str(world.programme_id)} | extra)
    assert roles(world, "ana") == {(world.programme_id, "paralegal", "north")}
    ana = db.session.get_one(User, world.ids["ana"], populate_existing=True)
    assert (ana.code, ana.username, ana.locale, ana.password_hash) == ("ana", "ana", "pt", None)


def test_she_gives_and_ends_a_role(world: World) -> None:
    marta, ana = world.seat("marta"), world.ids["ana"]
    role = {"programme": str(world.programme_id), "role": "coordinator", "team": "south", "place": ""}
    assert marta.post(f"/users/{ana}/roles", role).status_code == 303
    assert (world.programme_id, "coordinator", "south") in roles(world, "ana")
    grant = db.session.scalar(select(RoleGrant.id).where(RoleGrant.user_id == ana, RoleGrant.role == "coordinator"))
    assert marta.post(f"/users/{ana}/roles/{grant}/end").status_code == 303
    assert roles(world, "ana") == {(world.programme_id, "paralegal", "north")}


def test_nobody_changes_their_own_roles_or_closes_their_own_account(world: World) -> None:
    marta, own = world.seat("marta"), world.ids["marta"]
    role = {"programme": str(world.programme_id), "role": "lawyer", "team": "", "place": ""}
    grant = db.session.scalar(select(RoleGrant.id).where(RoleGrant.user_id == own))
    for path in ("roles", f"roles/{grant}/end", "close", "code"):
        assert marta.post(f"/users/{own}/{path}", role).status_code == 404
    assert roles(world, "marta") == {(world.programme_id, "manager", None)}
    assert marta.get(f"/users/{own}").status_code == 200


def test_she_gives_roles_in_her_own_programmes_only(world: World, elsewhere: dict[str, int]) -> None:
    role = {"programme": str(elsewhere["programme"]), "role": "paralegal", "team": "", "place": ""}
    assert world.seat("marta").post(f"/users/{world.ids['carlos']}/roles", role).status_code == 422
    with pytest.raises(actions.NotYours):
        actions.grant_role(by=world.reader("marta"), user_id=world.ids["carlos"], programme_id=elsewhere["programme"],
                           role="paralegal")  # fmt: skip


def test_somebody_who_also_works_elsewhere_is_not_hers_to_close_or_reset(
    world: World, elsewhere: dict[str, int]
) -> None:
    marta, ana = world.seat("marta"), world.ids["ana"]
    for path, fields in (("close", {}), ("code", {}), ("", {"name": "Eva", "locale": "pt"})):
        assert marta.post(f"/users/{ana}/{path}".rstrip("/"), fields).status_code == 404
    assert marta.post(f"/users/{ana}/roles/{elsewhere['anas']}/end").status_code == 404
    assert marta.get(f"/users/{ana}").status_code == 200
    assert db.session.get_one(User, ana, populate_existing=True).name == "Ana"


def test_somebody_of_another_programme_is_as_if_they_were_not(world: World, elsewhere: dict[str, int]) -> None:
    marta = world.seat("marta")
    there, never = (marta.get(f"/users/{number}") for number in (elsewhere["otto"], NEVER))
    assert there.status_code == never.status_code == 404
    assert abs(len(there.data) - len(never.data)) < 40
    assert "Otto" not in marta.get("/users").text
    for path in ("", "/roles", "/code", "/close", "/reopen", "/roles/1/end"):
        assert marta.post(f"/users/{elsewhere['otto']}{path}").status_code == 404


@pytest.mark.parametrize("username", ["ana", "rosa", "lucia", "felix", "salma"])
def test_nobody_else_looks_after_accounts(world: World, username: str) -> None:
    browser = world.seat(username)
    assert [browser.get(path).status_code for path in ("/users", "/users/new", "/teams")] == [404] * 3
    with pytest.raises(actions.NotYours):
        actions.create_user(by=world.reader(username), username="eva", name="Eva", locale="en")


def test_closing_and_opening_again(world: World) -> None:
    world.give_password("ana")
    marta, ana = world.seat("marta"), world.ids["ana"]
    marta.post(f"/users/{ana}/close")
    assert Browser(world.app).sign_in("ana").status_code == 401
    marta.post(f"/users/{ana}/reopen")
    assert Browser(world.app).sign_in("ana").status_code == 303


def test_a_code_name_is_never_given_twice(world: World) -> None:
    with transaction():
        first = actions.create_user(by=OPERATOR, username="lúcia", name="Lúcia B.", locale="pt")
        assert first.code == "lucia-2"
        with pytest.raises(Refused):
            actions.create_user(by=OPERATOR, username="LÚCIA", name="Lúcia C.", locale="pt")


def test_teams_are_added_renamed_and_retired(world: World, elsewhere: dict[str, int]) -> None:
    marta = world.seat("marta")
    team = {"programme": str(world.programme_id), "name": "Centro", "code": "centre"}
    assert marta.post("/teams", team).status_code == 303
    assert marta.post("/teams", team).status_code == 422
    assert marta.post("/teams", team | {"programme": str(elsewhere["programme"]), "code": "x"}).status_code == 422
    found = db.session.scalars(select(Team).where(Team.code == "centre")).one()
    assert marta.post(f"/teams/{found.id}", {"name": "Centro Norte"}).status_code == 303
    assert marta.post(f"/teams/{found.id}/retire").status_code == 303
    db.session.refresh(found)
    assert (found.name, found.retired_at is not None) == ("Centro Norte", True)
    assert 'value="centre"' not in marta.get("/users/new").text


def test_a_team_of_another_programme_is_as_if_it_were_not(world: World, elsewhere: dict[str, int]) -> None:
    with transaction():
        team_id = actions.add_team(by=OPERATOR, programme_id=elsewhere["programme"], code="t", name="Theirs").id
    marta = world.seat("marta")
    there, never = marta.get(f"/teams/{team_id}"), marta.get(f"/teams/{NEVER}")
    assert there.status_code == never.status_code == 404
    assert abs(len(there.data) - len(never.data)) < 40
    assert marta.post(f"/teams/{team_id}", {"name": "Ours"}).status_code == 404
    assert marta.post(f"/teams/{team_id}/retire").status_code == 404


def test_what_is_done_to_accounts_is_recorded_without_a_word_of_it(world: World) -> None:
    marta, ana = world.seat("marta"), world.ids["ana"]
    marta.post(f"/users/{ana}", {"name": "Ana Maria", "locale": "pt"})
    marta.post(f"/users/{ana}/code")
    marta.post(f"/users/{ana}/close")
    told = db.session.scalars(select(AccountEvent).where(AccountEvent.by_code == "marta").order_by(AccountEvent.id))
    events = list(told)
    assert [event.what for event in events] == ["account.renamed", "account.code_made", "account.closed"]
    assert "Maria" not in str([event.codes for event in events])


def test_roles_and_teams_are_entries_of_the_programme(world: World) -> None:
    role = {"programme": str(world.programme_id), "role": "lawyer", "team": "", "place": ""}
    world.seat("marta").post(f"/users/{world.ids['carlos']}/roles", role)
    last = db.session.scalars(
        select(EntryRow).where(EntryRow.kind == "role.given").order_by(EntryRow.seq.desc()).limit(1)
    ).one()
    assert last.author == "marta"
    assert '"user":"carlos"' in (last.codes or "")


def test_the_list_takes_few_queries_however_many_people(world: World) -> None:
    counted: list[str] = []

    def count(*args: Any) -> None:
        counted.append(args[2])

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        people(world.reader("marta"))
        few = len(counted)
        with transaction():
            for number in range(5):
                user = actions.create_user(by=OPERATOR, username=f"new{number}", name="New", locale="en")
                actions.grant_role(by=OPERATOR, user_id=user.id, programme_id=world.programme_id, role="paralegal")
                assert reader_of(user).roles() == {"paralegal"}
        counted.clear()
        people(world.reader("marta"))
        assert len(counted) == few
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
