"""Another team's case is not there; a highly restricted one is there for those it names, in pages, lists and counts."""

from __future__ import annotations

from uuid import UUID

import pytest

from casetracker.cases import actions
from casetracker.cases.forms import DEEDS
from casetracker.kit.db import transaction
from casetracker.ledger.openings import openings_of
from tests.cases.telling import SECRET_TYPE, days_ago, do, log, opened, typed, with_client
from tests.making import LIONDE
from tests.people import World

NOWHERE = UUID(int=0)
sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def sees(world: World, who: str, case_id: UUID) -> bool:
    return world.seat(who).get(f"/cases/{case_id}").status_code == 200


def test_a_case_opens_for_its_team_and_those_who_lead_it(world: World) -> None:
    case_id = opened(world)
    assert {who for who in world.ids if sees(world, who, case_id)} == {"ana", "rosa", "marta"}


def test_a_highly_restricted_case_opens_for_those_it_names_only(world: World) -> None:
    case_id = opened(world, types=[SECRET_TYPE], **with_client())
    assert {who for who in world.ids if sees(world, who, case_id)} == {"ana", "rosa"}
    with transaction():
        actions.assign_case(by=world.reader("rosa").author, programme=world.programme, case_id=case_id, lawyer="lucia")
    assert {who for who in world.ids if sees(world, who, case_id)} == {"ana", "rosa", "lucia"}
    assert "Amélia Sitoe" in world.seat("lucia").get(f"/cases/{case_id}").text


@sqlite
def test_what_is_not_there_looks_like_what_never_was(world: World) -> None:
    case_id, carlos = opened(world), world.seat("carlos")
    for slug in ("", *(f"/{slug}" for slug in DEEDS)):
        there, never = carlos.get(f"/cases/{case_id}{slug}"), carlos.get(f"/cases/{NOWHERE}{slug}")
        assert (there.status_code, never.status_code) == (404, 404)
        assert abs(len(there.data) - len(never.data)) < 40
        assert do(carlos, case_id, slug.removeprefix("/") or "step").status_code == 404
    assert carlos.get(f"/cases/steps?case={case_id}").status_code == 404


@sqlite
def test_lists_and_counts_of_rows_say_what_a_reader_may_open(world: World) -> None:
    plain, secret, theirs = (
        opened(world), opened(world, types=[SECRET_TYPE]), opened(world, who="carlos", team="south")
    )  # fmt: skip
    shown = {
        "ana": {plain, secret},
        "carlos": {theirs},
        "marta": {plain, theirs},
        "rosa": {plain, secret, theirs},  # nobody else coordinates the other team: she supervises its cases
        "lucia": set(),
    }
    for who, expected in shown.items():
        page = world.seat(who).get("/cases").text
        assert {one for one in (plain, secret, theirs) if str(one) in page} == expected, who
    assert "2 open cases are yours" in world.seat("ana").get("/day").text
    rosas = world.seat("rosa").get("/team").text
    assert (str(secret) in rosas, str(theirs) in rosas) == (True, False), "nothing asks for her in the other team"
    martas = world.seat("marta").get("/team").text
    assert str(secret) not in martas


@sqlite
def test_a_filter_does_not_find_what_a_reader_may_not_open(world: World) -> None:
    secret, marta, ana = opened(world, types=[SECRET_TYPE]), world.seat("marta"), world.seat("ana")
    for query in (f"type={SECRET_TYPE}", "tier=highly_restricted", "worker=ana", f"area=place~{LIONDE}", "overdue=y"):
        assert str(secret) not in marta.get(f"/cases?{query}").text, query
    assert str(secret) in ana.get(f"/cases?type={SECRET_TYPE}").text
    assert str(secret) not in ana.get("/cases?type=MED-STOCK").text


@sqlite
def test_every_opening_is_on_record_before_the_page_is_sent(world: World) -> None:
    case_id = opened(world, types=[SECRET_TYPE])
    world.seat("ana").get(f"/cases/{case_id}")
    world.seat("rosa").get("/cases")
    assert [(one.user, one.what) for one in openings_of(case_id)] == [("rosa", "list"), ("ana", "page")]
    assert "Ana" in world.seat("rosa").get(f"/cases/{case_id}").text


@sqlite
def test_extra_fields_raise_nobodys_rights(world: World) -> None:
    ana = world.seat("ana")
    case_id = log(ana, worker="carlos", supervisor="ana", lawyer="lucia", tier="normal", programme="other")
    assert not sees(world, "carlos", case_id)
    assert not sees(world, "lucia", case_id)
    assert do(ana, case_id, "assign", worker="carlos").status_code == 404


@sqlite
def test_a_case_handed_over_takes_its_client_along(world: World) -> None:
    case_id = opened(world, on=days_ago(3), **with_client())
    marta = world.seat("marta")
    assert do(marta, case_id, "assign", worker="carlos", team="south", supervisor="rosa").status_code == 303
    assert not sees(world, "ana", case_id)
    assert "Amélia Sitoe" in world.seat("carlos").get(f"/cases/{case_id}").text


@sqlite
def test_no_name_and_no_word_stands_in_a_title_an_address_or_a_list(world: World) -> None:
    ana = world.seat("ana")
    case_id = log(ana, name="Amélia Sitoe", narrative="Secret words.", told_on=typed(days_ago(1)))
    for path in ("/day", "/cases", f"/cases/{case_id}"):
        assert "<title>Notes</title>" in ana.get(path).text
    for path in ("/day", "/cases"):
        page = ana.get(path).text
        assert "Amélia" not in page
        assert "Secret words" not in page
