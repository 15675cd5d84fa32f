"""Cases that name another: recorded twice, or come back after the watch was over."""

from __future__ import annotations

import re

from casetracker.indicators.counting import count
from casetracker.kit.ids import new_id
from casetracker.kit.periods import Period
from tests.cases.telling import SECRET_TYPE, TODAY, days_ago, do, done, file_of, log, opened, state_of, typed
from tests.people import World


def counted(world: World) -> int | float | None:
    return count("C01", programme_id=world.programme_id, period=Period.year(TODAY.year)).value


def test_a_case_recorded_twice_names_the_one_that_stays(world: World) -> None:
    ana, rosa = world.seat("ana"), world.seat("rosa")
    first, second = log(ana), log(ana)
    kept = file_of(world, first).reference
    assert counted(world) == 2
    unsaid = do(rosa, second, "void", reason="duplicate", why="Both of us wrote it.")
    assert unsaid.status_code == 422
    assert "Say which case it is a duplicate of" in unsaid.text
    for wrong in ("HEA-26-99999", file_of(world, second).reference, "x' or 1=1"):
        assert "no other case with this reference" in do(rosa, second, "void", reason="duplicate", same_as=wrong).text
    done(rosa, second, "void", reason="duplicate", same_as=f" {kept.lower()} ")
    assert counted(world) == 1
    assert state_of(world, second).same_as == str(first)
    assert re.search(rf'href="/cases/{first}">\s*{kept}', rosa.get(f"/cases/{second}").text)
    circle = do(rosa, first, "void", reason="duplicate", same_as=file_of(world, second).reference)
    assert "in no count either" in circle.text
    assert counted(world) == 1


def test_the_case_that_stays_is_one_that_the_reader_may_open(world: World) -> None:
    secret = opened(world, "carlos", types=[SECRET_TYPE], team="south", supervisor="marta")
    mine = log(world.seat("ana"))
    reference = file_of(world, secret, "marta").reference
    answer = do(world.seat("rosa"), mine, "void", reason="duplicate", same_as=reference)
    assert "no other case with this reference" in answer.text


def test_what_comes_back_after_the_watch_is_a_new_case_linked_to_the_old_one(world: World) -> None:
    ana = world.seat("ana")
    old = log(ana, told_on=typed(days_ago(90)), types=["INF-WATER"])
    assert f"came_back_from={old}" not in ana.get(f"/cases/{old}").text
    done(ana, old, "resolved", on=typed(days_ago(80)), breaches=["1"], outcome="resolved_full")
    done(ana, old, "close", on=typed(days_ago(45)), reason="verified", told="told")
    found = re.search(r'href="(/cases/new\?[^"]*came_back_from=[^"]*)"', ana.get(f"/cases/{old}").text)
    assert found
    page = ana.get(found[1].replace("&amp;", "&")).text
    assert file_of(world, old).reference in page
    assert re.search(r'value="INF-WATER"[^>]*checked|checked[^>]*value="INF-WATER"', page)
    client = state_of(world, old).codes["client"]
    new = log(ana, types=["INF-WATER"], came_back_from=str(old), client=client)
    state = state_of(world, new)
    assert (state.codes["came_back_from"], state.codes["client"]) == (str(old), client)
    assert f'href="/cases/{old}"' in ana.get(f"/cases/{new}").text
    assert ana.get("/cases/new?came_back_from=nothing").status_code == 404
    assert ana.get(f"/cases/new?came_back_from={new_id()}").status_code == 404
    assert world.seat("carlos").get(f"/cases/new?came_back_from={old}").status_code == 404
