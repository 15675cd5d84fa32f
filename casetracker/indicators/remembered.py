"""Figures remembered until the programme's next tick: what is asked for again and again is counted once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date, datetime
from threading import Lock
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import ColumnElement, select

from casetracker.indicators.asking import Condition
from casetracker.indicators.counting import Asked, count
from casetracker.indicators.figures import Figure
from casetracker.kit.clock import now
from casetracker.kit.db import db, writing
from casetracker.kit.periods import Period
from casetracker.ledger.models import LedgerHead, Programme

MOST = 500
_lock = Lock()


def count_remembered(
    key: str,
    *,
    programme_id: int,
    period: Period,
    by: Sequence[str] = (),
    scope: Condition | None = None,
    as_at: int | datetime | None = None,
    filters: Asked | None = None,
    margins: bool = False,
) -> Figure:
    """As `count`, from memory where nothing has been written to the programme since. Inside a transaction it counts:
    what is not committed must not be remembered."""
    options = {"period": period, "by": by, "scope": scope, "as_at": as_at, "filters": filters, "margins": margins}
    if writing():
        return count(key, programme_id=programme_id, **options)  # type: ignore[arg-type]
    mark = (key.upper(), programme_id, *_state(programme_id), *(_frozen(value) for value in options.values()))
    kept: OrderedDict[object, Figure] = current_app.extensions.setdefault("casetracker.figures", OrderedDict())
    with _lock:
        if mark in kept:
            kept.move_to_end(mark)
            return kept[mark]
    figure = count(key, programme_id=programme_id, **options)  # type: ignore[arg-type]
    with _lock:
        kept[mark] = figure
        while len(kept) > MOST:
            kept.popitem(last=False)
    return figure


def _state(programme_id: int) -> tuple[int, date]:
    """The last tick, and the day: some figures ripen with time alone."""
    statement = select(Programme.timezone, LedgerHead.tick).outerjoin(LedgerHead).where(Programme.id == programme_id)
    zone, tick = db.session.execute(statement).one()
    return (tick or 0, now().astimezone(ZoneInfo(zone)).date())


def _frozen(value: object) -> object:
    if isinstance(value, dict):
        return tuple(sorted((name, _frozen(codes)) for name, codes in value.items()))
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, ColumnElement):
        compiled = value.compile(dialect=db.engine.dialect)
        return (str(compiled), repr(sorted(compiled.params.items(), key=lambda pair: pair[0])))
    return value
