"""Once a month chance looks over everybody's shoulder: drawn fairly, repeatable, and what does not hold is said."""

from __future__ import annotations

from datetime import date
from math import isclose, sqrt
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casetracker.cases import actions
from casetracker.cases.drawing import drawn
from casetracker.cases.margins import Stratum, share_of
from casetracker.cases.queries.draws import Draw, draw_of, repeated
from casetracker.cases.queries.reviews import lines, reviewed
from casetracker.indicators.changing import changes
from casetracker.indicators.counting import count
from casetracker.kit.db import db, transaction
from casetracker.kit.periods import Period
from casetracker.ledger.entries import MACHINE
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import LedgerHead
from casetracker.ledger.verifying import verify
from tests.cases.telling import do, done, opened, state_of
from tests.people import World

MAY = Period.month(2026, 5)
YEAR = Period.year(2026)
CASES = st.lists(st.uuids(), unique=True, max_size=12)


def closed(world: World, who: str = "ana", **more: object) -> UUID:
    """A case resolved, confirmed, told and closed in May."""
    case = opened(world, who, on=date(2026, 3, 3), **more)  # type: ignore[arg-type]
    by = world.reader(who).author
    with transaction():
        said = {"by": by, "programme": world.programme, "case_id": case}
        actions.resolve_breach(**said, on=date(2026, 3, 20), breach="1", outcome="resolved_full")
        actions.confirm_resolution(**said, on=date(2026, 3, 21), breach="1", confirmed_by="client")
        actions.tell_client(**said, on=date(2026, 3, 21), state="told")
        actions.close_case(**said, on=date(2026, 5, 5), reason="verified")
    return case


def draw(world: World, each: int = 2, seed: str = "a lot") -> Draw:
    with transaction():
        return actions.draw_reviews(by=MACHINE, programme=world.programme, month=MAY, each=each, seed=seed)


def confirmed(world: World, as_at: int | None = None) -> int:
    return int(count("R02", programme_id=world.programme_id, period=YEAR, as_at=as_at).total.values["confirmed"] or 0)


def test_the_same_seed_draws_the_same_cases_again(world: World) -> None:
    for _ in range(5):
        closed(world)
    closed(world, "carlos", team="south")
    first = draw(world)
    assert {worker: len(cases) for worker, cases in first.chosen.items()} == {"ana": 2, "carlos": 1}
    closed(world)  # closed in the same month, recorded after the draw
    stood = draw_of(world.programme, "2026-05")
    assert stood == first and repeated(world.programme, first) == first.chosen
    with pytest.raises(Refused):
        draw(world)


def test_a_month_that_is_not_over_is_not_drawn(world: World) -> None:
    with pytest.raises(Refused), transaction():
        actions.draw_reviews(by=MACHINE, programme=world.programme, month=Period.month(2026, 6))


@given(st.text(max_size=8), st.dictionaries(st.sampled_from(["ana", "bia", "ema"]), CASES), st.integers(1, 5))
def test_the_order_in_which_cases_come_changes_nothing(seed: str, cases: dict[str, list[UUID]], each: int) -> None:
    chosen = drawn(seed, cases, each)
    assert chosen == drawn(seed, {worker: ids[::-1] for worker, ids in reversed(cases.items())}, each)
    assert all(len(ids) == min(each, len(cases[worker])) for worker, ids in chosen.items())


def test_a_resolution_that_is_not_upheld_is_no_longer_confirmed_and_the_figure_says_what_changed(world: World) -> None:
    case = closed(world)
    draw(world)
    before = confirmed(world)
    tick = db.session.get_one(LedgerHead, world.programme_id).tick
    rosa = world.seat("rosa")
    assert str(case) in rosa.get("/reviews").text
    done(
        rosa, case, "review", month="2026-05", file="complete", interview="done", handling="yes", outcome="no",
        learned="no", verdict="not_upheld", breaches="1", note="The shelf is empty again.",
    )  # fmt: skip
    assert (before, confirmed(world), confirmed(world, tick)) == (1, 0, 1)
    told = changes("R02", programme_id=world.programme_id, period=YEAR, since=tick)
    assert [one.unit_id for one in told] == [case]
    assert state_of(world, case).breaches["1"].status == "resolved"
    assert verify().good


def test_a_later_verdict_that_upholds_restores_what_was_confirmed(world: World) -> None:
    case = closed(world)
    draw(world)
    rosa = world.seat("rosa")
    for verdict, some in (("not_upheld", {"breaches": "1"}), ("upheld", {})):
        done(rosa, case, "review", month="2026-05", file="complete", interview="not_reached", verdict=verdict, **some)
    assert confirmed(world) == 1


def test_nobody_reviews_their_own_case_and_nobody_one_that_was_not_drawn(world: World) -> None:
    case, fields = closed(world, "rosa"), {"month": "2026-05", "file": "complete", "interview": "declined"}
    draw(world)
    answer = do(world.seat("rosa"), case, "review", **fields, verdict="upheld")
    assert answer.status_code == 422 and "Somebody else than the worker" in answer.text
    assert do(world.seat("ana"), case, "review", **fields, verdict="upheld").status_code in {403, 404}
    other = opened(world)
    assert do(world.seat("rosa"), other, "review", **fields, verdict="upheld").status_code == 422


def test_the_shares_and_their_margin_are_those_reckoned_by_hand(world: World) -> None:
    cases = [closed(world) for _ in range(4)]
    found = draw(world)
    first, second = found.chosen["ana"]
    assert {first, second} < set(cases)
    rosa, asked = world.seat("rosa"), {"month": "2026-05", "file": "complete", "interview": "done"}
    done(rosa, first, "review", **asked, handling="yes", outcome="yes", learned="yes", verdict="upheld")
    done(
        rosa, second, "review", **asked, handling="yes", outcome="no", learned="no", verdict="not_upheld", breaches="1"
    )
    ana, everybody = lines(found, reviewed(world.reader("rosa"), world.programme_id, "2026-05"))
    assert (ana.closed, ana.drawn, ana.reviewed) == (4, 2, 2)
    assert (ana.upheld.share, ana.handling.share, ana.outcome.share) == (0.5, 1.0, 0.5)
    # two of four looked at; one yes of two, plus one yes and one no: 2/4; unseen 1/2
    assert isclose(ana.upheld.margin or 0, 1.96 * sqrt(0.5 * 0.5 * 0.5 / 2))
    assert everybody.upheld == ana.upheld


def test_a_census_leaves_nothing_to_chance_and_nobody_asked_gives_no_share() -> None:
    assert share_of([Stratum(3, 3, 2)]).margin == 0
    assert share_of([]).share is None
    weighed = share_of([Stratum(10, 2, 2), Stratum(30, 2, 0)])
    assert weighed.share == 0.25


def test_a_highly_restricted_case_is_not_drawn(world: World) -> None:
    closed(world, types=["MED-ART"])
    assert not any(draw(world).chosen.values())
