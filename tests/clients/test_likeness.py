"""Two descriptions of one person agree in any spelling; two people who share a name are told apart by the rest."""

from __future__ import annotations

import pytest

from casetracker.clients.actions import ClientValues
from casetracker.clients.likeness import likeness

AMELIA = ClientValues(name="Amélia Macuácua", phone="84 123 4567", village="Chókwè", sex="f", age_band="25-49")


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Amelia Makwakwa"},
        {"name": "MACUACUA, Amélia", "village": "Chokwe"},
        {"name": "Amélia Rosa Macuácua", "sex": "f"},
        {"name": "Amélia Macuacua", "sex": "f", "age_band": "50+"},
        {"name": "Amélia", "phone": "+258 841234567", "village": "Chokwe"},
        {"name": "", "phone": "841234567", "village": "Chókwè", "sex": "f", "age_band": "25-49"},
    ],
)
def test_one_person_is_seen_in_any_spelling(other: dict[str, str]) -> None:
    found = likeness(AMELIA, ClientValues(**other))
    assert found.points == likeness(ClientValues(**other), AMELIA).points
    if other["name"]:
        assert found.possible, found


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Bernardo Cossa"},
        {"name": ""},
        {"name": "Amélia"},
        {"name": "Amélia Macuácua", "sex": "m"},
        {"name": "Amélia Macuácua", "village": "Guijá", "age_band": "15-24"},
        {"name": "مريم", "village": "Chókwè", "sex": "f"},
        {"name": "Bernardo Cossa", "village": "Chókwè", "sex": "f", "age_band": "25-49"},
    ],
)
def test_two_people_are_told_apart(other: dict[str, str]) -> None:
    assert not likeness(AMELIA, ClientValues(**other)).possible


def test_what_agrees_and_what_differs_is_said_and_the_unknown_is_neither() -> None:
    found = likeness(AMELIA, ClientValues(name="Amélia Macuácua", phone="841234567", village="Guijá", sex="u"))
    assert set(found.agrees) == {"name", "phone"}
    assert found.differs == ("village",)


@pytest.mark.parametrize(
    ("one", "other"),
    [("João Gonçalves", "Joao Gonsalves"), ("Jiménez", "Gimenes"), ("Philippe Gauthier", "Felipe Gotier"),
     ("Katherine Smith", "Catherine Smyth"), ("Quelimane", "Kelimane"), ("Sitoe", "Sithoe")],
)  # fmt: skip
def test_names_of_four_languages_are_heard_alike(one: str, other: str) -> None:
    assert likeness(ClientValues(name=one), ClientValues(name=other)).possible
