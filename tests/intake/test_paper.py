"""Paper forms carry numbers put aside for them; a pile is keyed in row by row, and no number is used twice."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from casetracker.kit.db import db
from casetracker.kit.ids import new_id
from casetracker.ledger.models import Dossier
from casetracker.ledger.reserved import ReservedReference
from casetracker.ledger.verifying import verify
from tests.cases.telling import TODAY, log, typed
from tests.databases import Scene
from tests.making import LIONDE
from tests.people import AT_HOME, Browser, World, found

GIVEN = ("Amina", "Bento", "Celeste", "Dércio", "Elsa", "Fátima", "Gildo", "Hermínio", "Isaura", "Júlio")
FAMILY = ("Nhantumbo", "Zandamela", "Uamusse", "Bila", "Quive", "Tembe", "Mabjaia")


@pytest.fixture
def scene() -> Scene:
    """The people and their places."""
    return AT_HOME


@pytest.fixture
def world(app: Flask) -> World:
    """Who is there."""
    return found(app)


def reserved(world: World, count: int = 20, who: str = "ana") -> list[str]:
    """Numbers put aside through the page."""
    answer = world.seat(who).post("/paper", {"nonce": str(new_id()), "count": str(count)})
    assert answer.status_code == 303, answer.text
    newest = db.session.scalars(
        select(ReservedReference.batch).order_by(ReservedReference.number.desc()).limit(1)
    ).one()  # fmt: skip
    found = select(ReservedReference.reference).where(ReservedReference.batch == newest)
    return list(db.session.scalars(found.order_by(ReservedReference.number)))


def row(number: int, reference: str, **changes: str) -> dict[str, str]:
    """One row of the grid, as it is keyed in."""
    told = {
        "nonce": str(new_id()), "reserved": reference, "told_on": typed(TODAY), "place": LIONDE, "record": "y",
        "case_type": "MED-STOCK", "narrative": f"Form {reference}: no syrup.", "client_kind": "individual",
        "name": f"{GIVEN[number]} {FAMILY[int(reference[-2:] or 0) % 7]}", **changes,
    }  # fmt: skip
    return {f"r{number}-{name}": value for name, value in told.items()}


def keyed(browser: Browser, *rows: dict[str, str]) -> TestResponse:
    """The grid sent with these rows."""
    return browser.post("/paper/keying", {name: value for one in rows for name, value in one.items()})


def cases(world: World) -> list[str]:
    """The references of all cases there are."""
    db.session.rollback()
    found = select(Dossier.reference).where(Dossier.kind == "case", Dossier.programme_id == world.programme_id)
    return sorted(str(one) for one in db.session.scalars(found))


def test_every_form_of_a_batch_carries_its_own_number(world: World) -> None:
    numbers = reserved(world)
    page = world.seat("ana").get("/paper")
    address = re.findall(r'href="(/paper/[^"]+language=pt)"', page.text)[0]
    paper = PdfReader(io.BytesIO(world.seat("ana").get(address).data))
    said = [sheet.extract_text() for sheet in paper.pages]
    assert len(said) == len(numbers) == 20
    assert all(number in text for number, text in zip(numbers, said, strict=True))
    assert "O que aconteceu" in said[0] and str(paper.trailer["/Root"]["/Lang"]).startswith("pt")


def test_a_number_put_aside_is_given_to_no_other_case(world: World) -> None:
    before, ana = reserved(world, 3), world.seat("ana")
    log(ana)
    after = reserved(world, 3)
    assert not {*before, *after} & set(cases(world))
    assert keyed(ana, row(0, before[1])).status_code == 303
    assert before[1] in cases(world) and not verify().findings


def test_two_people_at_once_key_in_twenty_forms_as_twenty_cases(world: World) -> None:
    numbers = reserved(world)
    hands = [(world.seat("ana"), numbers[:10]), (world.seat("rosa"), numbers[10:])]

    def key_in(hand: tuple[Browser, list[str]]) -> int:
        browser, mine = hand
        with world.app.app_context():
            return keyed(browser, *(row(at, one) for at, one in enumerate(mine))).status_code

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(key_in, hands)) == [303, 303]
    assert cases(world) == sorted(numbers)
    db.session.rollback()
    used = select(func.count(ReservedReference.used_by.distinct()))
    assert db.session.scalar(used) == 20


def test_a_row_that_is_refused_stays_with_all_that_was_typed_and_the_others_are_saved(world: World) -> None:
    numbers, ana = reserved(world, 3), world.seat("ana")
    answer = keyed(ana, row(0, numbers[0]), row(1, numbers[1], case_type="", name="Rui"), row(2, numbers[2]))
    assert answer.status_code == 422
    assert cases(world) == [numbers[0], numbers[2]]
    assert numbers[1] in answer.text and "Rui" in answer.text and "at least one problem" in answer.text
    assert f"2 cases are logged: {numbers[0]}, {numbers[2]}" in answer.text
    assert "Some forms are not saved yet" in answer.text and '<a href="#r1-case_type">Form 1: ' in answer.text


def test_a_number_is_used_once_and_only_where_it_was_put_aside(world: World) -> None:
    numbers, ana = reserved(world, 2), world.seat("ana")
    assert keyed(ana, row(0, numbers[0].lower())).status_code == 303
    again = keyed(ana, row(0, numbers[0]))
    assert again.status_code == 422 and "keyed in already" in again.text
    unknown = keyed(ana, row(0, "HEA-26-99999"))
    assert unknown.status_code == 422 and "was not reserved" in unknown.text
    assert cases(world) == [numbers[0]]


def test_sending_the_grid_twice_saves_every_row_once(world: World) -> None:
    numbers, ana = reserved(world, 2), world.seat("ana")
    rows = [row(0, numbers[0]), row(1, "")]
    assert keyed(ana, *rows).status_code == 303 and keyed(ana, *rows).status_code == 303
    assert len(cases(world)) == 2
    other = keyed(ana, rows[0] | {"r0-narrative": "Something else."})
    assert other.status_code == 422 and "saved before" in other.text and "Something else." in other.text
    assert len(cases(world)) == 2


def test_somebody_who_may_be_on_record_is_asked_about_in_their_row(world: World) -> None:
    ana = world.seat("ana")
    assert keyed(ana, row(0, "", name="Amélia Macuácua")).status_code == 303
    again = row(0, "", name="Amelia Makwakwa")
    asked = keyed(ana, again)
    assert asked.status_code == 422 and "There may be a file of this person already" in asked.text
    assert 'name="r0-same"' in asked.text and len(cases(world)) == 1
    assert keyed(ana, again | {"r0-same": "new"}).status_code == 303
    assert len(cases(world)) == 2


def test_without_their_word_no_name_is_kept(world: World) -> None:
    answer = keyed(world.seat("ana"), row(0, "", record=""))
    assert answer.status_code == 422 and "Ask whether we may keep a record" in answer.text
    assert cases(world) == []


def test_paper_is_for_who_may_write_and_only_in_their_programme(world: World) -> None:
    reserved(world, 1)
    batch = db.session.scalars(select(ReservedReference.batch)).one()
    for who in ("felix", "salma"):
        for path in ("/paper", "/paper/keying", f"/paper/{batch}/forms.pdf"):
            assert world.seat(who).get(path).status_code == 404
    assert world.seat("ana").get(f"/paper/{UUID(int=0)}/forms.pdf").status_code == 404
    too_many = world.seat("ana").post("/paper", {"nonce": str(new_id()), "count": "5000"})
    assert too_many.status_code == 422


def test_the_ordinary_page_takes_a_number_too(world: World) -> None:
    numbers = reserved(world, 1)
    log(world.seat("ana"), reserved=numbers[0])
    assert cases(world) == numbers
