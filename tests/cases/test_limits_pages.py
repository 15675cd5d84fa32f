"""The case page shows each time limit and how it was counted; when it passes, the rungs that come next."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from casetracker.kit import clock as now
from tests.cases.telling import do, done, log, state_of, typed
from tests.cases.test_time_limits import FILED, limit, requested
from tests.people import World

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
STEP = {"breaches": ["1"], "remedy": "info_request", "institution": "sdsmas", "result": "waiting"}
JULY = datetime(2026, 7, 1, 9, tzinfo=UTC)


def test_a_request_shows_its_day_and_how_it_was_counted(world: World) -> None:
    ana = world.seat("ana")
    case_id = log(ana, told_on=typed(date(2026, 6, 1)))
    done(ana, case_id, "step", on=typed(FILED), **STEP)
    page = ana.get(f"/cases/{case_id}").text
    assert "21 calendar days from 3 June 2026: due 24 June" in page
    assert "They must answer." in page
    assert "Lei n.º 34/2014" in page
    assert "A time limit began" in page
    assert "What can come next" not in page


def test_when_the_day_has_passed_the_next_rungs_are_proposed_and_one_is_taken(world: World) -> None:
    case_id = requested(world)
    with now.clock_at(lambda: JULY):
        ana = world.seat("ana")
        page = ana.get(f"/cases/{case_id}").text
        assert "the day has passed (24 Jun 2026) and no answer is recorded" in page
        link = f"/cases/{case_id}/step?remedy=info_appeal&amp;institution=tribunal_adm"
        assert link in page
        form = ana.get(link.replace("&amp;", "&")).text
        assert 'value="info_appeal" selected' in form
        assert 'value="tribunal_adm" selected' in form
        done(ana, case_id, "step", on=typed(date(2026, 7, 1)), breaches=["1"], remedy="info_appeal",
             institution="tribunal_adm", result="waiting")  # fmt: skip
        assert "What can come next" not in ana.get(f"/cases/{case_id}").text


def test_a_refusal_leads_upwards_and_going_down_again_says_why(world: World) -> None:
    ana = world.seat("ana")
    case_id = log(ana, told_on=typed(date(2026, 6, 1)))
    done(ana, case_id, "step", on=typed(date(2026, 6, 2)), breaches=["1"], remedy="dialogue_staff",
         institution="provider", result="refused")  # fmt: skip
    assert "Why a nearer office again" not in ana.get(f"/cases/{case_id}/step").text
    page = ana.get(f"/cases/{case_id}").text
    assert f"/cases/{case_id}/step?remedy=dialogue_dir&amp;institution=facility_dir" in page
    done(ana, case_id, "step", on=typed(date(2026, 6, 3)), breaches=["1"], remedy="letter_district",
         institution="sdsmas", result="refused")  # fmt: skip
    assert "Why a nearer office again" in ana.get(f"/cases/{case_id}/step").text
    again = {"on": typed(date(2026, 6, 4)), "breaches": ["1"], "remedy": "dialogue_dir", "institution": "facility_dir"}
    refused = do(ana, case_id, "step", **again)
    assert refused.status_code == 422
    assert "A higher office was tried already: say why this one now." in refused.text
    done(ana, case_id, "step", **again, down="The new director asked to talk first.")
    assert "The new director asked to talk first." in ana.get(f"/cases/{case_id}").text


def test_every_button_does_what_it_says(world: World) -> None:
    ana = world.seat("ana")
    case_id = requested(world)
    of_it = {"clock": str(limit(world, case_id).id)}
    page = ana.get(f"/cases/{case_id}").text
    for slug in ("limit-pause", "limit-day", "limit-stop"):
        assert ana.get(f"/cases/{case_id}/{slug}?clock={of_it['clock']}").status_code == 200
        assert f"/cases/{case_id}/{slug}?clock={of_it['clock']}" in page
    done(ana, case_id, "limit-pause", **of_it, on=typed(date(2026, 6, 8)), why="They asked for a paper.")
    done(ana, case_id, "limit-resume", **of_it, on=typed(date(2026, 6, 12)))
    assert "16 calendar days left on 12 June 2026: due 28 June" in ana.get(f"/cases/{case_id}").text
    assert do(ana, case_id, "limit-day", **of_it, due=typed(date(2026, 7, 9)), why="").status_code == 422
    done(ana, case_id, "limit-day", **of_it, due=typed(date(2026, 7, 9)), why="Agreed.")
    done(ana, case_id, "limit-stop", **of_it, on=typed(date(2026, 6, 15)), reason="not_needed", why="It came by phone.")
    ended = limit(world, case_id).ended
    assert ended is not None
    assert ended.reason == "not_needed"
    assert ana.get(f"/cases/{case_id}/limit-stop?clock={case_id}").status_code == 404


def test_a_limit_is_started_by_hand(world: World) -> None:
    ana = world.seat("ana")
    case_id = log(ana, told_on=typed(date(2026, 6, 1)))
    refused = do(ana, case_id, "limit", rule="MZ-OMBUDSMAN", start=typed(FILED))
    assert refused.status_code == 422
    assert "Nobody has confirmed this rule" in refused.text
    done(ana, case_id, "limit", rule="MZ-OMBUDSMAN", start=typed(FILED), due=typed(date(2026, 6, 20)), why="Counsel.")
    page = ana.get(f"/cases/{case_id}").text
    assert "file by 20 Jun 2026, or the right may be lost" in page
    state = state_of(world, case_id)
    assert state.clocks[0].ours
