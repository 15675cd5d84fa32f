"""One person with two cases is one person; what is corrected of them is said in each of their cases."""

from __future__ import annotations

from uuid import UUID

import pytest

from casetracker.clients.actions import correct_client
from casetracker.clients.queries import client_state
from casetracker.indicators.counting import count
from casetracker.kit.db import transaction
from casetracker.kit.periods import Period
from tests.cases.telling import SECRET_TYPE, TODAY, do, done, intake, log, opened, state_of, with_client
from tests.people import World

sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def client_of(world: World, case_id: UUID) -> UUID:
    return UUID(state_of(world, case_id).codes["client"])


@sqlite
def test_a_second_case_of_somebody_on_record_is_of_the_same_person(world: World) -> None:
    ana = world.seat("ana")
    first = log(ana)
    client_id = client_of(world, first)
    assert "Amélia Sitoe" in ana.get(f"/cases/new?client={client_id}").text
    second = log(ana, client=str(client_id), types=["INF-WATER"], name="", client_kind="")
    assert client_of(world, second) == client_id
    year = Period.year(TODAY.year)
    told = {key: count(key, programme_id=world.programme_id, period=year).value for key in ("P01", "C01")}
    assert told["C01"] == 2
    page = ana.get(f"/clients/{client_id}").text
    assert str(first) in page
    assert str(second) in page


@sqlite
def test_somebody_elses_client_cannot_be_named_in_a_form(world: World) -> None:
    client_id = client_of(world, log(world.seat("ana")))
    carlos = world.seat("carlos")
    assert carlos.get(f"/cases/new?client={client_id}").status_code == 404
    assert carlos.post("/cases/new", intake(client=str(client_id), team="south")).status_code == 404
    assert carlos.post("/cases/new", intake(client="nonsense", team="south")).status_code == 404


@pytest.mark.parametrize("types", [["MED-STOCK"], [SECRET_TYPE]])
@sqlite
def test_a_correction_of_the_client_reaches_the_facts_of_their_cases(world: World, types: list[str]) -> None:
    case_id = opened(world, types=types, **with_client())
    with transaction():
        correct_client(
            by=world.reader("ana").author, programme=world.programme, client_id=client_of(world, case_id),
            changes={"sex": "m"},
        )  # fmt: skip
    assert state_of(world, case_id).codes["sex"] == "m"
    assert "details were corrected" in world.seat("ana").get(f"/cases/{case_id}").text


@sqlite
def test_a_flag_raises_the_case_and_its_client(world: World) -> None:
    ana = world.seat("ana")
    case_id = log(ana)
    client_id = client_of(world, case_id)
    done(ana, case_id, "flags", flags=["hiv_tb"])
    assert state_of(world, case_id).tier == "highly_restricted"
    assert client_state(client_id).tier == "highly_restricted"
    marta = world.seat("marta")
    assert marta.get(f"/cases/{case_id}").status_code == 404
    assert marta.get(f"/clients/{client_id}").status_code == 404


@sqlite
def test_an_anonymous_complaint_needs_nobodys_file(world: World) -> None:
    ana = world.seat("ana")
    case_id = log(ana, client_kind="anonymous", name="", consents=[])
    assert state_of(world, case_id).codes.get("client") is None
    done(ana, case_id, "close", on=f"{TODAY:%d/%m/%Y}", reason="not_substantiated", outcome_1="not_resolved")
    assert do(ana, case_id, "note", text="Still a file.").status_code == 303


@sqlite
def test_a_community_says_how_many_they_are(world: World) -> None:
    case_id = log(world.seat("ana"), client_kind="community", name="", consents=[], heads="120", estimated="yes",
                  village="Bairro 3")  # fmt: skip
    codes = state_of(world, case_id).codes
    assert (codes["heads"], codes["estimated"], codes.get("person")) == (120, True, None)
