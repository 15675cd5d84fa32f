"""Two files of one person: compared by whoever may open both, counted as one by a coordinator, and apart again."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import func, select

from casetracker.clients.models import ClientPair
from casetracker.clients.queries import client_state
from casetracker.kit.db import db
from casetracker.kit.ids import new_id
from casetracker.ledger.models import PersonAlias
from casetracker.ledger.openings import openings_of
from casetracker.ledger.rows import rows_of
from tests.making import make_client
from tests.people import Browser, World


def client(world: World, name: str = "Amélia Sitoe", who: str = "ana", **values: object) -> UUID:
    return make_client(world.programme, world.reader(who).author, name=name, **values)  # type: ignore[arg-type]


@pytest.fixture
def pair(world: World) -> tuple[UUID, UUID]:
    """Two files of Ana's that look like one person's."""
    return client(world, phone="84 123 4567", village="Lionde"), client(world, "Amelia Sithoe", phone="+258 841234567")


def judge(browser: Browser, pair: tuple[UUID, UUID], verdict: object) -> int:
    answer = browser.post(f"/clients/{pair[0]}/same/{pair[1]}", {"nonce": str(new_id()), "verdict": str(verdict)})
    return answer.status_code


def aliases() -> int:
    return db.session.scalar(select(func.count()).where(PersonAlias.known_to.is_(None))) or 0


def test_both_files_stand_side_by_side_and_that_they_were_opened_is_on_record(
    world: World, pair: tuple[UUID, UUID]
) -> None:
    page = world.seat("rosa").get(f"/clients/{pair[0]}/same/{pair[1]}")
    assert page.status_code == 200
    assert "Amelia Sithoe" in page.text
    assert "alike" in page.text
    assert [[one.user for one in openings_of(client_id)] for client_id in pair] == [["rosa"], ["rosa"]]


def test_a_coordinator_counts_them_as_one_and_both_files_say_so_until_it_is_undone(
    world: World, pair: tuple[UUID, UUID]
) -> None:
    rosa, (goes, stays) = world.seat("rosa"), pair
    assert judge(rosa, pair, "") == 422
    assert judge(rosa, pair, stays) == 303
    assert (client_state(goes).merged_into, client_state(stays).joined, aliases()) == (stays, (goes,), 1)
    assert rows_of(goes)[-1].kind == "client.merged"
    assert rows_of(stays)[-1].kind == "client.joined"
    assert f'href="/clients/{stays}"' in rosa.get(f"/clients/{goes}").text
    assert f'href="/clients/{goes}"' in rosa.get(f"/clients/{stays}").text
    assert judge(rosa, pair, stays) == 422
    assert rosa.post(f"/clients/{goes}/apart").status_code == 303
    assert (client_state(goes).merged_into, client_state(stays).joined, aliases()) == (None, (), 0)
    assert rosa.post(f"/clients/{goes}/apart").status_code == 409
    assert judge(rosa, pair, stays) == 303


def test_two_people_are_held_apart_and_that_is_remembered(world: World, pair: tuple[UUID, UUID]) -> None:
    assert judge(world.seat("rosa"), pair, "apart") == 303
    assert db.session.scalars(select(ClientPair.state)).all() == ["different"]
    assert aliases() == 0


def test_a_paralegal_asks_and_does_not_decide(world: World, pair: tuple[UUID, UUID]) -> None:
    ana = world.seat("ana")
    assert "Ask the coordinator" in ana.get(f"/clients/{pair[0]}/same/{pair[1]}").text
    assert judge(ana, pair, pair[1]) == 303
    assert client_state(pair[0]).merged_into is None
    assert db.session.scalars(select(ClientPair.state)).all() == ["asked"]
    assert judge(ana, pair, "") == 422
    assert ana.post(f"/clients/{pair[0]}/apart").status_code == 404


@pytest.mark.parametrize("who", ["carlos", "felix", "salma", "lucia"])
def test_whoever_may_not_open_both_finds_no_such_page(world: World, pair: tuple[UUID, UUID], who: str) -> None:
    browser, path = world.seat(who), f"/clients/{pair[0]}/same/{pair[1]}"
    assert browser.get(path).status_code == 404
    assert browser.post(path, {"verdict": str(pair[1])}).status_code == 404
    assert browser.post(f"/clients/{pair[0]}/apart").status_code == 404


def test_with_a_file_of_another_area_or_itself_there_is_no_such_page(world: World, pair: tuple[UUID, UUID]) -> None:
    rosa = world.seat("rosa")
    secret = client(world, "Amélia Segredo", flags=("gbv",))
    for other in (pair[0], secret, new_id()):
        assert rosa.get(f"/clients/{pair[0]}/same/{other}").status_code == 404
        assert rosa.get(f"/clients/{other}/same/{pair[0]}").status_code == 404


def test_a_highly_restricted_client_is_not_merged_even_by_who_may_open_it(
    world: World, pair: tuple[UUID, UUID]
) -> None:
    secret, ana = client(world, "Amélia Segredo", flags=("gbv",)), world.seat("ana")
    assert "not merged with another" in ana.get(f"/clients/{pair[0]}/same/{secret}").text
    for one, other in ((pair[0], secret), (secret, pair[0])):
        assert judge(ana, (one, other), "") == 422
    assert aliases() == 0
    assert db.session.scalars(select(ClientPair.state)).all() == []


def test_a_merged_file_links_only_to_what_the_reader_may_open(world: World, pair: tuple[UUID, UUID]) -> None:
    assert judge(world.seat("rosa"), pair, pair[1]) == 303
    page = world.seat("ana").get(f"/clients/{pair[0]}").text
    assert f'href="/clients/{pair[1]}"' in page
    assert "Count them as two people" not in page
