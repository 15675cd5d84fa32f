"""Nothing of a client goes to another organisation but what they agree to, and only while they do."""

from __future__ import annotations

from uuid import UUID

import pytest

from casetracker.cases import actions
from casetracker.clients.actions import Agreed, ClientValues, withdraw_consent
from casetracker.clients.consenting import may_use
from casetracker.clients.fold import Consent
from casetracker.kit.db import transaction
from casetracker.ledger.kinds import Refused
from tests.cases.telling import TODAY, days_ago, do, done, file_of, opened, state_of, typed
from tests.people import World

SAFE = "Ring twice, then say it is about the school."
PHONE = "+258 84 123 4567"
WHO = ClientValues(name="Amélia Sitoe", sex="f", phone=PHONE, safe_contact=SAFE)


def told(world: World, *purposes: str) -> UUID:
    agreed = [Agreed(purpose, "oral") for purpose in ("record", *purposes)]
    return opened(world, on=days_ago(5), client=WHO, agreed=agreed)


def refer(world: World, case: UUID, **more: str):
    fields = {"on": typed(TODAY), "to": "Shelter of the diocese", "what": "A bed for two weeks.", **more}
    return do(world.seat("ana"), case, "refer", **fields)


def withdraw(world: World, case: UUID, purpose: str) -> None:
    client = UUID(file_of(world, case).state.codes["client"])
    with transaction():
        withdraw_consent(
            by=world.reader("ana").author, programme=world.programme, client_id=client, purpose=purpose, on=TODAY
        )  # fmt: skip


def test_a_purpose_may_be_used_only_while_consent_to_that_purpose_stands() -> None:
    given = Consent("oral", None, days_ago(9))
    back = Consent("oral", None, days_ago(9), days_ago(1))
    assert may_use({"refer": given}, "refer")
    assert not may_use({"refer": back}, "refer")
    assert not may_use({"act": given, "name": given}, "story")


def test_without_consent_the_referral_is_refused_with_all_that_was_typed(world: World) -> None:
    case = told(world, "act")
    answer = refer(world, case)
    assert answer.status_code == 422
    assert "has not agreed" in answer.text and "A bed for two weeks." in answer.text
    assert state_of(world, case).referrals == ()


def test_it_waits_for_its_answer_as_referred_and_the_answer_is_in_the_file(world: World) -> None:
    case = told(world, "refer")
    assert refer(world, case).status_code == 303
    state = state_of(world, case)
    assert state.status == "referred" and state.turn == "institution"
    done(world.seat("ana"), case, "referral-answer", referral=str(state.referrals[0].id), answer="accepted",
         on=typed(TODAY), what="She can come on Monday.")  # fmt: skip
    state = state_of(world, case)
    assert state.status != "referred" and state.referrals[0].answer == "accepted"
    page = world.seat("ana").get(f"/cases/{case}").text
    assert "They take the client on" in page and "She can come on Monday." in page


def test_the_sheet_says_the_least_and_how_to_reach_them_safely_before_the_number(world: World) -> None:
    case = told(world, "refer")
    refer(world, case)
    referral = state_of(world, case).referrals[0].id
    sheet = world.seat("ana").get(f"/cases/{case}/referrals/{referral}").text
    assert "Amélia Sitoe" in sheet and "A bed for two weeks." in sheet and "No syrup." not in sheet
    assert sheet.index(SAFE) < sheet.index(PHONE)
    assert world.seat("carlos").get(f"/cases/{case}/referrals/{referral}").status_code == 404


def test_a_withdrawal_takes_effect_at_once_on_new_referrals_and_on_the_sheet(world: World) -> None:
    case = told(world, "refer")
    refer(world, case)
    withdraw(world, case, "refer")
    referral = state_of(world, case).referrals[0].id
    sheet = world.seat("ana").get(f"/cases/{case}/referrals/{referral}").text
    assert "Sitoe" not in sheet and PHONE not in sheet and "does not agree any more" in sheet
    with pytest.raises(Refused):
        actions.refer(
            by=world.reader("ana").author, programme=world.programme, case_id=case, on=TODAY, to="Shelter", what="Bed"
        )  # fmt: skip


def test_how_to_reach_them_safely_comes_before_the_number_on_every_page(world: World) -> None:
    case = told(world)
    client = file_of(world, case).state.codes["client"]
    for path in (f"/cases/{case}", f"/clients/{client}"):
        page = world.seat("ana").get(path).text
        assert page.index(SAFE) < page.index("Show the number") < page.index(PHONE), path
