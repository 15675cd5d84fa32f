"""My day: what asks for the reader today, a short list and a count each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, case, func, literal, or_, select, union_all

from casetracker.accounts.permissions import can
from casetracker.accounts.reader import Reader
from casetracker.cases.models import CaseRow
from casetracker.cases.queries.listing import ASKING, STANDING
from casetracker.cases.queries.rows import COLUMNS, ListRow, reachable, sealed
from casetracker.kit.db import db

SHOWN = 6
PARTS = ("overdue", "this_week", "waiting", "to_confirm", "silent")


@dataclass(frozen=True)
class Part:
    """One heading of the day: how many there are, and the first of them."""

    name: str
    count: int
    rows: tuple[ListRow, ...]


@dataclass(frozen=True)
class Day:
    """The day's parts, how many cases the reader holds open, and which of those shown had to be unsealed."""

    parts: tuple[Part, ...]
    open: int
    unsealed: tuple[ListRow, ...]


def my_day(reader: Reader, programme_id: int, today: date) -> Day:
    """Three queries whatever the number of cases; the highly restricted ones of the reader are among them."""
    mine = _mine(reader, programme_id)
    totals = db.session.execute(_counted(reader, programme_id, today).where(mine)).one()
    firsts = _firsts(reader, programme_id, today, mine)
    secret = [row for row in sealed(reader, programme_id) if row.is_open]
    parts = tuple(_part(name, totals, firsts, secret, today) for name in PARTS)
    return Day(parts, totals.open + len(secret), tuple(secret))


def _mine(reader: Reader, programme_id: int) -> ColumnElement[bool]:
    """A paralegal's own cases; a lawyer's, those that name them."""
    if "lawyer" in reader.roles(programme_id):
        return or_(CaseRow.worker == reader.code, CaseRow.lawyer == reader.code)
    return CaseRow.worker == reader.code


def _counted(reader: Reader, programme_id: int, today: date) -> Select[tuple[int, ...]]:
    sums = [func.coalesce(func.sum(case((ASKING[n](today), 1), else_=0)), 0).label(n) for n in PARTS]
    return reachable(reader, programme_id, func.count().label("open"), *sums).where(CaseRow.is_open.is_(True))


def _firsts(reader: Reader, programme_id: int, today: date, mine: ColumnElement[bool]) -> dict[str, list[ListRow]]:
    """The first few of every part in one query."""
    pieces = []
    for name in PARTS:
        order = CaseRow.last_activity if name == "silent" else CaseRow.next_due
        piece = reachable(reader, programme_id, literal(name).label("part"), *COLUMNS).where(mine, ASKING[name](today))
        pieces.append(select(piece.order_by(order, CaseRow.dossier_id).limit(SHOWN).subquery()))
    found: dict[str, list[ListRow]] = {name: [] for name in PARTS}
    for name, *values in db.session.execute(union_all(*pieces)):
        found[name].append(ListRow(*values))
    return found


def _part(
    name: str, totals: object, firsts: dict[str, list[ListRow]], secret: list[ListRow], today: date
) -> Part:  # fmt: skip
    also = [row for row in secret if STANDING[name](row, today)]
    shown = sorted([*also, *firsts[name]], key=lambda row: (row.next_due or date.max, row.reference))
    return Part(name, getattr(totals, name) + len(also), tuple(shown[:SHOWN]))


def has_day(reader: Reader, programme_id: int) -> bool:
    """Does this reader hold cases in person?"""
    return can(reader, "day.read", programme_id)
