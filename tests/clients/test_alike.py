"""Files of a coordinator's area that may be of one person are proposed to them, until somebody says what they are."""

from __future__ import annotations

from uuid import UUID

import pytest

from casetracker.clients import proposed
from casetracker.clients.actions import hand_over_client, raise_tier
from casetracker.clients.merging import merge_clients
from casetracker.clients.pairing import hold_apart
from casetracker.kit.db import db, transaction
from casetracker.ledger.entries import MACHINE
from casetracker.ledger.openings import openings_of
from tests.making import make_client, reach
from tests.people import World

NAMES = ("Amélia Sitoe", "Bernardo Cossa", "Celeste Nhantumbo", "Domingos Macuácua", "Elsa Chissano")


def client(world: World, name: str = "Amélia Sitoe", **values: object) -> UUID:
    return make_client(world.programme, world.reader("ana").author, name=name, **{"village": "Lionde"} | values)  # type: ignore[arg-type]


@pytest.fixture
def twins(world: World) -> tuple[UUID, UUID]:
    """Two files of one woman, and one of a neighbour."""
    client(world, "Bernardo Cossa")
    return client(world), client(world, "Amelia Rosa Sithoe")


def shown(world: World, who: str = "rosa") -> set[frozenset[UUID]]:
    found = proposed.proposed(world.reader(who), world.programme_id)
    return {frozenset((one.first, one.second)) for one in found.pairs}


def test_two_files_of_one_person_are_proposed_once_and_that_they_were_shown_is_on_record(
    world: World, twins: tuple[UUID, UUID]
) -> None:
    found = proposed.proposed(world.reader("rosa"), world.programme_id)
    assert [{one.first, one.second} for one in found.pairs] == [set(twins)]
    page = world.seat("rosa").get("/clients/alike").text
    assert "Amelia Rosa Sithoe" in page
    assert "Bernardo" not in page
    assert f"/same/{twins[1]}" in page or f"/same/{twins[0]}" in page
    assert [one.what for one in openings_of(twins[0])] == ["list"]


def test_what_was_judged_is_not_proposed_again(world: World, twins: tuple[UUID, UUID]) -> None:
    deed = {"by": world.reader("rosa").author, "programme": world.programme, "client_id": twins[0]}
    with transaction():
        merge_clients(**deed, into=twins[1])
    assert shown(world) == set()
    db.session.rollback()
    third = client(world)
    assert shown(world) == {frozenset((third, twins[1]))}
    with transaction():
        hold_apart(by=deed["by"], programme=world.programme, client_id=third, other=twins[1])
    assert shown(world) == set()


def test_only_files_of_their_own_area_and_never_highly_restricted_ones(world: World, twins: tuple[UUID, UUID]) -> None:
    with transaction():
        hand_over_client(by=MACHINE, programme=world.programme, client_id=twins[0], reach=reach("carlos", "south"))
    assert shown(world) == set()
    assert shown(world, "marta") == {frozenset(twins)}
    with transaction():
        raise_tier(by=MACHINE, programme=world.programme, client_id=twins[1], tier="highly_restricted")
    assert shown(world, "marta") == set()
    for who in ("ana", "carlos", "lucia", "felix", "salma"):
        assert world.seat(who).get("/clients/alike").status_code == 404


def test_however_many_there_are_the_pages_show_each_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposed, "SHOWN", 1)
    monkeypatch.setattr(proposed, "AT_ONCE", 2)
    for name in NAMES:
        client(world, name)
        client(world, f"{name} Júnior")
    found, after = [], 0
    for _page in range(20):
        page = proposed.proposed(world.reader("rosa"), world.programme_id, after)
        found += [frozenset((one.first, one.second)) for one in page.pairs]
        if page.after is None:
            break
        after = page.after
    assert len(found) == len(set(found)) == len(NAMES)
    assert world.seat("rosa").get("/clients/alike?after=x").status_code == 200
