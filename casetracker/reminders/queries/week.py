"""What a weekly letter says: under each heading how many cases there are, and the references of the first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func

from casetracker.accounts.permissions import LEADS
from casetracker.accounts.reader import Reader
from casetracker.cases.models import CaseRow
from casetracker.cases.queries.listing import ASKING
from casetracker.cases.queries.rows import reachable
from casetracker.kit.db import db
from casetracker.ledger.models import Dossier

MOST = 20
SIXTY = timedelta(days=60)
MINE = ("owing", "overdue", "this_week", "untouched")
LED = ("help", "overdue", "sixty", "untouched")


@dataclass(frozen=True)
class Part:
    """One heading: `mine` or of the cases the reader leads, what asks, how many, and the first twenty references."""

    mine: bool
    name: str
    total: int
    references: tuple[str, ...]


def week_in(reader: Reader, programme_id: int, today: date) -> list[Part]:
    """The headings of one programme under which there is something. No highly restricted case is in them."""
    own = [_part(reader, programme_id, today, name, mine=True) for name in MINE]
    leads = bool(reader.grants_of(LEADS, programme_id))
    led = [_part(reader, programme_id, today, name, mine=False) for name in LED] if leads else []
    return [part for part in [*own, *led] if part.total]


def together(parts: Iterable[Part]) -> list[Part]:
    """The same headings of several programmes under one."""
    found: dict[tuple[bool, str], Part] = {}
    for part in parts:
        held = found.get((part.mine, part.name))
        if held is not None:
            references = (*held.references, *part.references)[:MOST]
            part = Part(part.mine, part.name, held.total + part.total, references)
        found[part.mine, part.name] = part
    return list(found.values())


def _part(reader: Reader, programme_id: int, today: date, name: str, *, mine: bool) -> Part:
    whose = CaseRow.worker == reader.code if mine else CaseRow.worker != reader.code
    columns = (Dossier.reference, func.count().over())
    query = reachable(reader, programme_id, *columns).where(whose, _asks(name, today))
    rows = db.session.execute(query.order_by(CaseRow.next_due, Dossier.reference).limit(MOST)).all()
    return Part(mine, name, rows[0][1] if rows else 0, tuple(reference for reference, _ in rows))


def _asks(name: str, today: date) -> ColumnElement[bool]:
    sixty = and_(CaseRow.is_open.is_(True), CaseRow.last_activity <= today - SIXTY)
    if name == "sixty":
        return sixty
    return and_(ASKING[name](today), ~sixty) if name == "untouched" else ASKING[name](today)
