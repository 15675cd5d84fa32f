"""While somebody is typed, who may be on record already is shown to whoever may know it, and nothing more."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from casetracker.cases.models import CaseRow
from casetracker.clients import looks
from casetracker.clients.actions import correct_client, raise_tier
from casetracker.clients.models import Client, ClientPair, ElsewhereLook
from casetracker.clients.queries import client_state
from casetracker.kit.db import db, transaction
from casetracker.ledger.entries import MACHINE
from casetracker.ledger.models import Token
from casetracker.ledger.openings import openings_of
from tests.cases.telling import SECRET_TYPE, case_id_of, intake
from tests.making import make_client
from tests.people import Browser, World

TYPED = {"name": "Amélia Macuácua", "village": "Chókwè", "phone": "84 123 4567", "sex": "f"}
IN_AREA, ELSEWHERE = "in your area", "one in another area"


def client(world: World, who: str = "ana", **values: object) -> UUID:
    return make_client(world.programme, world.reader(who).author, **(TYPED | values))  # type: ignore[arg-type]


def look(browser: Browser, **changes: str) -> str:
    answer = browser.post("/clients/possible", TYPED | changes)
    assert answer.status_code == 200
    return answer.text


def send(browser: Browser, **changes: object) -> TestResponse:
    return browser.post("/cases/new", intake(**{"same": "", **TYPED, **changes}))


@pytest.mark.parametrize(
    "typed", [{}, {"name": "Amelia Makwakwa"}, {"name": "Amelia Rosa Macuacua", "phone": ""},
              {"name": "Amélia Macuácua", "phone": "", "village": ""}, {"name": "Amelia", "phone": "+258841234567"}],
)  # fmt: skip
def test_the_known_one_is_shown_with_what_agrees_and_that_is_on_record(world: World, typed: dict[str, str]) -> None:
    known = client(world)
    page = look(world.seat("ana"), **typed)
    assert f"{IN_AREA} (1)" in page
    assert f'value="{known}"' in page
    assert ELSEWHERE not in page
    assert [one.what for one in openings_of(known)] == ["list"]


def test_somebody_else_is_not_proposed(world: World) -> None:
    client(world, name="Bernardo Cossa", phone="82 765 4321")
    assert look(world.seat("ana")).strip() == ""


def test_without_script_the_page_asks_once_and_keeps_what_was_typed(world: World) -> None:
    known, ana = client(world, phone="", age_band="25-49"), world.seat("ana")
    answer = send(ana)
    assert answer.status_code == 422
    assert "Say whether it is one of these" in answer.text
    assert "No paediatric syrup since Monday." in answer.text
    assert db.session.scalar(select(func.count()).select_from(CaseRow)) == 0
    case_id = case_id_of(send(ana, same=str(known), consents=["record", "act"]))
    assert db.session.get_one(CaseRow, case_id).client_id == known
    state = client_state(known)
    assert (state.phone, state.age_band, set(state.agreed)) == ("84 123 4567", "25-49", {"record", "act"})


def test_somebody_new_is_somebody_new(world: World) -> None:
    known = client(world)
    case_id = case_id_of(send(world.seat("ana"), same="new"))
    assert db.session.get_one(CaseRow, case_id).client_id != known
    assert send(world.seat("ana"), same=str(UUID(int=1))).status_code == 422


def test_of_another_area_only_that_there_is_one_and_only_when_it_is_strong(world: World) -> None:
    theirs, carlos = client(world), world.seat("carlos")
    client(world, name="Amélia Macuácua Cossa")
    page = look(carlos)
    assert ELSEWHERE in page
    assert IN_AREA not in page
    assert not any(word in page for word in ("Amélia", "Chókwè", "84 123", str(theirs), "Ana", "Lionde", "(2)"))
    assert openings_of(theirs) == []
    for weak in ({"phone": "", "village": ""}, {"name": "Bernardo"}, {"phone": "", "village": "Guijá"}):
        assert look(carlos, **weak).strip() == ""


def test_highly_restricted_and_restricted_clients_are_told_of_to_nobody_else(world: World) -> None:
    client(world, flags=("gbv",))
    client(world, tier="restricted")
    assert look(world.seat("carlos")).strip() == ""
    assert ELSEWHERE not in look(world.seat("marta"))


def test_it_answers_no_row_of_guesses(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "MOST", 3)
    client(world)
    carlos = world.seat("carlos")
    for guess in ("Guijá", "Xai-Xai", "Bilene"):
        assert look(carlos, village=guess, phone="").strip() == ""
    page = look(carlos)
    assert ELSEWHERE not in page
    assert "too many people were looked for" in page
    assert look(carlos, village="Guijá", phone="").strip() == ""
    assert db.session.scalar(select(func.count()).select_from(ElsewhereLook)) == 3


def test_asking_leaves_a_question_for_the_other_coordinator(world: World) -> None:
    theirs, carlos = client(world), world.seat("carlos")
    assert send(carlos, team="south").status_code == 422
    case_id = case_id_of(send(carlos, team="south", ask="yes"))
    asked = db.session.scalars(select(ClientPair)).one()
    assert (asked.dossier_id, asked.other_id) == (db.session.get_one(CaseRow, case_id).client_id, theirs)
    assert (asked.state, asked.said_by) == ("asked", "carlos")


def test_a_highly_restricted_client_is_nobodys_question(world: World) -> None:
    client(world)
    case_id_of(send(world.seat("carlos"), team="south", ask="yes", types=[SECRET_TYPE]))
    assert db.session.scalars(select(ClientPair)).all() == []
    assert len(db.session.scalars(select(Client)).all()) == 2


@pytest.mark.parametrize("who", ["felix", "salma"])
def test_whoever_logs_no_cases_is_told_nothing(world: World, who: str) -> None:
    client(world)
    assert world.seat(who).post("/clients/possible", TYPED).status_code == 404


def test_what_is_corrected_later_is_found_together_with_what_was_said_before(world: World) -> None:
    theirs = client(world, village="", phone="")
    assert look(world.seat("carlos"), phone="").strip() == ""
    with transaction():
        correct_client(by=MACHINE, programme=world.programme, client_id=theirs, changes={"village": "Chókwè"})
    assert ELSEWHERE in look(world.seat("carlos"), phone="")
    with transaction():
        raise_tier(by=MACHINE, programme=world.programme, client_id=theirs, tier="highly_restricted")
    assert look(world.seat("carlos"), phone="").strip() == ""
    assert db.session.scalars(select(Token)).all() == []
