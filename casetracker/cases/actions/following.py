"""The files of the people a case is about go where the case goes, and are as sensitive as it is."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from casetracker.cases.projected import reach_of
from casetracker.cases.state import CaseState
from casetracker.clients.actions import hand_over_client, raise_tier
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.keys import Erased
from casetracker.ledger.models import Programme

MOVES = frozenset(
    {"case.assigned", "transfer.accepted", "flag.raised", "breach.added", "field.corrected", "conflict.settled"}
)


def follow_case(by: Author, programme: Programme, state: CaseState, said: Iterable[Said]) -> None:
    """After something was said by which the case may have changed hands, place or sensitivity."""
    if not any(one.kind in MOVES and not one.words.keys() & {"narrative", "accused", "accused_name"} for one in said):
        return
    reach = reach_of(state)
    for name in ("client", "reporter"):
        if state.codes.get(name):
            client_id = UUID(state.codes[name])
            with suppress(Erased):  # nobody's words are there any more
                raise_tier(by=by, programme=programme, client_id=client_id, tier=state.tier)
                hand_over_client(by=by, programme=programme, client_id=client_id, reach=reach)
