"""Somebody who came before is found by whoever may open their file, and two files of one person count once."""

from __future__ import annotations

from uuid import UUID

import pytest

from casetracker.clients.finding import find_clients
from casetracker.ledger.openings import openings_of
from tests.making import make_client
from tests.people import Browser, World


def client(world: World, name: str = "Amélia Sitoe", **values: object) -> UUID:
    return make_client(world.programme, world.reader("ana").author, name=name, **values)  # type: ignore[arg-type]


def found(world: World, text: str, who: str = "ana") -> list[str]:
    return [state.name for _id, state in find_clients(world.reader(who), world.programme_id, text)]


@pytest.mark.parametrize("text", ["Amélia Sitoe", "sitoe AMELIA", "Ame", "Amelia", "Sitoi", "84 123 4567", "Lionde"])
def test_a_client_is_found_by_name_sound_phone_or_village(world: World, text: str) -> None:
    client(world, phone="84 123 4567", village="Lionde")
    client(world, name="Bernardo Cossa")
    assert found(world, text) == ["Amélia Sitoe"]


@pytest.mark.parametrize("text", ["", "  ", "a", "zzz", "Amelia Cossa", "%", "مريم", "x" * 100])
def test_what_fits_nobody_finds_nobody(world: World, text: str) -> None:
    client(world)
    assert found(world, text) == []


def test_only_what_the_reader_may_open_is_found(world: World) -> None:
    client(world)
    client(world, name="Amélia Segredo", flags=("gbv",))
    assert found(world, "Amelia") == ["Amélia Segredo", "Amélia Sitoe"]
    assert found(world, "Amelia", "rosa") == ["Amélia Sitoe"]
    assert found(world, "Amelia", "carlos") == []


@pytest.fixture
def ana(world: World) -> Browser:
    return world.seat("ana")


def test_whoever_is_shown_in_the_list_is_on_record(world: World, ana: Browser) -> None:
    shown, other = client(world), client(world, name="Bernardo")
    page = ana.post("/clients", {"text": "amelia"})
    assert page.status_code == 200
    assert "Amélia Sitoe" in page.text
    assert "Bernardo" not in page.text
    assert [one.what for one in openings_of(shown)] == ["list"]
    assert openings_of(other) == []
    assert "Amélia" not in ana.get("/clients?text=amelia").text
    assert ana.post("/clients", {"text": ""}).status_code == 422


def test_another_file_of_the_same_person_is_looked_for_and_compared(world: World, ana: Browser) -> None:
    one, other = client(world), client(world, name="Amelia Sithoe")
    page = ana.post(f"/clients?same={one}", {"text": "amelia"}).text
    assert f'href="/clients/{one}/same/{other}"' in page
    assert f'href="/clients/{one}"><' not in page
    assert world.seat("carlos").get(f"/clients?same={one}").status_code == 404
    assert ana.get("/clients?same=nonsense").status_code == 404
