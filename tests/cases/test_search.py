"""One box finds a case by its number, its client's name, beginning, sound or phone, and by words of its story."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from casetracker.cases import actions
from casetracker.cases.queries.search import search
from casetracker.cases.wanted import wanted
from casetracker.clients import actions as clients
from casetracker.clients.actions import Agreed, ClientValues
from casetracker.kit.db import transaction
from casetracker.ledger.openings import openings_of
from tests.cases.telling import SECRET_TYPE, days_ago, file_of, log, opened, typed
from tests.making import IAPALA
from tests.people import World

sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
HOSTILE = [
    "%",
    "_%_",
    "'; DROP TABLE token; --",
    '"zzz" OR 1=1',
    "zzz*",
    "\u202eaucám",
    "ﬃ ﬃ",
    "😀😀😀",
    "مريم",
    "<b>x</b>",
]
TOO_MANY = " ".join(f"word{number}" for number in range(13))


def came(name: str, phone: str = "", village: str = "") -> dict[str, Any]:
    """A client who agreed that a record is kept."""
    values = ClientValues(name=name, phone=phone, village=village, sex="f")
    return {"client": values, "agreed": [Agreed("record", "oral")]}


def found(world: World, text: str, who: str = "ana") -> list[UUID]:
    """The cases found, the best first."""
    page = search(world.reader(who), world.programme, wanted(text))
    return [hit.row.dossier_id for hit in (*page.sealed, *page.hits)]


def number(world: World, case_id: UUID) -> str:
    return file_of(world, case_id).reference


@pytest.fixture
def macuacua(world: World) -> UUID:
    """Her case, among others."""
    opened(world, **came("Bernardo Cossa", "82 555 0000"), narrative="The fridge is broken.")
    return opened(
        world, **came("Olinda Macuácua", "+258 84 123 4567", "Bairro Chamissava"),
        narrative="Não há xarope pediátrico; a direcção prometeu amoxicilina.",
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Macuácua", "MACUACUA", "makwakwa", "macu", "Makuakua Olinda", "olinda macu", "841234567", "84 123 4567",
        "00258 84 123 4567", "chamissava", "xamissava", "amoxicilina", "AMOXICÍLINA", "olinda amoxicilina",
        "macu 84-123-4567 direccao",
    ],
)  # fmt: skip
def test_words_names_sounds_and_phones_lead_to_the_case(world: World, macuacua: UUID, text: str) -> None:
    assert found(world, text) == [macuacua]


@pytest.mark.parametrize(
    "text", ["macuacua cossa", "amoxi", "zzz", "84 123 4568", "macuacuax", "olinda fridge", *HOSTILE]
)
def test_what_is_not_all_there_is_not_found(world: World, macuacua: UUID, text: str) -> None:
    assert found(world, text) == []


@pytest.mark.parametrize("text", ["%macu%", "macu*", '"macu"', "<macu>", "macu\u202e", "m\u0301acu", "ＭＡＣＵ"])
def test_signs_around_a_word_do_nothing(world: World, macuacua: UUID, text: str) -> None:
    assert found(world, text) == [macuacua]


def test_a_reference_is_enough_and_so_is_a_part_of_it(world: World, macuacua: UUID) -> None:
    whole = number(world, macuacua)
    letters, year, digits = whole.split("-")
    for text in (whole, whole.lower(), f"{letters} {year} {digits}", f"{year}-{digits}", digits, str(int(digits))):
        assert found(world, text) == [macuacua], text
    assert len(found(world, f"{letters}-{year}-0000")) == 2
    assert found(world, f"OTHER-{year}-{digits}") == found(world, "99999") == []


def test_the_best_come_first_and_the_newest_of_equals(world: World) -> None:
    told = opened(world, narrative="Maria was with him.", on=days_ago(1))
    sounds, begins = opened(world, **came("Mária-Rita Maryah")), opened(world, **came("Mariana Tembe"))
    other, exact = opened(world, **came("Ana Marya")), opened(world, **came("Maria Bila"))
    assert found(world, "maria") == [exact, sounds, begins, other, told]


def test_only_what_the_reader_may_open_is_found(world: World, macuacua: UUID) -> None:
    for text in ("macu", "makwakwa", "amoxicilina", "84 123 4567", number(world, macuacua)):
        who = {who for who in ("ana", "rosa", "marta", "carlos", "lucia", "felix", "salma") if found(world, text, who)}
        assert who == {"ana", "rosa", "marta"}, text


def test_a_highly_restricted_case_is_found_by_those_it_names_only(world: World, macuacua: UUID) -> None:
    secret = opened(world, types=[SECRET_TYPE], **came("Graça Makwakwa", "86 000 1111"), narrative="Segredos ditos.")
    reference = number(world, secret)
    for text in ("Graça", "gra", "segredos", "86 000 1111", reference):
        assert {who for who in world.ids if found(world, text, who)} == {"ana", "rosa"}, text
    assert found(world, "macuacua") == [secret, macuacua]
    assert found(world, "macuacua", "marta") == [macuacua]


def test_a_client_of_few_readers_does_not_give_their_open_case_away(world: World) -> None:
    case_id = opened(world, **came("Zulmira Nhaca"), narrative="No syrup.")
    client = UUID(str(file_of(world, case_id).state.codes["client"]))
    assert found(world, "nyaka", "marta") == [case_id]
    with transaction():
        clients.raise_tier(
            by=world.reader("ana").author, programme=world.programme, client_id=client, tier="highly_restricted"
        )
    assert found(world, "nyaka", "marta") == []
    assert found(world, "syrup", "marta") == [case_id]
    assert found(world, "nyaka") == [case_id]


def test_a_corrected_name_is_found_as_it_was_and_as_it_is(world: World, macuacua: UUID) -> None:
    client = UUID(str(file_of(world, macuacua).state.codes["client"]))
    with transaction():
        clients.correct_client(
            by=world.reader("ana").author, programme=world.programme, client_id=client, changes={"name": "Olga Sitoe"}
        )
    assert found(world, "sithoe") == found(world, "macu") == [macuacua]


def test_a_person_with_several_cases_leads_to_each(world: World, macuacua: UUID) -> None:
    client = UUID(str(file_of(world, macuacua).state.codes["client"]))
    again = opened(world, client_id=client, place=IAPALA)
    assert found(world, "makwakwa") == [again, macuacua]


def test_an_accused_person_is_never_looked_up(world: World) -> None:
    opened(world, accused="Enfermeiro Zacarias Quembo")
    assert found(world, "zacarias") == found(world, "quembo") == []


@sqlite
def test_pages_follow_one_another_without_gap_or_repeat(world: World) -> None:
    made = {opened(world, **came(f"Maria {name}"), narrative="maria") for name in ("Bila", "Cossa") * 10}
    made |= {opened(world, **came("Mariana"), narrative="x") for _ in range(8)} | {
        opened(world, narrative="Maria") for _ in range(30)
    }
    shown: list[UUID] = []
    key, pages = "", 0
    while key or not pages:
        page = search(world.reader("ana"), world.programme, wanted("maria"), key)
        shown += [hit.row.dossier_id for hit in page.hits]
        key, pages = page.next_key, pages + 1
    assert (pages, len(shown), set(shown)) == (3, 58, made)


@sqlite
def test_what_is_typed_is_in_no_address_and_what_is_shown_is_on_record(world: World) -> None:
    ana = world.seat("ana")
    case_id = log(ana, name="Olinda Macuácua", narrative="Secret syrup.", told_on=typed(days_ago(1)))
    page = ana.post("/search", {"text": "makwakwa"})
    assert (page.status_code, page.history) == (200, ())
    assert str(case_id) in page.text
    assert "Olinda Macuácua" in page.text
    assert "sounds alike" in page.text
    assert "<title>Notes</title>" in page.text
    assert [one.what for one in openings_of(case_id)] == ["search"]
    assert "Olinda" not in ana.get("/search?text=makwakwa").text
    assert "makwakwa" not in re.sub(r'<input[^>]*name="text"[^>]*>', "", page.text)
    assert 'action="/search"' in ana.get("/cases").text
    nothing = world.seat("carlos").post("/search", {"text": "makwakwa"})
    assert "Nothing found" in nothing.text
    assert len(openings_of(case_id)) == 1
    assert world.seat("felix").post("/search", {"text": "macu"}).status_code == 404
    assert 'action="/search"' not in world.seat("felix").get("/reports").text


@sqlite
@pytest.mark.parametrize(
    "text", ["", " ", "a", "dos que com", "..", "%_", "x" * 10_000, "ma\0cu", "um " * 60, TOO_MANY]
)
def test_what_cannot_be_looked_for_is_said_in_a_sentence(world: World, text: str) -> None:
    answer = world.seat("ana").post("/search", {"text": text})
    assert answer.status_code == 422
    assert "Nothing was looked for yet" in answer.text


@sqlite
def test_reading_sealed_files_through_is_on_record_without_the_words(world: World) -> None:
    secret = opened(world, types=[SECRET_TYPE], **came("Graça Sitoe"))
    world.seat("ana").post("/search", {"text": "nothing like it"})
    assert openings_of(secret) == []
    assert [(one.user, one.what) for one in openings_of(world.programme.dossier_id)] == [("ana", "search")]
    world.seat("ana").post("/search", {"text": "graca"})
    assert [one.what for one in openings_of(secret)] == ["search"]


@sqlite
def test_what_is_said_later_in_a_sealed_file_is_found_too(world: World) -> None:
    secret = opened(world, types=[SECRET_TYPE], **came("Graça Sitoe"))
    assert found(world, "ambulância") == []
    with transaction():
        actions.add_note(by=world.reader("ana").author, programme=world.programme, case_id=secret, text="A ambulancia!")
    assert found(world, "ambulância") == found(world, "graca ambulancia") == [secret]


@sqlite
def test_no_file_of_the_instance_holds_what_was_looked_for(world: World) -> None:
    ana = world.seat("ana")
    log(ana, name="Olinda Macuácua", narrative="Quissangalo disse.", told_on=typed(days_ago(1)))
    for text in ("Macuácua", "makwakwa", "quissangalo", "Vuvuzelani"):
        assert ana.post("/search", {"text": text}).status_code == 200
    words = [word.encode() for word in ("Macuácua", "macuacua", "makwakwa", "uissangalo", "uvuzelani")]
    held = {
        (path.name, word)
        for path in Path(world.app.instance_path).rglob("*")
        for word in words
        if path.is_file() and word in path.read_bytes()
    }
    assert held == set()
