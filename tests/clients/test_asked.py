"""What is asked of a coordinator of another area: answered by whoever coordinates it, and each sees their own."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import func, select

from casetracker.clients.actions import Agreed, ClientValues, raise_tier, record_client
from casetracker.clients.models import ClientPair
from casetracker.clients.pairing import ask_same
from casetracker.clients.queries import client_state
from casetracker.kit.db import db, transaction
from casetracker.kit.ids import new_id
from casetracker.ledger.entries import MACHINE
from casetracker.ledger.models import PersonAlias
from tests.making import make_client, reach
from tests.people import World


@pytest.fixture
def pair(world: World) -> tuple[UUID, UUID]:
    """Ana's client and Carlos's, of whom Carlos asked whether it is Ana's."""
    ours = make_client(world.programme, world.reader("ana").author, phone="84 123 4567")
    with transaction():
        theirs = record_client(
            by=world.reader("carlos").author, programme=world.programme, reach=reach("carlos", "south"),
            values=ClientValues(name="Amelia Sithoe", phone="841234567", village="Segredo"),
            agreed=[Agreed("record", "oral")],
        ).dossier_id  # fmt: skip
        ask_same(by=world.reader("carlos").author, programme=world.programme, client_id=theirs, other=ours)
    return ours, theirs


def answer(world: World, pair: tuple[UUID, UUID], verdict: str, who: str = "rosa") -> int:
    path = f"/clients/{pair[0]}/asked/{pair[1]}"
    return world.seat(who).post(path, {"nonce": str(new_id()), "verdict": verdict}).status_code


def test_the_coordinator_sees_theirs_whole_and_of_the_other_only_what_agrees(
    world: World, pair: tuple[UUID, UUID]
) -> None:
    rosa = world.seat("rosa")
    assert "/clients/asked" in rosa.get("/team").text
    assert f"/clients/{pair[0]}/asked/{pair[1]}" in rosa.get("/clients/asked").text
    page = rosa.get(f"/clients/{pair[0]}/asked/{pair[1]}").text
    assert "Amélia Sitoe" in page
    assert "alike" in page
    assert "not open to you" in page
    for word in ("Sithoe", "841234567", "Segredo"):
        assert word not in page
    whole = world.seat("marta").get(f"/clients/{pair[0]}/asked/{pair[1]}").text
    assert "Sithoe" in whole


def test_accepted_they_count_as_one_in_both_files_and_declined_as_two(world: World, pair: tuple[UUID, UUID]) -> None:
    ours, theirs = pair
    assert answer(world, pair, "") == 422
    assert answer(world, pair, "accepted") == 303
    assert (client_state(theirs).merged_into, client_state(ours).joined) == (ours, (theirs,))
    assert db.session.scalar(select(func.count()).where(PersonAlias.known_to.is_(None))) == 1
    assert answer(world, pair, "accepted") == 404
    page = world.seat("carlos").get(f"/clients/{theirs}").text
    assert "counted as one person with another" in page
    assert str(ours) not in page
    assert world.seat("marta").post(f"/clients/{theirs}/apart").status_code == 303
    assert client_state(ours).joined == ()


def test_declined_nothing_is_counted_otherwise_and_whoever_asked_reads_it(
    world: World, pair: tuple[UUID, UUID]
) -> None:
    assert answer(world, pair, "declined") == 303
    assert client_state(pair[1]).merged_into is None
    assert "It is not the same person" in world.seat("carlos").get(f"/clients/{pair[1]}").text
    assert "/clients/asked" not in world.seat("rosa").get("/team").text


@pytest.mark.parametrize("who", ["ana", "carlos", "lucia", "felix", "salma"])
def test_nobody_else_sees_or_answers_the_question(world: World, pair: tuple[UUID, UUID], who: str) -> None:
    browser = world.seat(who)
    assert browser.get("/clients/asked").status_code == 404
    assert browser.get(f"/clients/{pair[0]}/asked/{pair[1]}").status_code == 404
    assert answer(world, pair, "accepted", who) == 404


@pytest.mark.parametrize("which", [0, 1])
def test_once_one_of_them_is_highly_restricted_there_is_no_question(
    world: World, pair: tuple[UUID, UUID], which: int
) -> None:
    with transaction():
        raise_tier(by=MACHINE, programme=world.programme, client_id=pair[which], tier="highly_restricted")
    for who in ("rosa", "marta"):
        assert str(pair[1]) not in world.seat(who).get("/clients/asked").text
        assert answer(world, pair, "accepted", who) == 404
    assert client_state(pair[1]).merged_into is None
    if which:
        assert db.session.scalars(select(ClientPair)).all() == []
