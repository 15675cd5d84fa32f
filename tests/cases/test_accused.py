"""Whoever is complained of is a role. A name is shown in the file where it was written and is nowhere else; and whether
it is somebody we know is answered yes, ask or no, without saying who."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from casetracker.cases import actions
from casetracker.cases.actions.interest import weigh_interest
from casetracker.clients.actions import Agreed, ClientValues
from casetracker.kit.db import db, transaction
from casetracker.ledger.facts import Fact
from casetracker.ledger.models import Dossier, FactRow
from tests.cases.telling import SECRET_TYPE, TODAY, do, done, log, opened, state_of
from tests.cases.test_anothers_case import pages
from tests.people import World

NAME = "Baltazar Nhantumbo"
YES, ASK = "Speak to your coordinator before you go on", "Somebody with a name like this is known to us"
sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def answered(world: World, case: UUID, name: str) -> str:
    with transaction():
        return weigh_interest(by=world.reader("ana").author, programme=world.programme, case_id=case, names=[name])


@sqlite
def test_the_name_is_on_the_page_of_its_case_and_on_no_other(world: World, app: Flask) -> None:
    case = opened(world, accused="The nurse on duty", accused_name=NAME, team="north")
    assert NAME in world.seat("ana").get(f"/cases/{case}").text
    told = []
    for who in ("ana", "rosa", "marta"):
        browser = world.seat(who)
        for path in pages(app):
            told += [(who, path) for mark in NAME.split() if mark in browser.get(path).text]
    assert told == []


@sqlite
@pytest.mark.parametrize("asked", [NAME, "Nhantumbo", "baltazar", "Baltaz", "nurse"])
def test_no_search_finds_it(world: World, asked: str) -> None:
    case = opened(world, accused="The nurse on duty", accused_name=NAME)
    reference = db.session.get_one(Dossier, case).reference or ""
    answer = world.seat("ana").post("/search", {"text": asked})
    assert answer.status_code < 400 and reference not in answer.text


def test_no_fact_holds_it(world: World) -> None:
    opened(world, accused_name=NAME)
    rows = db.session.execute(select(FactRow.__table__)).all()
    assert rows and not any("Nhantumbo" in str(row) for row in rows)
    assert not {"accused", "accused_name"} & set(Fact.__dataclass_fields__)


def test_naming_a_client_or_a_colleague_is_told_to_worker_and_coordinator_and_names_nobody(world: World) -> None:
    opened(world, who="carlos", team="south", client=ClientValues(name=NAME), agreed=[Agreed("record", "oral")])
    ana, rosa = world.seat("ana"), world.seat("rosa")
    case = log(ana, accused="The guard", accused_name="BALTAZAR  nhantumbo")
    page = ana.get(f"/cases/{case}").text
    assert YES in page and state_of(world, case).turn == "supervisor"
    team = rosa.get("/team").text
    assert "Nhantumbo" not in team and str(case) in team.split('id="part-attention"')[1]
    reference = db.session.scalars(select(Dossier.reference).where(Dossier.worker == "carlos", Dossier.kind == "case"))
    assert str(reference.one()) not in page


def test_only_somebody_who_leads_clears_it(world: World) -> None:
    ana, rosa = world.seat("ana"), world.seat("rosa")
    case = log(ana, accused_name="Carlos")
    remark = state_of(world, case).remarks[0]
    assert do(ana, case, "answer", remark=str(remark.id), text="Another Carlos.").status_code == 422
    done(rosa, case, "answer", remark=str(remark.id), text="Another Carlos.")
    assert YES not in ana.get(f"/cases/{case}").text.split("The file")[0].split("note--")[0]
    assert not state_of(world, case).interest


def test_the_same_name_in_another_case_is_known_again_and_a_like_one_is_asked(world: World) -> None:
    first = opened(world, accused_name="Sabão Machava", who="carlos", team="south")
    second = opened(world)
    assert answered(world, second, "Sabao MACHAVA") == "yes"
    assert answered(world, first, "Sabao MACHAVA") == "no"
    assert answered(world, second, "Machava") == "no"
    opened(world, client=ClientValues(name="Amélia Macuácua"), agreed=[Agreed("record", "oral")])
    assert answered(world, second, "Amelia Makwakwa") == "ask"
    assert answered(world, second, "Nobody Likethis") == "no"


def test_a_highly_restricted_file_answers_nothing(world: World) -> None:
    opened(world, types=(SECRET_TYPE,), accused_name=NAME, client=ClientValues(name="Graça Muianga"),
           agreed=[Agreed("record", "oral")])  # fmt: skip
    case = opened(world)
    assert [answered(world, case, name) for name in (NAME, "Graça Muianga")] == ["no", "no"]


def test_a_corrected_name_is_asked_about_too(world: World) -> None:
    case, ana = opened(world), world.seat("ana")
    done(ana, case, "correct", field="accused_name", value="Rosa")
    assert YES in ana.get(f"/cases/{case}").text and state_of(world, case).interest
    with transaction():
        actions.correct_field(
            by=world.reader("ana").author, programme=world.programme, case_id=case, field="accused_name", value="",
            on=TODAY,
        )  # fmt: skip
    assert state_of(world, case).words["accused_name"].strip() == ""
