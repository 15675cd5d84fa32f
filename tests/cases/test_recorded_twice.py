"""A case that looks like another is shown beside it, counted once where it is a duplicate, left alone where not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from casetracker.cases.models import CaseRow
from casetracker.clients.merging import merge_clients
from casetracker.indicators.counting import count
from casetracker.kit.db import db, transaction
from casetracker.kit.periods import Period
from tests.cases.telling import SECRET_TYPE, TODAY, days_ago, do, done, file_of, opened, with_client
from tests.people import World


def client_of(case_id: UUID) -> UUID:
    found = db.session.scalars(select(CaseRow.client_id).where(CaseRow.dossier_id == case_id)).one()
    assert found is not None
    return found


@pytest.fixture
def twins(world: World) -> tuple[UUID, UUID]:
    """The same woman, the same problem, the same place, nine days apart."""
    first = opened(world, on=days_ago(10), **with_client())
    return first, opened(world, on=days_ago(1), client_id=client_of(first))


def counted(world: World) -> float | None:
    return count("C01", programme_id=world.programme_id, period=Period.year(TODAY.year)).value


def reference(world: World, case_id: UUID) -> str:
    return file_of(world, case_id).reference


def test_a_duplicate_is_seen_on_both_pages_taken_out_of_the_counts_and_comes_back(
    world: World, twins: tuple[UUID, UUID]
) -> None:
    (first, second), rosa = twins, world.seat("rosa")
    kept = reference(world, first)
    assert counted(world) == 2
    assert f"Looks like {reference(world, second)}" in rosa.get(f"/cases/{first}").text
    page = rosa.get(f"/cases/{second}").text
    assert f"Looks like {kept}" in page
    assert f"/cases/{second}/void?same_as={kept}" in page
    assert "Possibly recorded twice" in rosa.get("/team").text
    filled = rosa.get(f"/cases/{second}/void?same_as={kept}").text
    assert f'value="{kept}"' in filled
    done(rosa, second, "void", reason="duplicate", same_as=kept)
    assert counted(world) == 1
    assert "Looks like" not in rosa.get(f"/cases/{first}").text
    assert "Possibly recorded twice" not in rosa.get("/team").text
    void = next(one for one in file_of(world, second).state.entries if one.kind == "case.voided")
    done(rosa, second, "withdraw", entry=str(void.id), why="Two matters after all.")
    assert counted(world) == 2
    assert f"Looks like {kept}" in rosa.get(f"/cases/{second}").text


def test_that_it_is_no_duplicate_is_remembered_in_both_directions(world: World, twins: tuple[UUID, UUID]) -> None:
    (first, second), rosa = twins, world.seat("rosa")
    assert do(rosa, second, "distinct", other="HEA-26-99999").status_code == 422
    assert do(world.seat("ana"), second, "distinct", other=reference(world, first)).status_code == 404
    done(rosa, second, "distinct", other=reference(world, first))
    for case_id in twins:
        assert "Looks like" not in rosa.get(f"/cases/{case_id}").text
    assert "Possibly recorded twice" not in rosa.get("/team").text
    assert do(rosa, second, "distinct", other=reference(world, first)).status_code == 422
    assert counted(world) == 2


def test_a_paralegal_sees_the_likeness_and_does_not_decide(world: World, twins: tuple[UUID, UUID]) -> None:
    page = world.seat("ana").get(f"/cases/{twins[1]}").text
    assert "Looks like" in page
    assert "This is a duplicate" not in page


@pytest.mark.parametrize(
    "other", [{"on": days_ago(30)}, {"types": ["INF-WATER"]}, {"place": "hospital-rural-de-chokwe"}, {"client": True}]
)
def test_another_time_problem_place_or_person_is_another_case(world: World, other: dict[str, Any]) -> None:
    first = opened(world, on=days_ago(1), **with_client())
    how = {name: value for name, value in other.items() if name != "client"}
    who = with_client("Bernardo") if "client" in other else {"client_id": client_of(first)}
    second = opened(world, **({"on": days_ago(1)} | how | who))
    assert "Looks like" not in world.seat("rosa").get(f"/cases/{second}").text
    assert "Possibly recorded twice" not in world.seat("rosa").get("/team").text


def test_files_that_count_as_one_person_are_one_person_here(world: World) -> None:
    first, second = (opened(world, on=days_ago(2), **with_client()) for _ in range(2))
    rosa = world.seat("rosa")
    assert "Looks like" not in rosa.get(f"/cases/{second}").text
    with transaction():
        merge_clients(by=world.reader("rosa").author, programme=world.programme, client_id=client_of(second),
                      into=client_of(first))  # fmt: skip
    assert "Looks like" in rosa.get(f"/cases/{second}").text
    assert "Possibly recorded twice" in rosa.get("/team").text


def test_a_case_that_is_not_open_to_the_reader_looks_like_none(world: World) -> None:
    theirs = opened(world, "carlos", team="south", supervisor="marta", **with_client())
    mine = opened(world, client_id=client_of(theirs))
    assert "Looks like" not in world.seat("rosa").get(f"/cases/{mine}").text
    assert "Possibly recorded twice" not in world.seat("rosa").get("/team").text
    assert "Looks like" in world.seat("marta").get(f"/cases/{mine}").text


def test_a_highly_restricted_case_looks_like_none(world: World) -> None:
    first = opened(world, types=[SECRET_TYPE], **with_client())
    told = file_of(world, first).state.codes["client"]
    second = opened(world, types=[SECRET_TYPE], client_id=UUID(told))
    assert "Looks like" not in world.seat("ana").get(f"/cases/{second}").text
    assert "Possibly recorded twice" not in world.seat("marta").get("/team").text
