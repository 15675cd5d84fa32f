"""On the pages of places and codes a manager sets the programme up; for others they are not there."""

from __future__ import annotations

from datetime import date

import pytest

from casetracker.kit.db import db
from casetracker.ledger.codes import codes
from casetracker.places import queries
from tests.making import LIONDE
from tests.people import Browser, World

PLACES = "/programmes/health/places"
CODES = "/programmes/health/codes"


@pytest.fixture
def marta(world: World) -> Browser:
    return world.seat("marta")


def here(world: World, code: str = LIONDE) -> queries.PlaceRef:
    db.session.rollback()
    found = queries.place_named(world.programme_id, code)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "path",
    [
        *("/places", PLACES, "/programmes/health/new-place", f"{PLACES}/{LIONDE}", f"{PLACES}/{LIONDE}/correct"),
        *(f"{PLACES}/{LIONDE}/move", f"{PLACES}/{LIONDE}/close"),
        *("/codes", CODES, f"{CODES}/case_type", f"{CODES}/relief/other", f"{CODES}/relief/other/retire"),
    ],
)
def test_every_page_opens_for_the_manager_only(world: World, marta: Browser, path: str) -> None:
    first = codes(world.programme_id, "relief").__iter__().__next__()
    path = path.replace("/relief/other", f"/relief/{first}")
    assert marta.get(path).status_code == (302 if path in ("/places", "/codes") else 200)
    for username in ("ana", "rosa", "lucia", "felix", "salma"):
        assert world.seat(username).get(path).status_code == 404


@pytest.mark.parametrize(
    "path", [f"{PLACES}/atlantis", f"{CODES}/dragons", f"{CODES}/relief/dragon", "/programmes/no/places"]
)
def test_what_is_not_there_is_not_found(marta: Browser, path: str) -> None:
    assert marta.get(path).status_code == 404


def test_the_list_is_searched_without_accents_and_takes_any_text(marta: Browser) -> None:
    page = marta.get(f"{PLACES}?q=canicado&level=facility").text
    assert "Centro de Saúde de Caniçado" in page
    assert "Lionde" not in page
    for text in ("%00", "%25_'", "x" * 5000, "مركز", "%F0%9F%8F%A5"):
        assert marta.get(f"{PLACES}?q={text}&after={text}&level={text}").status_code == 200


def test_a_place_is_added_once_however_often_it_is_sent(world: World, marta: Browser) -> None:
    sent = {
        "name": "Posto de Macarretane", "level": "facility", "parent": "chokwe", "codes": "NID: 77",
        "latitude": "-24,4", "population": "5000", "opened_on": "1/2/2020",
        "nonce": "01a20437-635f-73e6-a9a8-568c5ef9c735",
    }  # fmt: skip
    first, again = (marta.post("/programmes/health/new-place", sent) for _ in range(2))
    assert first.status_code == again.status_code == 303
    assert first.location == again.location
    place = here(world, "posto-de-macarretane")
    assert (place.latitude, place.codes, place.opened_on) == (-24.4, {"NID": "77"}, date(2020, 2, 1))
    other = marta.post("/programmes/health/new-place", sent | {"name": "Outro"})
    assert other.status_code == 409
    assert "Outro" in other.text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "This is needed: Name"),
        ({"name": "Centro de Saude de LIONDE", "parent": "chokwe"}, "There is a place with this name here already"),
        ({"latitude": "north"}, "Write degrees"),
        ({"latitude": "nan"}, "Write degrees"),
        ({"longitude": "200"}, "must lie between"),
        ({"population": "lots"}, "Write a whole number"),
        ({"opened_on": "31/2/2020"}, "There is no such day"),
        ({"opened_on": "1/1/2030"}, "still to come"),
        ({"dhis2_uid": "12345678901"}, "11 letters and digits"),
        ({"codes": "no colon"}, "a colon, and the code"),
        ({"level": "planet"}, "Choose one of the answers offered"),
        ({"code": "a b"}, "no spaces"),
    ],
)
def test_bad_input_is_said_beside_the_field(
    world: World, marta: Browser, change: dict[str, str], sentence: str
) -> None:
    answer = marta.post("/programmes/health/new-place", {"name": "Novo", "level": "facility"} | change)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert queries.count_by_level(world.programme_id)["facility"] == 4


def test_a_place_is_corrected_moved_and_closed(world: World, marta: Browser) -> None:
    changed = {"name": "Lionde Sede", "unit_type": "CSR1", "seen_seq": "1"}
    assert marta.post(f"{PLACES}/{LIONDE}/correct", changed).status_code == 303
    stale = marta.post(f"{PLACES}/{LIONDE}/correct", {"name": "Lionde Velha", "unit_type": "CSR1", "seen_seq": "1"})
    assert stale.status_code == 409
    assert "Lionde Sede" in stale.text
    assert marta.post(f"{PLACES}/{LIONDE}/move", {"parent": "guija"}).status_code == 303
    assert marta.post(f"{PLACES}/{LIONDE}/close", {"closed_on": "1/6/2026"}).status_code == 303
    place = here(world)
    assert (place.name, place.unit_type, place.district, place.closed_on) == (
        "Lionde Sede", "CSR1", "guija", date(2026, 6, 1),
    )  # fmt: skip
    page = marta.get(f"{PLACES}/{LIONDE}").text
    for word in ("Added", "Corrected", "Moved", "Closed", "Marta"):
        assert word in page


def test_teams_serve_a_place_from_now_on(world: World, marta: Browser) -> None:
    assert marta.post(f"{PLACES}/chokwe/teams", {"teams": ["north", "south"]}).status_code == 303
    assert queries.teams_serving(world.programme_id, here(world)) == ["north", "south"]
    marta.post(f"{PLACES}/chokwe/teams", {"teams": ["south"]})
    assert queries.teams_serving(world.programme_id, here(world)) == ["south"]
    assert "Sul" in marta.get(f"{PLACES}/{LIONDE}").text


def test_a_code_is_added_translated_and_retired(world: World, marta: Browser) -> None:
    added = {"label_pt": "Fila longa", "group": "performance", "tier": "normal"}
    group = next(iter(codes(world.programme_id, "type_group")))
    assert marta.post(f"{CODES}/case_type", added | {"group": group}).status_code == 303
    db.session.info.clear()
    row = codes(world.programme_id, "case_type")["fila-longa"]
    assert (row.group, row.tier, row.origin) == (group, "normal", "organisation")
    assert "Fila longa" in marta.get(CODES).text
    translated = {"label_pt": "Fila longa", "label_en": "Long queue", "label_fr": "File longue"}
    assert marta.post(f"{CODES}/case_type/fila-longa", translated).status_code == 303
    assert "Fila longa" not in marta.get(CODES).text
    assert "Long queue" in marta.get(f"{CODES}/case_type").text
    assert marta.post(f"{CODES}/case_type/fila-longa/retire", {"last_day": "30/6/2026"}).status_code == 303
    db.session.info.clear()
    assert "fila-longa" not in codes(world.programme_id, "case_type", date(2026, 7, 1))


@pytest.mark.parametrize(
    ("list_name", "sent", "sentence"),
    [
        ("case_type", {"label_pt": "Novo"}, "This is needed: Group"),
        ("relief", {"label_pt": " "}, "label in at least one language"),
        ("relief", {"label_pt": "Novo", "code": "with blank"}, "no spaces"),
        ("closure_reason", {"label_pt": "Novo", "outcomes": ["dragon"]}, "Choose one of the answers offered"),
        ("institution", {"label_pt": "Novo", "rung": "99", "kind": "unit"}, "Choose one of the answers offered"),
    ],
)
def test_a_code_that_cannot_be_is_refused(marta: Browser, list_name: str, sent: dict[str, str], sentence: str) -> None:
    answer = marta.post(f"{CODES}/{list_name}", sent)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_fixed_list_takes_no_code(world: World, marta: Browser) -> None:
    marta.post(f"{CODES}/outcome", {"label_pt": "Novo"})
    db.session.info.clear()
    assert "novo" not in codes(world.programme_id, "outcome")
    assert marta.get(f"{CODES}/outcome/void/retire").status_code == 404
