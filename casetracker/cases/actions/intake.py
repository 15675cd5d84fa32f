"""Intake: the person and the case in one deed, for the page, the import and the synthetic year alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from casetracker.cases.actions.opening import Affected, open_case, supervisor_of, tier_for, where_it_is
from casetracker.clients.actions import Agreed, ClientValues, raise_tier, record_client
from casetracker.clients.consenting import ACT
from casetracker.clients.fold import ClientState
from casetracker.clients.queries import client_state
from casetracker.ledger.entries import Author
from casetracker.ledger.kinds import HIGHLY_RESTRICTED, Reach
from casetracker.ledger.models import Programme
from casetracker.ledger.writing import Written

ONE_PERSON = frozenset({"individual", "family"})


def log_case(
    *, by: Author, programme: Programme, told_on: date, types: Sequence[str], place: str | None,
    client: ClientValues | None = None, client_id: UUID | None = None, agreed: Sequence[Agreed] = (),
    reporter: ClientValues | None = None, worker: str | None = None, team: str | None = None, **case: Any,
) -> Written:  # fmt: skip
    """Record who is affected (`client`, or a `client_id` already known) and who reports, and open their case.

    Neither given: the case is anonymous. `case`: everything else that `open_case` takes. Refused as there.
    """
    flags = (*case.get("flags", ()), *(client.flags if client else ()))
    case["flags"] = list(dict.fromkeys(flags))
    holder = worker or by.code
    reach = Reach(
        tier=tier_for(programme, types, case["flags"]), worker=holder, team=team, lawyer=case.get("lawyer"),
        supervisor=case.get("supervisor") or supervisor_of(programme, team, holder),
        **where_it_is(programme, place, told_on),
    )  # fmt: skip
    about = _affected(by, programme, client, client_id, reach, agreed, told_on)
    other = None
    if reporter is not None:
        other = record_client(by=by, programme=programme, values=reporter, reach=reach, on=told_on).dossier_id
    return open_case(
        by=by, programme=programme, told_on=told_on, types=types, place=place, affected=about, worker=holder,
        team=team, reporter=other, **case,
    )  # fmt: skip


def _affected(
    by: Author, programme: Programme, client: ClientValues | None, client_id: UUID | None, reach: Reach,
    agreed: Sequence[Agreed], on: date,
) -> Affected:  # fmt: skip
    if client_id is not None:
        known = client_state(client_id, words=False)
        if reach.tier == HIGHLY_RESTRICTED:
            raise_tier(by=by, programme=programme, client_id=client_id, tier=reach.tier)
        return affected_of(client_id, known)
    if client is None:
        return Affected()
    if client.client_kind == "anonymous" and not any((client.phone, client.village, client.safe_contact, agreed)):
        return replace(Affected(), sex=client.sex, age_band=client.age_band)
    written = record_client(by=by, programme=programme, values=client, reach=reach, agreed=agreed, on=on)
    return affected_of(written.dossier_id, written.state)


def affected_of(client_id: UUID, client: ClientState) -> Affected:
    """A client's codes as a case copies them. A person counts by id; of a group, those who are not named by number."""
    person = client_id if client.client_kind in ONE_PERSON else None
    named = 1 if person else 0
    heads = max(0, client.heads - named) if client.heads else None
    consent = client.consents.get(ACT)
    return Affected(
        client_id, person, client.client_kind, client.sex, client.age_band, heads, client.estimated,
        consented_on=consent.given_on if consent else None, consent_ended_on=consent.withdrawn_on if consent else None,
    )  # fmt: skip
