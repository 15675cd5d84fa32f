"""Who opens, writes and counts which dossier: by named person, team, place, programme, and the dossier's tier."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import insert, select, text

from casetracker.accounts import actions
from casetracker.accounts.permissions import (
    AUDIENCES,
    PERMISSIONS,
    ROLES,
    audiences,
    can,
    hidden_from,
    may_count,
    may_open,
    may_write,
)
from casetracker.accounts.reader import OPERATOR, Grant, Reader
from casetracker.kit.db import db, transaction
from casetracker.kit.ids import new_id
from casetracker.ledger.models import Dossier
from casetracker.ledger.programmes import new_programme
from tests.people import World

EVERYBODY = ("ana", "carlos", "rosa", "marta", "lucia", "felix", "salma")
ALL = ["anas", "colleagues", "souths", "restricted", "secret", "lucias"]


def dossier(world: World, reference: str, **columns: Any) -> None:
    values = {"team": "north", "worker": "berta", "place": "hgq", "district": "d1", "province": "p1"} | columns
    values = {"programme_id": world.programme_id} | values
    db.session.execute(
        insert(Dossier).values(
            id=new_id(), kind="case", reference=reference, last_seq=1, last_digest=b"0" * 32, **values
        )
    )


@pytest.fixture
def cases(world: World) -> World:
    """One of Ana's, one of her colleague's, one in the south, one restricted, one highly restricted, one with Lúcia."""
    with transaction():
        dossier(world, "anas", worker="ana")
        dossier(world, "colleagues")
        dossier(world, "souths", team="south", worker="dora", place="hgs", district="d2", province="p2")
        dossier(world, "restricted", tier="restricted")
        dossier(world, "secret", tier="highly_restricted", worker="carlos", supervisor="rosa", lawyer="lucia",
                team=None, place=None, district=None, province=None)  # fmt: skip
        dossier(world, "lucias", team="south", worker="dora", lawyer="lucia", district="d2", province="p2", place="x")
    return world


def opened(reader: Reader, law: Any = may_open, programme_id: int | None = None) -> set[str | None]:
    """References of the dossiers that a law gives to a reader, programmes' own left out."""
    query = select(Dossier.reference).where(Dossier.kind == "case", law(reader, programme_id))
    return set(db.session.scalars(query))


def test_a_paralegal_opens_her_own_and_her_teams_but_not_its_restricted_ones(cases: World) -> None:
    assert opened(cases.reader("ana")) == {"anas", "colleagues"}


def test_a_paralegal_of_another_team_opens_the_secret_one_that_is_his(cases: World) -> None:
    assert opened(cases.reader("carlos")) == {"souths", "lucias", "secret"}


def test_a_coordinator_opens_her_teams_restricted_ones_too_and_what_names_her(cases: World) -> None:
    assert opened(cases.reader("rosa")) == {"anas", "colleagues", "restricted", "secret"}


def test_a_manager_opens_all_but_the_highly_restricted(cases: World) -> None:
    assert opened(cases.reader("marta")) == set(ALL) - {"secret"}


@pytest.mark.parametrize("username", EVERYBODY)
def test_what_is_hidden_from_who_leads_a_programme_is_what_the_law_leaves_out(cases: World, username: str) -> None:
    for code in (username, "carlos"):
        reader = replace(cases.reader(username), code=code)
        hidden = hidden_from(reader, cases.programme_id)
        if hidden is None:
            assert username != "marta"
            continue
        found = select(Dossier.reference).where(Dossier.kind == "case", hidden)
        assert set(db.session.scalars(found)) == set(ALL) - opened(reader)


def test_a_lawyer_opens_what_names_her(cases: World) -> None:
    assert opened(cases.reader("lucia")) == {"secret", "lucias"}


@pytest.mark.parametrize("username", ["felix", "salma"])
def test_funders_and_safety_officers_open_no_case(cases: World, username: str) -> None:
    assert opened(cases.reader(username)) == set()
    assert opened(cases.reader(username), may_write) == set()


@pytest.mark.parametrize("username", EVERYBODY)
def test_whoever_opens_rows_counts_exactly_those(cases: World, username: str) -> None:
    reader = cases.reader(username)
    counted = opened(reader, may_count)
    assert counted == (set(ALL) if username == "felix" else opened(reader))


def test_the_operator_opens_all_but_the_highly_restricted(cases: World) -> None:
    assert opened(OPERATOR) == set(ALL) - {"secret"}
    assert opened(OPERATOR, programme_id=cases.programme_id + 1) == set()


def test_being_named_opens_nothing_once_the_role_is_gone(cases: World) -> None:
    with transaction():
        db.session.execute(text("update role_grant set valid_until = 0"))
    assert [opened(cases.reader(username)) for username in EVERYBODY] == [set()] * len(EVERYBODY)


@pytest.mark.parametrize(("place", "found"), [("hgq", 3), ("d1", 3), ("p1", 3), ("p2", 2), ("elsewhere", 0)])
def test_a_role_cut_to_a_place_reaches_that_facility_district_or_province(cases: World, place: str, found: int) -> None:
    reader = Reader(99, "nobody", "", "en", (Grant("coordinator", cases.programme_id, place),))
    assert len(opened(reader)) == found


def test_place_and_team_together_cut_twice(cases: World) -> None:
    reader = Reader(99, "nobody", "", "en", (Grant("coordinator", cases.programme_id, "p1", "south"),))
    assert opened(reader) == set()


def test_a_role_in_one_programme_opens_nothing_in_another(cases: World) -> None:
    with transaction():
        other = new_programme(by=OPERATOR.author, key="other", preset="general", name="Other")
        dossier(cases, "elsewhere", programme_id=other.id, worker="ana", team="north")
        other_id = other.id
    for username in EVERYBODY:
        assert "elsewhere" not in opened(cases.reader(username)) | opened(cases.reader(username), may_count)
        assert opened(cases.reader(username), programme_id=other_id) == set()


def test_two_roles_reach_as_far_as_both(cases: World) -> None:
    with transaction():
        actions.grant_role(by=OPERATOR, user_id=cases.ids["ana"], programme_id=cases.programme_id, role="paralegal",
                           team_code="south")  # fmt: skip
    assert opened(cases.reader("ana")) == {"anas", "colleagues", "souths", "lucias"}


def test_every_role_has_its_audiences_and_only_known_permissions() -> None:
    assert set(ROLES) == set(AUDIENCES)
    assert not can(None, "case.read")
    assert not can(OPERATOR, "no such thing")
    assert all(can(OPERATOR, name) for name in PERMISSIONS)


def test_funders_read_their_figures_and_managers_the_internal_ones(world: World) -> None:
    here = world.programme_id
    assert audiences(world.reader("felix"), here) == {"all", "funder"}
    assert "internal" in audiences(world.reader("marta"), here) - audiences(world.reader("rosa"), here)
    assert audiences(world.reader("rosa"), here + 1) == set()
