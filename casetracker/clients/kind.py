"""The client as a kind of dossier: sealed, never counted by itself but by the cases that copy its codes."""

from __future__ import annotations

from casetracker.clients.check import check
from casetracker.clients.fold import fold, reach_of, rows_of
from casetracker.clients.likeness import together
from casetracker.clients.models import Client, ClientPair
from casetracker.ledger.kinds import Kind

KIND = Kind(
    name="client", fold=fold, check=check, reach_of=reach_of, rows_of=rows_of,
    tables=(Client.__tablename__, ClientPair.__tablename__), names=("name", "village"), numbers=("phone",),
    together=together, merges=("client.merged", "client.unmerged"),
)  # fmt: skip
