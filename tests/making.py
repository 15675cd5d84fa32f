"""Builders of the small world: places and clients made through the same actions as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from casetracker.clients.actions import Agreed, ClientValues, record_client
from casetracker.kit.db import transaction
from casetracker.ledger.entries import MACHINE, Author
from casetracker.ledger.kinds import Reach
from casetracker.ledger.models import Programme
from casetracker.places.bulk import Coming, open_places

PLACES = (
    ("Gaza", "Chokwé", "Hospital Rural de Chokwé"),
    ("Gaza", "Chokwé", "Centro de Saúde de Lionde"),
    ("Gaza", "Guijá", "Centro de Saúde de Caniçado"),
    ("Nampula", "Ribáuè", "Centro de Saúde de Iapala"),
)
LIONDE, IAPALA = "centro-de-saude-de-lionde", "centro-de-saude-de-iapala"


def make_places(programme: Programme) -> None:
    """Two provinces, three districts, four facilities."""
    coming = [
        Coming(name, path=(("province", province), ("district", district))) for province, district, name in PLACES
    ]
    with transaction():
        open_places(by=MACHINE, programme=programme, coming=coming)


def reach(worker: str = "ana", team: str | None = "north", **more: Any) -> Reach:
    """A case of this worker, told at Lionde."""
    where = {"place": LIONDE, "district": "chokwe", "province": "gaza"}
    return Reach(worker=worker, team=team, **(where | more))


def make_client(
    programme: Programme, by: Author, agreed: tuple[str, ...] = ("record",), tier: str = "normal", **values: Any
) -> UUID:
    """Somebody who came to `by`; `values` as in ClientValues."""
    given = ClientValues(**({"name": "Amélia Sitoe"} | values))
    with transaction():
        written = record_client(
            by=by, programme=programme, values=given, reach=reach(by.code, tier=tier),
            agreed=[Agreed(purpose, "oral") for purpose in agreed],
        )  # fmt: skip
    return written.dossier_id
