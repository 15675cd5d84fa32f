"""On the pages of a client nothing is shown before the opening is written down, and nothing is lost or said twice."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest

from casetracker.clients.queries import client_state
from casetracker.ledger.openings import openings_of
from casetracker.ledger.rows import rows_of
from tests.making import make_client
from tests.people import Browser, World


def fields(page: str) -> dict[str, Any]:
    """What stands in a form, as a browser would send it."""
    found: dict[str, Any] = dict(re.findall(r'<input[^>]*name="(\w+)"[^>]*type="text" value="([^"]*)"', page))
    found |= dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    found |= dict(re.findall(r'type="radio"[^>]*name="(\w+)" value="([^"]*)" checked', page))
    found.pop("locale", None)
    return found


@pytest.fixture
def ana(world: World) -> Browser:
    return world.seat("ana")


def test_the_page_says_who_it_is_and_its_opening_is_written_down(world: World, ana: Browser) -> None:
    client_id = make_client(world.programme, world.reader("ana").author, phone="84 123", sex="f")
    page = ana.get(f"/clients/{client_id}")
    assert page.status_code == 200
    assert "Amélia Sitoe" in page.text
    assert "Amélia" not in page.text[: page.text.index("<main")]
    assert [(one.user, one.what) for one in openings_of(client_id)] == [("ana", "page")]


@pytest.mark.parametrize("path", ["", "/correct", "/consents", "/consents/record/withdraw"])
def test_for_others_there_is_no_such_client(world: World, path: str) -> None:
    client_id = make_client(world.programme, world.reader("ana").author)
    carlos = world.seat("carlos")
    theirs, nobodys = carlos.get(f"/clients/{client_id}{path}"), carlos.get(f"/clients/{uuid4()}{path}")
    assert theirs.status_code == nobodys.status_code == 404
    assert len(theirs.data) == len(nobodys.data)
    assert openings_of(client_id) == []
    assert carlos.post(f"/clients/{client_id}{path}", {}).status_code in (404, 405)


def test_a_correction_keeps_what_was_not_touched(world: World, ana: Browser) -> None:
    client_id = make_client(world.programme, world.reader("ana").author, phone="84 123", sex="f", age_band="25-49")
    sent = fields(ana.get(f"/clients/{client_id}/correct").text) | {"village": "Lionde 🌍 مريم", "age_band": "25-49"}
    sent.pop("csrf_token")
    assert ana.post(f"/clients/{client_id}/correct", sent).status_code == 303
    assert ana.post(f"/clients/{client_id}/correct", sent).status_code == 303
    state = client_state(client_id)
    assert (state.village, state.phone, state.sex, state.name) == ("Lionde 🌍 مريم", "84 123", "f", "Amélia Sitoe")
    assert [row.kind for row in rows_of(client_id)] == ["client.recorded", "consent.given", "client.corrected"]


def test_of_two_corrections_of_one_field_the_second_sees_the_first(world: World, ana: Browser) -> None:
    client_id = make_client(world.programme, world.reader("ana").author, phone="84 1")
    sent = fields(ana.get(f"/clients/{client_id}/correct").text)
    sent.pop("csrf_token")
    rosa = world.seat("rosa")
    assert rosa.post(f"/clients/{client_id}/correct", sent | {"phone": "84 2"}).status_code == 303
    late = ana.post(f"/clients/{client_id}/correct", sent | {"phone": "84 3"})
    assert late.status_code == 409
    assert "84 2" in late.text
    assert "84 3" in late.text
    again = fields(late.text)
    again.pop("csrf_token")
    assert ana.post(f"/clients/{client_id}/correct", again).status_code == 303
    assert client_state(client_id).phone == "84 3"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"phone": "8" * 61}, "at most"),
        ({"name": "A\0B"}, "cannot be kept"),
        ({"client_kind": "anonymous"}, "An anonymous client has no name"),
        ({"client_kind": "group", "heads": "many"}, "Write a whole number"),
        ({"sex": "dragon"}, "Choose one of the answers offered"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_saved(
    world: World, ana: Browser, change: dict[str, str], sentence: str
) -> None:
    client_id = make_client(world.programme, world.reader("ana").author)
    sent = fields(ana.get(f"/clients/{client_id}/correct").text) | change
    sent.pop("csrf_token")
    answer = ana.post(f"/clients/{client_id}/correct", sent)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert len(rows_of(client_id)) == 2


def test_consent_is_given_and_taken_back_on_the_page(world: World, ana: Browser) -> None:
    client_id = make_client(world.programme, world.reader("ana").author)
    given = {"consents": ["act", "name"], "consent_method": "oral", "happened_on": "10/6/2026"}
    assert ana.post(f"/clients/{client_id}/consents", given).status_code == 303
    back = f"/clients/{client_id}/consents/name/withdraw"
    assert ana.post(back, {"happened_on": "16/6/2026"}).status_code == 422
    assert ana.post(back, {"happened_on": "12/6/2026"}).status_code == 303
    assert client_state(client_id).agreed == ("record", "act")
    assert ana.get(back).status_code == 404
    assert "taken back" in ana.get(f"/clients/{client_id}").text
