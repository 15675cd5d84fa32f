"""My day: what asks for the reader today, a short list and a count each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, or_, select, union_all

from casetracker.accounts.reader import Reader
from casetracker.cases.models import CaseRow
from casetracker.cases.queries.listing import ASKING, STANDING
from casetracker.cases.queries.rows import COLUMNS, ListRow, openable, reachable, rows, unsealed
from casetracker.cases.state import HIGHLY_RESTRICTED
from casetracker.kit.db import db

SHOWN = 6
FEW, MOST_OWED = 100, 300
SORTED = {"silent": "last_activity", "filing": "filing_due"}
ORDERS = {name: getattr(CaseRow, column) for name, column in SORTED.items()}
PARTS = ("filing", "overdue", "this_week", "waiting", "to_confirm", "silent")


@dataclass(frozen=True)
class Part:
    """One heading of the day: how many there are, and the first of them."""

    name: str
    count: int
    rows: tuple[ListRow, ...]


@dataclass(frozen=True)
class Day:
    """The day's parts, and how many cases the reader holds open."""

    parts: tuple[Part, ...]
    open: int

    @property
    def shown(self) -> list[ListRow]:
        """Every line of the page; a case may stand in several parts."""
        return [row for part in self.parts for row in part.rows]


def my_day(reader: Reader, programme_id: int, today: date) -> Day:
    """Three queries for anybody who holds a hundred open cases or less, five for whoever holds more."""
    mine = _mine(reader, programme_id)
    asked = openable(reader, programme_id).where(mine, CaseRow.is_open.is_(True))
    found = rows(asked.order_by(CaseRow.next_due).limit(FEW + 1))
    secret = unsealed([row for row in found if row.tier == HIGHLY_RESTRICTED])
    owing = _owing(reader, programme_id, mine)
    plain = [row for row in found if row.tier != HIGHLY_RESTRICTED]
    if len(found) <= FEW:
        parts = tuple(_part(name, [*plain, *secret], today) for name in PARTS)
        return Day((owing, *parts), len(found))
    totals = db.session.execute(_counted(reader, programme_id, today)).one()
    firsts = _firsts(reader, programme_id, today)
    several = [_part(name, [*firsts[name], *secret], today) for name in PARTS]
    more = {name: sum(bool(STANDING[name](row, today)) for row in secret) for name in PARTS}
    counted = [replace(part, count=getattr(totals, part.name) + more[part.name]) for part in several]
    return Day((owing, *counted), totals.open + len(secret))


def _owing(reader: Reader, programme_id: int, mine: ColumnElement[bool]) -> Part:
    """Where a supervisor's remark waits for the reader, in open cases and in closed ones."""
    found = rows(openable(reader, programme_id).where(mine, CaseRow.asked_worker > 0).limit(MOST_OWED))
    secret = unsealed([row for row in found[:SHOWN] if row.tier == HIGHLY_RESTRICTED])
    plain = [row for row in found[:SHOWN] if row.tier != HIGHLY_RESTRICTED]
    return Part("asked", len(found), (*plain, *secret))


def _mine(reader: Reader, programme_id: int) -> ColumnElement[bool]:
    """A paralegal's own cases; a lawyer's, those that name them."""
    if "lawyer" in reader.roles(programme_id):
        return or_(CaseRow.worker == reader.code, CaseRow.lawyer == reader.code)
    return CaseRow.worker == reader.code


@lru_cache(maxsize=256)  # written once a reader and a day
def _counted(reader: Reader, programme_id: int, today: date) -> Select[tuple[int, ...]]:
    sums = [func.coalesce(func.sum(case((ASKING[n](today), 1), else_=0)), 0).label(n) for n in PARTS]
    query = reachable(reader, programme_id, func.count().label("open"), *sums)
    return query.where(CaseRow.is_open.is_(True), _mine(reader, programme_id))


def _firsts(reader: Reader, programme_id: int, today: date) -> dict[str, list[ListRow]]:
    """The first few of every part in one query."""
    found: dict[str, list[ListRow]] = {name: [] for name in PARTS}
    for name, *values in db.session.execute(_first_few(reader, programme_id, today)):
        found[name].append(ListRow(*values))
    return found


@lru_cache(maxsize=256)
def _first_few(reader: Reader, programme_id: int, today: date) -> Any:
    pieces, mine = [], _mine(reader, programme_id)
    for name in PARTS:
        order = ORDERS.get(name, CaseRow.next_due)
        piece = reachable(reader, programme_id, literal(name).label("part"), *COLUMNS).where(mine, ASKING[name](today))
        pieces.append(select(piece.order_by(order, CaseRow.dossier_id).limit(SHOWN).subquery()))
    return union_all(*pieces)


def _part(name: str, held: list[ListRow], today: date) -> Part:
    """Those of the cases held that belong under one heading, the most urgent first."""
    asks = [row for row in held if STANDING[name](row, today)]
    asks.sort(key=lambda row: getattr(row, SORTED.get(name, "next_due")) or date.max)
    first = asks[:SHOWN]
    if name == "filing":  # what must be filed is ours, by its own day, whatever is next besides
        first = [replace(row, next_due=row.filing_due, turn="worker") for row in first]
    return Part(name, len(asks), tuple(first))
