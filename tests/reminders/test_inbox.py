"""The inbox: what concerns me, once, by reference; never a name, never another's case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, event, text

from casetracker.cases import actions
from casetracker.cases.models import ClockRow
from casetracker.kit import clock
from casetracker.kit.db import db, transaction
from casetracker.reminders.models import TELLING_KINDS
from casetracker.reminders.queries.inbox import how_many_new, inbox
from tests.cases.telling import SECRET_TYPE, TODAY, days_ago, file_of, opened, with_client
from tests.conftest import NOW
from tests.people import Browser, World

LINK = re.compile(r'href="/inbox"[^>]*>([^<]+)</a>')
UNTIL = re.compile(r'name="until" value="([^"]+)"')


def remarked(world: World, case: UUID, what: str, who: str = "rosa", words: str = "Which syrup?") -> UUID:
    by = world.reader(who).author
    with transaction():
        written = actions.remark(by=by, programme=world.programme, case_id=case, what=what, text=words)
    return written.state.remarks[-1].id


def due(world: World, case: UUID, on: date, day: date) -> None:
    by = world.reader("ana").author
    with transaction():
        actions.set_next(by=by, programme=world.programme, case_id=case, next_step="Go back.", due=day, on=on)


def link(browser: Browser) -> str:
    """How the link reads on another page."""
    found = LINK.search(browser.get("/me").text)
    assert found
    return found[1]


@contextmanager
def statements(engine: Engine) -> Iterator[list[str]]:
    """What the database is asked in the block."""
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


def told(world: World, who: str) -> list[tuple[str, bool]]:
    return [(item.what, item.new) for item in inbox(world.reader(who), TODAY)]


def reading(world: World, who: str) -> Browser:
    """Their browser, after they marked all as seen."""
    browser = world.seat(who)
    until = UNTIL.search(browser.get("/inbox").text)
    assert until and browser.post("/inbox/seen", {"until": until[1]}).status_code == 303
    return browser


def test_what_is_asked_of_ana_is_in_her_inbox_until_she_has_seen_it(world: World) -> None:
    case = opened(world, **with_client("Zulmira Xavante"), narrative="Palavras raras.")
    remarked(world, case, "complete", words="Pergunta singular?")
    remarked(world, case, "praise", words="")
    ana = world.seat("ana")
    assert link(ana) == "Inbox (2)"
    page = ana.get("/inbox").text
    assert file_of(world, case).reference in page and page.count(">new<") == 2
    assert not any(word in page for word in ("Zulmira", "Xavante", "Palavras", "singular", "Rosa"))
    assert link(reading(world, "ana")) == "Inbox"
    assert told(world, "ana") == [("praise", False), ("complete", False)]


def test_what_comes_after_the_page_was_made_stays_new(world: World) -> None:
    case = opened(world)
    remarked(world, case, "praise")
    ana = world.seat("ana")
    until = UNTIL.search(ana.get("/inbox").text)
    assert until
    with clock.clock_at(lambda: NOW + timedelta(minutes=2)):
        remarked(world, case, "comment")
        ana.post("/inbox/seen", {"until": until[1]})
        assert link(ana) == "Inbox (1)"
        ana.post("/inbox/seen", {"until": "2001-01-01T00:00:00+00:00"})
        assert link(ana) == "Inbox (1)", "what was seen stays seen"


def test_nobody_is_told_what_they_did_themselves_or_what_is_anothers(world: World) -> None:
    case = opened(world)
    remarked(world, case, "help", who="ana", words="He shouts.")
    assert told(world, "ana") == told(world, "carlos") == []
    assert told(world, "rosa") == [("help", True)]
    assert told(world, "marta") == [("help", True)]


def test_whoever_asked_is_told_that_an_answer_came(world: World) -> None:
    case = opened(world)
    remark = remarked(world, case, "complete")
    with transaction():
        actions.answer_remark(
            by=world.reader("ana").author, programme=world.programme, case_id=case, remark=remark, text="Amoxicillin."
        )
    assert told(world, "rosa") == [("answered", True)]
    assert told(world, "marta") == []


def test_a_case_handed_over_is_news_to_whoever_has_it_now(world: World) -> None:
    case = opened(world)
    with transaction():
        actions.assign_case(
            by=world.reader("rosa").author, programme=world.programme, case_id=case, worker="carlos", team="south"
        )
    assert told(world, "carlos") == [("handed", True)]
    assert told(world, "ana") == []


def test_a_day_is_told_when_it_comes_and_again_when_it_has_passed(world: World) -> None:
    due(world, opened(world, on=days_ago(3)), days_ago(3), TODAY)
    due(world, opened(world, on=days_ago(9)), days_ago(9), days_ago(4))
    due(world, opened(world, on=days_ago(90)), days_ago(90), days_ago(60))
    assert told(world, "ana") == [("today", True), ("overdue", True)]
    assert link(reading(world, "ana")) == "Inbox"
    with clock.clock_at(lambda: NOW + timedelta(days=1)):
        assert how_many_new(world.reader("ana"), TODAY + timedelta(days=1)) == 1


def test_of_a_highly_restricted_case_nothing_but_that_there_is_a_remark(world: World) -> None:
    case = opened(world, types=(SECRET_TYPE,))
    due(world, case, TODAY, TODAY)
    with transaction():
        actions.assign_case(by=world.reader("ana").author, programme=world.programme, case_id=case, supervisor="rosa")
    remarked(world, case, "complete")
    assert ("remark", True) in told(world, "ana")
    assert told(world, "marta") == []


def test_an_offer_is_told_to_whom_it_is_made_and_its_refusal_to_whoever_made_it(world: World) -> None:
    case = opened(world, **with_client("Zulmira Xavante"))
    same = {"programme": world.programme, "case_id": case}
    with transaction():
        written = actions.offer_case(by=world.reader("ana").author, worker="carlos", note="Nota singular.", **same)
        offer = written.state.offer.id
    carlos = world.seat("carlos")
    assert link(carlos) == "Inbox (1)" and told(world, "carlos") == [("offered", True)]
    page = carlos.get("/inbox").text
    assert f'href="/offers/{case}"' in page and "Zulmira" not in page and "singular" not in page
    assert told(world, "rosa") == []
    with transaction():
        actions.refuse_offer(by=world.reader("carlos").author, offer=offer, why="Longe.", **same)
    assert told(world, "carlos") == []
    assert ("refused", True) in told(world, "ana") and link(world.seat("ana")).startswith("Inbox (")


def test_a_time_limit_that_runs_out_is_told_on_the_day_after(world: World) -> None:
    case = opened(world, on=days_ago(20))
    last = {"dossier_id": case, "programme_id": world.programme_id, "rule": "mz_info", "side": "institution"}
    with transaction():
        db.session.add(ClockRow(**last, clock_id=case, is_open=True, started_on=days_ago(20), due_on=TODAY))
    tomorrow = TODAY + timedelta(days=1)
    assert ("lapsed", True) not in told(world, "ana")
    reading(world, "ana")
    with clock.clock_at(lambda: NOW + timedelta(days=1)):
        lines = inbox(world.reader("ana"), tomorrow)
        assert [item.what for item in lines if item.new] == ["lapsed"]
        assert how_many_new(world.reader("ana"), tomorrow) == 1
        assert inbox(world.reader("rosa"), tomorrow) == []


def test_the_number_follows_what_happens_with_one_small_question_a_page(world: World) -> None:
    case = opened(world)
    remarked(world, case, "comment")
    assert [how_many_new(world.reader("ana"), TODAY) for _ in range(2)] == [1, 1]
    with statements(db.engine) as asked:
        how_many_new(world.reader("ana"), TODAY)
    assert len([one for one in asked if "ledger_head" in one]) == 1
    assert not [one for one in asked if "FROM entry" in one or "FROM case_file" in one]
    remarked(world, case, "praise")
    assert how_many_new(world.reader("ana"), TODAY) == 2
    reading(world, "ana")
    assert how_many_new(world.reader("ana"), TODAY) == 0


def test_whoever_has_no_cases_has_no_inbox(world: World) -> None:
    assert world.seat("felix").get("/inbox").status_code == 404
    assert 'href="/inbox"' not in world.seat("salma").get("/me").text


def test_what_is_no_moment_is_refused(world: World) -> None:
    ana = world.seat("ana")
    assert ana.post("/inbox/seen", {"until": "soon"}).status_code == 400
    assert ana.post("/inbox/seen", {"until": "0001-01-01T00:00:00+14:00"}).status_code == 400


def test_the_number_is_found_by_the_index_of_its_kinds(world: World) -> None:
    if db.engine.dialect.name == "sqlite":
        asked = f"SELECT id FROM entry WHERE programme_id = 1 AND recorded_at > 5 AND entry.{TELLING_KINDS}"
        plan = " ".join(str(row) for row in db.session.execute(text(f"EXPLAIN QUERY PLAN {asked}")))
        assert "ix_entry_telling" in plan
