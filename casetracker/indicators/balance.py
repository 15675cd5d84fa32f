"""Does the flow of cases balance? What a publisher asks before numbers leave: they do not where it does not."""

from __future__ import annotations

from datetime import datetime

from casetracker.indicators.asking import AllBut, Scope
from casetracker.indicators.counting import Asked, count
from casetracker.kit.periods import Period
from casetracker.ledger.models import Dossier

EVERYBODY = AllBut(Dossier.tier.is_(None))
"""every dossier of the programme, the highly restricted too: what leaves for others is counted over all of them"""
UNIT = "month"


def imbalance(
    programme_id: int,
    period: Period,
    *,
    scope: Scope | None = EVERYBODY,
    as_at: int | datetime | None = None,
    filters: Asked | None = None,
) -> dict[str, int]:
    """Where what came in, less what went out, is not what is open: "" for the whole period, or a month of it, with
    the difference in cases. Empty: it balances, and may be published."""
    found = count(
        "C04", programme_id=programme_id, period=period, by=(UNIT,), scope=scope, as_at=as_at, filters=filters
    )
    differences = {"": found.value, **{cell.keys[0] or "": cell.value for cell in found.cells}}
    return {code: int(difference) for code, difference in differences.items() if difference}
