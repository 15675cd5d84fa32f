"""What was counted holds until the next tick of its programmes: kept in the memory of this process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from flask import current_app
from sqlalchemy import bindparam, select

from casetracker.kit.db import db, writing
from casetracker.ledger.models import LedgerHead

T = TypeVar("T")
MOST_KEPT = 200
TICKS = (
    select(LedgerHead.programme_id, LedgerHead.tick)
    .where(LedgerHead.programme_id.in_(bindparam("programmes", expanding=True)))
    .order_by(LedgerHead.programme_id)
)


def ticks_of(programmes: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """(programme, its last tick) of each."""
    return tuple((number, tick) for number, tick in db.session.execute(TICKS, {"programmes": list(programmes)}))


def held(name: str, at: Hashable, count: Callable[[], T]) -> T:
    """What `count` answers, asked once for each `at`, which says all that the answer depends on: the programmes'
    ticks, the reader with their roles, the day. `name` is the question; of each the last 200 answers are kept."""
    if writing():
        return count()  # the tick of a running transaction may be undone and then given to another
    kept: OrderedDict[Hashable, Any] = current_app.extensions.setdefault("casetracker.held", {}).setdefault(
        name, OrderedDict()
    )
    if at in kept:
        found: T = kept[at]
        return found
    found = kept[at] = count()
    while len(kept) > MOST_KEPT:
        kept.popitem(last=False)
    return found
