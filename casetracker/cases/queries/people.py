"""Who a case is about and who told us, as far as this reader may know."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from casetracker.accounts.reader import Reader
from casetracker.cases.queries.reading import CaseFile
from casetracker.clients.fold import ClientState
from casetracker.clients.queries import openable, states_of


@dataclass(frozen=True)
class People:
    """The client and the reporter where there are any; `opened` are the dossiers that were unsealed to know."""

    client_id: UUID | None = None
    client: ClientState | None = None
    reporter_id: UUID | None = None
    reporter: ClientState | None = None
    opened: tuple[UUID, ...] = ()


def people_of(reader: Reader, case: CaseFile) -> People:
    """Two queries at most; a client whom the reader may not open stays unknown."""
    named = {name: UUID(case.state.codes[name]) for name in ("client", "reporter") if case.state.codes.get(name)}
    if not named:
        return People()
    states = states_of(openable(reader, named.values()))
    client, reporter = named.get("client"), named.get("reporter")
    return People(
        client, states.get(client) if client else None, reporter, states.get(reporter) if reporter else None,
        tuple(states),
    )  # fmt: skip
