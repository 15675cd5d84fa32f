"""What a client agrees to and takes back is known in each of their cases on the same day, and a rebuild finds it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select

from casetracker.cases import actions
from casetracker.clients.actions import Agreed, ClientValues, give_consent, withdraw_consent
from casetracker.indicators.counting import count
from casetracker.kit.db import db, transaction
from casetracker.kit.periods import Period
from casetracker.ledger.models import FactRow
from casetracker.ledger.rebuilding import rebuild
from casetracker.ledger.verifying import verify
from tests.cases.telling import TODAY, days_ago, state_of
from tests.making import LIONDE
from tests.people import World

NEW = ("breach.ended", "resolution.checked", "relief.money", "fields.required", "fields.filled", "case.outside")


def told(world: World, agreed: tuple[str, ...] = ()) -> dict[str, object]:
    """A case of a month ago with a letter of a week ago."""
    by = world.reader("ana").author
    with transaction():
        case = actions.log_case(
            by=by, programme=world.programme, told_on=days_ago(30), types=["MED-STOCK"], place=LIONDE, team="north",
            client=ClientValues(name="Amélia Sitoe", sex="f", age_band="25-49"), channel="walk_in",
            agreed=[Agreed(purpose, "oral") for purpose in agreed],
        ).dossier_id  # fmt: skip
        actions.take_step(
            by=by, programme=world.programme, case_id=case, on=days_ago(7), breaches=["1"], remedy="letter_district",
            institution="sdsmas",
        )  # fmt: skip
    client = state_of(world, case).codes["client"]
    return {"by": by, "programme": world.programme, "client_id": UUID(client)}


def in_time(world: World) -> tuple[float | None, ...]:
    values = count("Q05", programme_id=world.programme_id, period=Period(days_ago(40), TODAY)).total.values
    return values["consented"], values["cases"], values["unknown"]


def test_consent_at_intake_is_there_before_the_first_contact(world: World) -> None:
    told(world, ("record", "act"))
    told(world, ("record",))
    assert in_time(world) == (1, 2, 0)
    assert verify().good


def test_consent_given_later_is_told_to_the_case_and_counts_from_its_day(world: World) -> None:
    same, late = told(world), told(world)
    with transaction():
        give_consent(**same, agreed=[Agreed("act", "oral")], on=days_ago(8))  # type: ignore[arg-type]
        give_consent(**late, agreed=[Agreed("act", "oral")], on=days_ago(6))  # type: ignore[arg-type]
    assert in_time(world) == (1, 2, 0)


def test_consent_taken_back_before_the_contact_is_none(world: World) -> None:
    client = told(world, ("act",))
    with transaction():
        withdraw_consent(**client, purpose="act", on=days_ago(10))  # type: ignore[arg-type]
    assert in_time(world) == (0, 1, 0)
    assert verify().good


def test_other_purposes_are_no_matter_of_the_case(world: World) -> None:
    client = told(world, ("act",))
    before = db.session.scalars(select(FactRow.id)).all()
    with transaction():
        give_consent(**client, agreed=[Agreed("record", "oral")], on=TODAY - timedelta(days=1))  # type: ignore[arg-type]
    assert db.session.scalars(select(FactRow.id)).all() == before


def test_an_older_database_gets_these_facts_by_a_rebuild(world: World) -> None:
    told(world, ("act",))
    with transaction():
        db.session.execute(delete(FactRow).where(FactRow.kind.in_(NEW)))
    assert not verify().good
    rebuild(facts=True)
    assert in_time(world) == (1, 1, 0)
    assert verify().good
