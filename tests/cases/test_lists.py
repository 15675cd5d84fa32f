"""My day, the list and the coordinator's page: what asks for whom, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import event

from casetracker.cases import actions
from casetracker.kit.db import db, transaction
from casetracker.kit.ids import new_id
from casetracker.ledger.openings import openings_of
from tests.cases.telling import SECRET_TYPE, TODAY, days_ago, opened, state_of, typed
from tests.making import IAPALA
from tests.people import World

sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement sent to a database in the block."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    engines = list(db.engines.values())
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


def step(world: World, case_id: UUID, **more: object) -> None:
    with transaction():
        actions.take_step(
            by=world.reader("ana").author, programme=world.programme, case_id=case_id,
            **{"on": days_ago(1), "breaches": ["1"], "remedy": "dialogue_dir", **more},
        )  # fmt: skip


def part(page: str, name: str) -> str:
    return page.split(f'id="part-{name}"')[1].split("</section>")[0]


@sqlite
@pytest.mark.parametrize("path", ["/day", "/cases", "/team"])
@pytest.mark.parametrize("types", [["MED-STOCK"], [SECRET_TYPE]])
def test_three_new_rows_cost_as_many_queries_as_one(world: World, path: str, types: list[str]) -> None:
    rosa = world.seat("rosa")
    rosa.get(path)
    opened(world, who="rosa", on=days_ago(9), types=types)
    with counted() as one:
        assert rosa.get(path).status_code == 200
    for on in (8, 7, 6):
        opened(world, who="rosa", on=days_ago(on), types=types)
    with counted() as three:
        rosa.get(path)
    named = [sum("opening" in statement for statement in sent) for sent in (one, three)]
    assert len(three) - named[1] == len(one) - named[0], three


def test_my_day_shows_what_asks_for_me(world: World) -> None:
    late, soon, asked, done, silent = (opened(world, on=days_ago(on)) for on in (20, 1, 5, 9, 80))
    step(world, asked, result="waiting", due=TODAY + timedelta(days=10))
    step(world, done, due=TODAY + timedelta(days=20))
    with transaction():
        actions.resolve_breach(by=world.reader("ana").author, programme=world.programme, case_id=done, on=days_ago(1),
                               breach="1", outcome="resolved_full")  # fmt: skip
    page = world.seat("ana").get("/day").text
    shown = {name: {one for one in (late, soon, asked, done, silent) if str(one) in part(page, name)}
             for name in ("overdue", "this_week", "waiting", "to_confirm", "silent")}  # fmt: skip
    assert shown == {"overdue": {late, silent}, "this_week": {soon}, "waiting": {asked}, "to_confirm": {done},
                     "silent": {silent}}  # fmt: skip


def test_the_list_is_cut_sorted_and_turned_by_key_and_its_address_keeps_the_filter(world: World) -> None:
    with transaction():
        made = [_one(world, number) for number in range(28)]
    ana = world.seat("ana")
    first = ana.get("/cases?state=&sort=oldest").text
    assert sum(str(one) in first for one in made) == 25
    assert str(made[-1]) in first
    onward = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "sort=oldest" in onward
    second = ana.get(onward).text
    assert {one for one in made if f'/cases/{one}"' in second} == set(made[:3])
    back = second.split('rel="prev" href="')[1].split('"')[0].replace("&amp;", "&")
    before = ana.get(back).text
    assert sum(f'/cases/{one}"' in before for one in made) == 25


def _one(world: World, number: int) -> UUID:
    return actions.log_case(
        by=world.reader("ana").author, programme=world.programme, told_on=days_ago(number), types=["MED-STOCK"],
        place=None if number < 0 else "centro-de-saude-de-lionde", team="north", narrative="x",
    ).dossier_id  # fmt: skip


@sqlite
def test_the_list_is_filtered_by_what_people_ask_for(world: World) -> None:
    here = opened(world, on=days_ago(2))
    there = opened(world, on=days_ago(40), place=IAPALA, types=["INF-WATER", "PER-WAIT"])
    ana = world.seat("ana")
    asked = {
        "type=MED-STOCK": {here}, "type=PER-WAIT": {there}, "area=province~nampula": {there}, "overdue=y": {there},
        "area=district~chokwe": {here}, f"opened_from={typed(days_ago(5))}": {here}, "worker=rosa": set(),
        f"opened_to={typed(days_ago(5))}": {there}, "state=closed": set(), "state=": {here, there},
        "sort=due": {here, there}, "turn=institution": set(), "turn=others": set(),
        "this_week=y": {here}, "tier=normal": {here, there}, "opened_from=nonsense":
        {here, there}, "sort=nonsense": {here, there}, "after=nonsense": {here, there}, "area=x~y": {here, there},
    }  # fmt: skip
    for query, expected in asked.items():
        answer = ana.get(f"/cases?{query}")
        assert answer.status_code == 200
        assert {one for one in (here, there) if str(one) in answer.text} == expected, query


@sqlite
def test_the_coordinators_page_says_who_carries_how_much(world: World) -> None:
    for on in (3, 30):
        opened(world, on=days_ago(on))
    opened(world, types=[SECRET_TYPE])
    page = world.seat("rosa").get("/team").text
    row = page.split("Open cases by worker")[-1].split("<tbody")[1].split("</tr>")[0]
    assert [cell.split("<")[0].strip() for cell in row.split('numeric">')[1:]] == ["3", "1", "0", "0", "0"]


@sqlite
@pytest.mark.parametrize("types", [["MED-STOCK"], [SECRET_TYPE]])
def test_what_was_just_recorded_is_in_the_next_page(world: World, types: list[str]) -> None:
    rosa, case_id = world.seat("rosa"), opened(world, on=days_ago(9), types=types)
    overdue = '<p class="card__value">1</p>'
    assert str(case_id) in rosa.get("/cases?overdue=y").text
    assert rosa.get("/team").text.count(overdue) == 2, "one is open, one is overdue"
    step(world, case_id, due=TODAY + timedelta(days=9))
    assert str(case_id) not in rosa.get("/cases?overdue=y").text
    assert rosa.get("/team").text.count(overdue) == 1, "one is open, none is overdue"


@sqlite
def test_of_many_highly_restricted_cases_the_list_shows_a_few_and_the_way_to_all(world: World) -> None:
    rosa, made = world.seat("rosa"), [opened(world, on=days_ago(on), types=[SECRET_TYPE]) for on in range(1, 9)]
    page = rosa.get("/cases").text
    assert sum(f'/cases/{one}"' in page for one in made) == 6
    assert "All 8" in page
    assert [len(openings_of(one)) for one in made] == [0, 0, *[1] * 6], "only what was shown is on record as seen"
    assert all(f'/cases/{one}"' in rosa.get("/cases?tier=highly_restricted").text for one in made)


@sqlite
def test_one_meeting_is_a_step_on_every_case_chosen_or_on_none(world: World) -> None:
    ana = world.seat("ana")
    first, second, third = (opened(world, on=days_ago(9), types=["MED-STOCK", "INF-WATER"]) for _ in range(3))
    assert ana.get(f"/cases/steps?case={first}&case={second}&case={third}").status_code == 200
    form = {
        "nonce": str(new_id()), "case": [str(first), str(second), str(third)], "on": typed(days_ago(10)),
        "remedy": "dialogue_dir", f"b_{first.hex}_1": "resolved_full", f"b_{first.hex}_2": "about",
        f"b_{second.hex}_1": "no", f"b_{second.hex}_2": "resolved_partial", f"b_{third.hex}_1": "no",
        f"b_{third.hex}_2": "no",
    }  # fmt: skip
    refused = ana.post("/cases/steps", form)
    assert refused.status_code == 422
    assert "before the case was opened" in refused.text
    assert [len(state_of(world, one).steps) for one in (first, second, third)] == [0, 0, 0]
    taken = ana.post("/cases/steps", {**form, "on": typed(days_ago(1))})
    assert "The step is saved in 2 cases." in ana.get("/me").text
    again = ana.post("/cases/steps", {**form, "on": typed(days_ago(1))})
    assert (taken.status_code, again.status_code) == (303, 303)
    states = [state_of(world, one) for one in (first, second, third)]
    assert [[step.breaches for step in state.steps] for state in states] == [[("1", "2")], [("2",)], []]
    assert [state.breaches["1"].status for state in states] == ["resolved", "open", "open"]
