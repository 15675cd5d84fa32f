"""What Ana types, and cases made through the same actions as the pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID

from werkzeug.test import TestResponse

from casetracker.cases import actions
from casetracker.cases.queries import CaseFile, case_file
from casetracker.cases.state import CaseState
from casetracker.clients.actions import Agreed, ClientValues
from casetracker.kit.db import transaction
from casetracker.kit.ids import new_id
from casetracker.ledger import writing
from casetracker.ledger.kinds import Kind, kind_named
from tests.conftest import NOW
from tests.making import LIONDE
from tests.people import Browser, World

TODAY = NOW.date()
SECRET_TYPE = "MED-ART"
NONCE = re.compile(r'name="nonce"[^>]*value="([^"]+)"')


def days_ago(days: int) -> date:
    """A day before the one on which the tests play."""
    return TODAY - timedelta(days=days)


def typed(on: date) -> str:
    """A day as somebody types it."""
    return f"{on:%d/%m/%Y}"


def intake(**changes: Any) -> dict[str, Any]:
    """The intake form as Ana fills it in."""
    told = {
        "nonce": str(new_id()), "told_on": typed(TODAY), "place": LIONDE, "types": ["MED-STOCK"],
        "narrative": "No paediatric syrup since Monday.", "channel": "walk_in", "client_kind": "individual",
        "consents": ["record"], "consent_method": "oral", "name": "Amélia Sitoe", "sex": "f", "team": "north",
        "same": "new",
    }  # fmt: skip
    return {**told, **changes}


def case_id_of(answer: TestResponse) -> UUID:
    """The case that a saved form led to."""
    assert answer.status_code == 303, answer.text
    return UUID(answer.location.rstrip("/").split("/")[-1])


def log(browser: Browser, **changes: Any) -> UUID:
    """Log a case through the page."""
    return case_id_of(browser.post("/cases/new", intake(**changes)))


def do(browser: Browser, case_id: UUID, deed: str, **fields: Any) -> TestResponse:
    """Send the form of one deed on a case."""
    return browser.post(f"/cases/{case_id}/{deed}", {"nonce": str(new_id()), **fields})


def done(browser: Browser, case_id: UUID, deed: str, **fields: Any) -> None:
    """As `do`, and it was saved."""
    answer = do(browser, case_id, deed, **fields)
    assert answer.status_code == 303, answer.text


def file_of(world: World, case_id: UUID, who: str = "ana") -> CaseFile:
    """The case as somebody may open it."""
    found = case_file(world.reader(who), case_id)
    assert found is not None
    return found


def state_of(world: World, case_id: UUID, who: str = "ana") -> CaseState:
    """What its entries say now."""
    return file_of(world, case_id, who).state


def opened(
    world: World, who: str = "ana", on: date = TODAY, types: Sequence[str] = ("MED-STOCK",), team: str | None = "north",
    **more: Any,
) -> UUID:  # fmt: skip
    """A case made by the action itself."""
    with transaction():
        written = actions.log_case(
            by=world.reader(who).author, programme=world.programme, told_on=on, types=types, team=team,
            **({"place": LIONDE, "narrative": "No syrup."} | more),
        )  # fmt: skip
    return written.dossier_id


def with_client(name: str = "Amélia Sitoe") -> dict[str, Any]:
    """A named client who agreed that a record is kept."""
    return {"client": ClientValues(name=name, sex="f"), "agreed": [Agreed("record", "oral")]}


def corrected_apart(world: World, case_id: UUID, field: str, first: str, later: str) -> None:
    """Ana corrects a field; then Rosa's laptop comes home with a correction that had not seen it, and it is kept."""
    seen = file_of(world, case_id).last_seq
    same = {"programme": world.programme, "case_id": case_id, "field": field, "seen_seq": seen}
    with transaction():
        actions.correct_field(by=world.reader("ana").author, value=first, **same)
    with transaction(), patch.object(writing, "kind_named", _unchecked):
        actions.correct_field(by=world.reader("rosa").author, value=later, **same)


def _unchecked(name: str) -> Kind:
    """The kind of dossier as whoever brings entries home says them: nothing is refused any more."""
    return replace(kind_named(name), check=lambda state, said: None)
