"""What cannot be is refused with a sentence beside the field; everything typed stays; nothing is half written."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from casetracker.cases.models import CaseRow
from casetracker.kit.db import db
from casetracker.ledger.models import Dossier, EntryRow
from tests.cases.telling import TODAY, days_ago, do, done, intake, log, state_of, typed
from tests.people import World

TOMORROW = typed(TODAY + timedelta(days=1))
sqlite = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def written() -> tuple[int, ...]:
    """How much there is of everything."""
    return tuple(db.session.scalar(select(func.count()).select_from(one)) or 0 for one in (Dossier, EntryRow, CaseRow))


INTAKES: list[tuple[dict[str, Any], str]] = [
    ({"told_on": TOMORROW}, "still to come"),
    ({"told_on": "13/13/2026"}, "no month 13"),
    ({"told_on": ""}, "This is needed"),
    ({"types": []}, "Choose at least one problem"),
    ({"types": ["NO-SUCH"]}, "Choose one of the answers offered"),
    ({"place": "nowhere"}, "Choose one of the answers offered"),
    ({"narrative": ""}, "Write what happened"),
    ({"narrative": "a" * 10_001}, "at most"),
    ({"narrative": "before\0after"}, "cannot be kept"),
    ({"channel": "pigeon"}, "Choose one of the answers offered"),
    ({"client_kind": "anonymous"}, "An anonymous client has no name here"),
    ({"consents": []}, "Ask whether we may keep a record"),
    ({"heads": "12"}, "Only a family, a group, a community"),
    ({"event_on": TOMORROW}, "still to come"),
]


@sqlite
def test_an_intake_that_cannot_be_is_refused_and_keeps_what_was_typed(world: World) -> None:
    ana, before = world.seat("ana"), written()
    for changes, sentence in INTAKES:
        form = intake(**({"narrative": "Kept words."} | changes))
        answer = ana.post("/cases/new", form)
        assert answer.status_code == 422, changes
        assert sentence in answer.text, changes
        assert "Kept words." in answer.text or "narrative" in changes
        assert written() == before


ANYTHING = [
    "x" * 10_000, "água 💧 faltou", "אין מים במרפאה", "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "{{ 7*7 }}",
]  # fmt: skip


@sqlite
def test_any_words_are_kept_as_they_were_typed(world: World) -> None:
    ana = world.seat("ana")
    for narrative in ANYTHING:
        case_id = log(ana, narrative=narrative)
        assert state_of(world, case_id).words["narrative"] == narrative
        assert "<script>alert(1)" not in ana.get(f"/cases/{case_id}").text


DEEDS: list[tuple[str, dict[str, Any], str]] = [
    ("step", {"on": TOMORROW}, "still to come"),
    ("step", {"on": typed(days_ago(11))}, "before the case was opened"),
    ("step", {"institution": "ministry-of-magic"}, "Choose one of the answers offered"),
    ("step", {"remedy": ""}, "This is needed"),
    ("step", {"breaches": ["9"]}, "Choose one of the answers offered"),
    ("step", {"due": typed(days_ago(9))}, "cannot be due before"),
    ("step", {"solved": ["1"], "partly": ["1"]}, "either in full or in part"),
    ("step", {"breaches": ["2"], "solved": ["1"]}, "only put right the problems that it was about"),
    ("resolved", {"outcome": "resolved_full", "on": typed(days_ago(12))}, "before the case was opened"),
    ("resolved", {"outcome": "resolved_full", "on": TOMORROW}, "still to come"),
    ("resolved", {"outcome": "resolved_full", "amount": "100"}, "money that was returned"),
    ("resolved", {"outcome": "won"}, "Choose one of the answers offered"),
    ("confirmed", {"confirmed_by": "client"}, "Choose one of the answers offered"),
    ("close", {"reason": "client_withdrew", "told": "told"}, "This is needed"),
    ("close", {"reason": "verified", "outcome_1": "not_resolved", "outcome_2": "not_resolved", "told": "told"},
     "Choose one of the answers offered"),
    ("close", {"reason": "client_withdrew", "outcome_1": "not_resolved", "outcome_2": "not_resolved"},
     "Say whether the client was told"),
    ("reopen", {"why": "Because.", "breaches": []}, "not closed"),
    ("note", {"text": "  "}, "Write the note"),
    ("problem", {"case_type": "NO-SUCH"}, "Choose one of the answers offered"),
    ("withdraw", {}, "Say why it is withdrawn"),
]  # fmt: skip


@sqlite
def test_a_deed_that_cannot_be_is_refused_and_leaves_nothing(world: World) -> None:
    ana = world.seat("ana")
    case_id = log(ana, told_on=typed(days_ago(10)), types=["MED-STOCK", "INF-WATER"])
    entry = str(state_of(world, case_id).opened.entry)
    usual = {"on": typed(days_ago(8)), "breaches": ["1"], "remedy": "dialogue_dir", "entry": entry, "what": "Kept."}
    before = written()
    for deed, fields, sentence in DEEDS:
        answer = do(ana, case_id, deed, **(usual | fields))
        assert answer.status_code == 422, (deed, fields)
        assert sentence in answer.text, (deed, fields)
        assert written() == before


@sqlite
def test_the_opening_cannot_be_withdrawn_and_a_resolution_under_a_confirmation_neither(world: World) -> None:
    ana = world.seat("ana")
    case_id = log(ana, told_on=typed(days_ago(10)))
    state = state_of(world, case_id)
    assert do(ana, case_id, "withdraw", entry=str(state.opened.entry), why="Oops").status_code == 422
    done(ana, case_id, "resolved", on=typed(days_ago(5)), breaches=["1"], outcome="resolved_full")
    done(ana, case_id, "confirmed", on=typed(days_ago(4)), breaches=["1"], confirmed_by="client")
    state = state_of(world, case_id)
    resolved = next(entry for entry in state.entries if entry.kind == "breach.resolved")
    confirmed = next(entry for entry in state.entries if entry.kind == "resolution.confirmed")
    under = do(ana, case_id, "withdraw", entry=str(resolved.id), why="Wrong case")
    assert "withdraw that first" in under.text
    done(ana, case_id, "withdraw", entry=str(confirmed.id), why="Wrong case")
    done(ana, case_id, "withdraw", entry=str(resolved.id), why="Wrong case")
    page = ana.get(f"/cases/{case_id}").text
    assert "Wrong case" in page
    assert page.count("<del>") == 2
    void = state_of(world, case_id).entries[-1]
    done(ana, case_id, "withdraw", entry=str(void.id), why="It was right after all")


@sqlite
def test_a_form_left_open_overnight_is_kept_and_can_be_sent_again(world: World) -> None:
    ana = world.seat("ana", minutes=0)
    page = ana.get("/cases/new")
    assert page.status_code in {200, 302}
    fresh = world.seat("ana")
    assert log(fresh)


@sqlite
def test_half_a_form_is_no_form(world: World) -> None:
    ana, before = world.seat("ana"), written()
    form = {"csrf_token": ana.token(), **intake()}
    assert ana.client.post("/cases/new", base_url=ana.base, data=form).status_code == 400
    assert written() == before
