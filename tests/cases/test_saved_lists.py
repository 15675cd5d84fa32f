"""A list is kept for its maker or for a team, opens with whatever fits it, and holds no word in the clear."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select

from casetracker.cases.models import SavedList
from casetracker.kit.db import db
from casetracker.kit.ids import new_id
from tests.cases.telling import opened
from tests.people import Browser, World

sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def keep(browser: Browser, query: str = "worker=ana&overdue=y", **fields: Any) -> str:
    """Keep a list; its own address."""
    answer = browser.post(f"/cases/lists?{query}", {"nonce": str(new_id()), "name": "Late ones", "team": "", **fields})
    assert answer.status_code == 303, answer.text
    found = re.findall(r"/cases/lists/([0-9a-f-]{36})", browser.get("/cases").text)
    return f"/cases/lists/{found[-1]}"


def names(browser: Browser, path: str = "/cases") -> bool:
    return "Late ones" in browser.get(path).text


def test_a_list_is_kept_renamed_shared_and_deleted(world: World) -> None:
    ana, carlos = world.seat("ana"), world.seat("carlos")
    mine = opened(world)
    address = keep(ana, "worker=ana")
    page = ana.get("/cases").text
    link = re.search(r'href="(/cases\?[^"]*)">Late ones', page)
    assert link is not None
    assert str(mine) in ana.get(link[1].replace("&amp;", "&")).text
    assert names(ana, "/day")
    assert [names(world.seat(who)) for who in ("rosa", "marta", "carlos")] == [False, False, False]
    assert ana.post(address, {"nonce": str(new_id()), "name": "Late ones, north", "team": "north"}).status_code == 303
    assert [names(world.seat(who)) for who in ("rosa", "marta", "carlos")] == [True, True, False]
    assert address not in world.seat("rosa").get("/cases").text
    for other in (world.seat("rosa"), world.seat("marta"), carlos):
        assert other.get(address).status_code == 404
        assert other.post(f"{address}/delete").status_code == 404
    assert ana.post(f"{address}/delete").status_code == 303
    assert not names(ana)
    assert ana.get(address).status_code == 404


@sqlite
def test_a_shared_list_shows_each_reader_what_they_may_open(world: World) -> None:
    ana, rosa = world.seat("ana"), world.seat("rosa")
    mine, theirs = opened(world), opened(world, who="carlos", team="south")
    keep(rosa, "state=is_open", team="north")
    link = re.search(r'href="(/cases\?[^"]*)">Late ones', ana.get("/cases").text)
    assert link is not None
    page = ana.get(link[1].replace("&amp;", "&")).text
    assert (str(mine) in page, str(theirs) in page) == (True, False)


@sqlite
def test_only_a_team_of_ones_own_is_offered(world: World) -> None:
    ana = world.seat("ana")
    refused = ana.post("/cases/lists", {"nonce": str(new_id()), "name": "All mine", "team": "south"})
    assert refused.status_code == 422
    assert "All mine" in refused.text
    assert ana.post("/cases/lists", {"nonce": str(new_id()), "name": " ", "team": ""}).status_code == 422


@sqlite
def test_a_name_stands_sealed_and_a_filter_keeps_codes_only(world: World) -> None:
    ana = world.seat("ana")
    keep(ana, "worker=ana&opened_from=1/5/2026&opened_to=Amelia&text=Amelia&state=is_open", name="Late ones of Amélia")
    row = db.session.scalars(select(SavedList)).one()
    assert row.filters == {"worker": "ana", "opened_from": "1/5/2026", "state": "is_open"}
    assert b"Am" not in row.name


@sqlite
def test_a_list_sent_twice_is_kept_once(world: World) -> None:
    ana, sent = world.seat("ana"), {"nonce": str(new_id()), "name": "Once", "team": ""}
    assert [ana.post("/cases/lists?worker=ana", sent).status_code for _ in range(2)] == [303, 303]
    assert len(db.session.scalars(select(SavedList)).all()) == 1
    assert world.seat("felix").get("/cases/lists").status_code == 404
