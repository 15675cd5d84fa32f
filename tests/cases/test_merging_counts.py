"""Two files that turn out to be one person's: each count is right before, while they are one, and apart again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from casetracker.cases.models import CaseRow
from casetracker.indicators.counting import count
from casetracker.kit.db import db
from casetracker.kit.ids import new_id
from casetracker.kit.periods import Period
from casetracker.ledger.models import LedgerHead
from casetracker.ledger.rebuilding import rebuild
from casetracker.ledger.verifying import verify
from tests.cases.telling import opened, with_client
from tests.people import World
from tests.reports.year import Teller

JUNE = Period(date(2026, 6, 1), date(2026, 6, 30))
KEYS = ("R01", "C01", "P01")


def helped(world: World, name: str, cases: int) -> UUID:
    """Somebody who came so often, each time with one breach that was put right and confirmed; their file."""
    ana, known = Teller(world), None
    for day in range(1, cases + 1):
        who = {"client_id": known} if known else with_client(name)
        case_id = opened(world, on=date(2026, 6, day), **who)
        ana.stepped(case_id, date(2026, 6, day + 1))
        ana.resolved(case_id, date(2026, 6, day + 2))
        known = db.session.scalars(select(CaseRow.client_id).where(CaseRow.dossier_id == case_id)).one()
    assert known is not None
    return known


def now(world: World) -> int:
    return db.session.scalar(select(LedgerHead.tick).where(LedgerHead.programme_id == world.programme_id)) or 0


def counted(world: World, as_at: int | None = None) -> tuple[float | None, ...]:
    return tuple(count(key, programme_id=world.programme_id, period=JUNE, as_at=as_at).value for key in KEYS)


def test_cases_and_resolutions_stay_and_people_are_one_fewer_until_it_is_undone(world: World) -> None:
    goes, stays = helped(world, "Amélia Sitoe", 2), helped(world, "Amelia Sithoe", 3)
    helped(world, "Bernardo Cossa", 1)
    rosa, before = world.seat("rosa"), now(world)
    assert counted(world) == (6, 6, 3)
    sent = {"nonce": str(new_id()), "verdict": str(stays)}
    assert rosa.post(f"/clients/{goes}/same/{stays}", sent).status_code == 303
    merged = now(world)
    assert counted(world) == (6, 6, 2)
    assert verify().good
    assert rosa.post(f"/clients/{goes}/apart").status_code == 303
    assert counted(world) == (6, 6, 3)
    assert (counted(world, before), counted(world, merged)) == ((6, 6, 3), (6, 6, 2))
    assert verify().good
    rebuild(facts=True)
    assert counted(world) == (6, 6, 3)
    assert verify().good
