"""A case is never between two people: it is the giver's until the very entry by which somebody else accepts it."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from casetracker.accounts import actions as accounts
from casetracker.accounts.reader import OPERATOR
from casetracker.cases import actions
from casetracker.cases.fold import fold
from casetracker.kit.db import db, transaction
from casetracker.kit.ids import new_id
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Dossier
from casetracker.ledger.rows import entries_of
from tests.cases.telling import SECRET_TYPE, days_ago, do, done, opened, state_of, with_client
from tests.people import Browser, World

NOTE = "Call her aunt first; the director is on leave until Monday."


def answer(browser: Browser, case: UUID, how: str, why: str = "", nonce: str = "") -> TestResponse:
    page = browser.get(f"/offers/{case}")
    assert page.status_code == 200
    offer = page.text.split('name="offer_id" value="')[1].split('"')[0]
    fields = {"nonce": nonce or str(new_id()), "offer_id": offer, "answer": how, "why": why}
    return browser.post(f"/offers/{case}", fields)


def holders_in_the_ledger(case: UUID) -> list[str | None]:
    """Who held the case after each of its entries."""
    entries = entries_of(case, words=False)
    return [fold(entries[:count]).worker for count in range(1, len(entries) + 1)]


def test_refused_and_then_accepted_by_another_with_exactly_one_holder_at_every_moment(world: World) -> None:
    case = opened(world, on=days_ago(9), **with_client())
    ana, carlos, rosa = (world.seat(who) for who in ("ana", "carlos", "rosa"))
    done(ana, case, "offer", worker="carlos", note=NOTE)
    assert state_of(world, case).worker == "ana"
    assert answer(carlos, case, "refused", "I am on leave from tomorrow.").status_code == 303
    assert state_of(world, case).worker == "ana"
    done(ana, case, "offer", worker="rosa", note=NOTE)
    assert answer(rosa, case, "accepted").location == f"/cases/{case}"
    kinds = [entry.kind for entry in entries_of(case, words=False)]
    assert kinds == [
        "case.opened", "transfer.offered", "transfer.refused", "transfer.offered", "transfer.accepted",
    ]  # fmt: skip
    assert holders_in_the_ledger(case) == ["ana", "ana", "ana", "ana", "rosa"]
    files = db.session.execute(select(Dossier.kind, Dossier.worker).where(Dossier.kind.in_(["case", "client"])))
    assert {tuple(row) for row in files} == {("case", "rosa"), ("client", "rosa")}


def test_until_it_is_accepted_the_receiver_sees_what_kind_where_and_the_note_and_nothing_else(world: World) -> None:
    case = opened(world, narrative="The nurse asked for money.", **with_client("Amélia Sitoe"))
    carlos = world.seat("carlos")
    assert carlos.get(f"/offers/{case}").status_code == 404
    done(world.seat("ana"), case, "offer", worker="carlos", note=NOTE)
    reference = db.session.get_one(Dossier, case).reference or ""
    day, page = carlos.get("/day").text, carlos.get(f"/offers/{case}").text
    assert "Offered to you" in day and reference in day and NOTE not in day
    assert all(text in page for text in (reference, NOTE, "Ana", "Centro de Saúde de Lionde"))
    assert "asked for money" not in page and "Sitoe" not in page
    assert carlos.get(f"/cases/{case}").status_code == 404
    assert world.seat("rosa").get(f"/offers/{case}").status_code == 404
    assert world.seat("felix").get(f"/offers/{case}").status_code == 404
    answer(carlos, case, "accepted")
    assert "asked for money" in carlos.get(f"/cases/{case}").text


def test_pending_and_refused_are_seen_by_giver_receiver_and_coordinator_and_by_no_other(world: World) -> None:
    case = opened(world)
    seats = {who: world.seat(who) for who in ("ana", "rosa", "carlos", "lucia")}
    reference = db.session.get_one(Dossier, case).reference or ""
    done(seats["ana"], case, "offer", worker="carlos", note=NOTE)
    assert "Offered by you, not answered" in seats["ana"].get("/day").text
    assert "Offered in the team, not answered" in seats["rosa"].get("/team").text
    assert reference not in seats["lucia"].get("/day").text
    answer(seats["carlos"], case, "refused", "Too far from Guijá.")
    for who, path in (("ana", "/day"), ("rosa", "/team"), ("carlos", "/day")):
        page = seats[who].get(path).text
        assert "Refused lately" in page and reference in page, who
    assert "Too far from Guijá." in seats["ana"].get(f"/cases/{case}").text
    assert reference not in seats["lucia"].get("/day").text


def test_whoever_of_a_team_accepts_first_has_it_and_its_team_and_coordinator_with_it(world: World) -> None:
    case = opened(world)
    done(world.seat("ana"), case, "offer", team="south", note=NOTE)
    assert world.seat("lucia").get(f"/offers/{case}").status_code == 404
    assert answer(world.seat("carlos"), case, "accepted").status_code == 303
    state = state_of(world, case, "carlos")
    assert (state.worker, state.team) == ("carlos", "south")
    assert world.seat("ana").get(f"/cases/{case}").status_code == 404


def test_an_answer_sent_twice_leads_where_it_led_the_first_time(world: World) -> None:
    case, carlos = opened(world), world.seat("carlos")
    done(world.seat("ana"), case, "offer", worker="carlos", note=NOTE)
    fields = {"nonce": str(new_id()), "offer_id": str(state_of(world, case).offer.id), "answer": "accepted"}  # type: ignore[union-attr]
    first, again = (carlos.post(f"/offers/{case}", fields) for _ in range(2))
    assert first.location == again.location == f"/cases/{case}"
    assert holders_in_the_ledger(case)[-1] == "carlos"


def test_the_giver_takes_it_back_and_then_nobody_can_accept_it(world: World) -> None:
    case, ana = opened(world), world.seat("ana")
    done(ana, case, "offer", worker="carlos", note=NOTE)
    assert do(ana, case, "offer", worker="rosa", note=NOTE).status_code == 422
    done(ana, case, "offer-back")
    assert world.seat("carlos").get(f"/offers/{case}").status_code == 404
    assert state_of(world, case).worker == "ana"


def test_a_coordinators_order_takes_effect_at_once_and_ends_an_offer_that_waits(world: World) -> None:
    case = opened(world)
    done(world.seat("ana"), case, "offer", worker="carlos", note=NOTE)
    offer = state_of(world, case).offer
    assert offer is not None
    done(world.seat("rosa"), case, "assign", worker="rosa", team="north", supervisor="", lawyer="")
    assert world.seat("carlos").get(f"/offers/{case}").status_code == 404
    with pytest.raises(Refused):
        actions.accept_offer(
            by=world.reader("carlos").author, programme=world.programme, case_id=case, offer=offer.id
        )  # fmt: skip
    assert state_of(world, case, "rosa").worker == "rosa"
    rosa = world.seat("rosa")
    assert "An offer is a question" in rosa.get(f"/cases/{case}/offer").text
    assert "This is an order" in rosa.get(f"/cases/{case}/assign").text


@pytest.mark.parametrize(
    ("who", "to", "field"),
    [("ana", {"worker": "felix"}, "worker"), ("ana", {"worker": "ana"}, "worker"), ("ana", {}, "worker"),
     ("carlos", {"worker": "rosa"}, "")],
)  # fmt: skip
def test_it_is_offered_by_its_holder_to_somebody_who_can_take_it(world: World, who: str, to: dict, field: str) -> None:
    case = opened(world)
    with pytest.raises(Refused) as refused, transaction():
        actions.offer_case(
            by=world.reader(who).author, programme=world.programme, case_id=case, note=NOTE, **to
        )  # fmt: skip
    assert field in refused.value.problems


def test_a_closed_account_is_offered_nothing(world: World) -> None:
    case = opened(world)
    with transaction():
        accounts.close_account(by=OPERATOR, user_id=world.ids["carlos"])
    assert do(world.seat("ana"), case, "offer", worker="carlos", note=NOTE).status_code == 422


def test_a_highly_restricted_case_goes_to_one_named_person_who_is_told_neither_kind_nor_place(world: World) -> None:
    case = opened(world, types=(SECRET_TYPE,))
    ana, carlos = world.seat("ana"), world.seat("carlos")
    assert do(ana, case, "offer", team="south", note=NOTE).status_code == 422
    done(ana, case, "offer", worker="carlos", note=NOTE)
    page = carlos.get(f"/offers/{case}").text
    assert NOTE in page and "Lionde" not in page and "Told once you accept" in page
    reference = db.session.get_one(Dossier, case).reference or ""
    assert reference not in world.seat("marta").get("/team").text
    assert answer(carlos, case, "accepted").status_code == 303
    assert carlos.get(f"/cases/{case}").status_code == 200
    assert ana.get(f"/cases/{case}").status_code == 404


SECRET = "I think her brother is the guard."


@pytest.mark.parametrize("along", [False, True])
def test_private_notes_go_along_only_where_that_is_said(world: World, along: bool) -> None:
    case = opened(world)
    ana, rosa = world.seat("ana"), world.seat("rosa")
    done(ana, case, "note", text=SECRET, private="y")
    done(ana, case, "note", text="She came with her sister.")
    assert SECRET in ana.get(f"/cases/{case}").text and SECRET in rosa.get(f"/cases/{case}").text
    page = world.seat("marta").get(f"/cases/{case}").text
    assert SECRET not in page and "Private note" not in page and "her sister" in page
    with transaction():
        actions.offer_case(
            by=world.reader("ana").author, programme=world.programme, case_id=case, worker="carlos", note=NOTE,
            notes_go=along,
        )  # fmt: skip
    carlos = world.seat("carlos")
    answer(carlos, case, "accepted")
    page = carlos.get(f"/cases/{case}").text
    assert (SECRET in page) is along and "her sister" in page


def test_a_private_note_is_not_shown_by_its_own_address_either(world: World) -> None:
    case = opened(world)
    done(world.seat("ana"), case, "note", text=SECRET, private="y")
    note = entries_of(case, words=False)[-1].id
    for slug in ("withdraw", "day", "remark"):
        assert world.seat("marta").get(f"/cases/{case}/{slug}?entry={note}").status_code == 404
    assert world.seat("rosa").get(f"/cases/{case}/withdraw?entry={note}").status_code == 200
