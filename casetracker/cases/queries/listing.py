"""The case list: filtered, sorted, one page at a time by key; a link keeps it all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, and_, exists, literal, literal_column, or_, tuple_

from casetracker.accounts.reader import Reader
from casetracker.cases.deadlines import FILING_SOON
from casetracker.cases.models import BreachRow, CaseRow
from casetracker.cases.queries.rows import ListRow, reachable, rows, sealed
from casetracker.cases.state import HIGHLY_RESTRICTED
from casetracker.kit.db import Id, db
from casetracker.kit.paging import Page, page_of
from casetracker.ledger.codes import codes

SIZE = 25
NONE: ColumnElement[int] = literal_column("0")  # written out: a partial index serves no parameter
OPEN = "is_open"
SORTS: dict[str, tuple[str, bool]] = {
    "newest": ("opened_on", True),
    "oldest": ("opened_on", False),
    "due": ("next_due", False),
    "quiet": ("last_activity", False),
}
OTHERS = "others"
ALIKE = ("place", "district", "province", "worker", "tier")
FLAGGED = ("owing", "help", "overdue", "this_week", "untouched", "silent", "to_confirm", "attention", "filing")
UNTOUCHED = timedelta(days=30)


@dataclass(frozen=True)
class Filters:
    """What the list is cut to; empty means all. `state`: a code of case_status, or `is_open`."""

    state: str = ""
    type: str = ""
    type_group: str = ""
    place: str = ""
    district: str = ""
    province: str = ""
    worker: str = ""
    turn: str = ""
    tier: str = ""
    opened_from: date | None = None
    opened_to: date | None = None
    overdue: bool = False
    this_week: bool = False
    owing: bool = False
    help: bool = False
    untouched: bool = False
    silent: bool = False
    to_confirm: bool = False
    attention: bool = False
    filing: bool = False
    sort: str = "newest"


def case_page(
    reader: Reader, programme_id: int, filters: Filters, today: date, *, after: str = "", before: str = ""
) -> Page[ListRow]:
    """One page of the list, without the highly restricted cases."""
    name, downwards = SORTS.get(filters.sort, SORTS["newest"])
    column = getattr(CaseRow, name)
    query = reachable(reader, programme_id).where(column.is_not(None), *conditions(filters, today))
    key = tuple_(column, CaseRow.dossier_id)
    turned = downwards != bool(before)
    start = _start(after or before)
    if start is not None:
        here = tuple_(literal(start[0], Date), literal(start[1], Id))
        query = query.where(key < here if turned else key > here)
    order = (column.desc(), CaseRow.dossier_id.desc()) if turned else (column, CaseRow.dossier_id)
    found = rows(query.order_by(*order).limit(SIZE + 1))
    return page_of(found, lambda row: f"{getattr(row, name)}~{row.dossier_id}", size=SIZE, after=after, before=before)


def ids_of_list(reader: Reader, programme_id: int, filters: Filters, today: date, most: int) -> list[UUID]:
    """The cases of the whole list, `most` at most, with the highly restricted ones."""
    query = reachable(reader, programme_id, CaseRow.dossier_id).where(*conditions(filters, today))
    plain = list(db.session.scalars(query.order_by(CaseRow.dossier_id).limit(most)))
    secret = [row.dossier_id for row in sealed_list(reader, programme_id, filters, today)]
    return [*secret, *plain][:most]


def _start(key: str) -> tuple[date, UUID] | None:
    """A key as it came in an address; one that is no key begins at the beginning."""
    day, _, dossier_id = key.partition("~")
    try:
        return date.fromisoformat(day), UUID(dossier_id)
    except ValueError:
        return None


def conditions(filters: Filters, today: date) -> list[ColumnElement[bool]]:
    """The filter as conditions on rows."""
    made: list[ColumnElement[bool]] = [
        getattr(CaseRow, name) == getattr(filters, name) for name in ALIKE if getattr(filters, name)
    ]
    if filters.state:
        made.append(CaseRow.is_open.is_(True) if filters.state == OPEN else CaseRow.status == filters.state)
    if filters.type or filters.type_group:
        made.append(_has_breach(filters))
    if filters.opened_from:
        made.append(CaseRow.opened_on >= filters.opened_from)
    if filters.opened_to:
        made.append(CaseRow.opened_on <= filters.opened_to)
    if filters.turn:
        made.append(waiting(today) if filters.turn == OTHERS else CaseRow.turn == filters.turn)
    return made + [ASKING[name](today) for name in FLAGGED if getattr(filters, name)]


def _has_breach(filters: Filters) -> ColumnElement[bool]:
    """Any breach of the case is of the type, not only the first."""
    asked = [BreachRow.dossier_id == CaseRow.dossier_id]  # no programme: the case's own few are looked through
    if filters.type:
        asked.append(BreachRow.type == filters.type)
    if filters.type_group:
        asked.append(BreachRow.type_group == filters.type_group)
    return exists().where(and_(*asked))


def overdue(today: date) -> ColumnElement[bool]:
    """The day of the next step has passed."""
    return and_(CaseRow.is_open.is_(True), CaseRow.next_due < today)


def this_week(today: date) -> ColumnElement[bool]:
    """The next step is due today or in the six days after."""
    return and_(CaseRow.is_open.is_(True), CaseRow.next_due.between(today, today + timedelta(days=6)))


def waiting(today: date) -> ColumnElement[bool]:
    """It is somebody else's turn."""
    return and_(CaseRow.is_open.is_(True), CaseRow.turn.is_not(None), CaseRow.turn != "worker")


def to_confirm(today: date) -> ColumnElement[bool]:
    """A resolution is reported or there, and nobody confirmed it."""
    return and_(CaseRow.is_open.is_(True), CaseRow.to_confirm > NONE)


def silent(today: date) -> ColumnElement[bool]:
    """Nothing happened for as long as the programme allows, usually 60 days."""
    return and_(CaseRow.is_open.is_(True), CaseRow.silent_from <= today)


def untouched(today: date) -> ColumnElement[bool]:
    """Nothing happened for 30 days: half of what the programme usually allows."""
    return and_(CaseRow.is_open.is_(True), CaseRow.last_activity <= today - UNTOUCHED)


def owing(today: date) -> ColumnElement[bool]:
    """The worker owes an answer to a supervisor's remark; also in a case that is closed."""
    return CaseRow.asked_worker > 0


def wants_help(today: date) -> ColumnElement[bool]:
    """The worker asked for help, and nobody answered."""
    return and_(CaseRow.is_open.is_(True), CaseRow.asked_lead > 0)


def filing(today: date) -> ColumnElement[bool]:
    """We or the client must file something soon, or should have."""
    return and_(CaseRow.is_open.is_(True), CaseRow.filing_due <= today + timedelta(days=FILING_SOON))


def attention(today: date) -> ColumnElement[bool]:
    """The file says something that makes no sense, or says two things of one field."""
    return or_(CaseRow.anomalies > NONE, CaseRow.conflicts > NONE)


ASKING: dict[str, Callable[[date], ColumnElement[bool]]] = {
    "overdue": overdue, "silent": silent, "to_confirm": to_confirm, "attention": attention, "filing": filing,
    "this_week": this_week, "waiting": waiting, "untouched": untouched, "owing": owing, "help": wants_help,
}  # fmt: skip


def sealed_list(reader: Reader, programme_id: int, filters: Filters, today: date) -> list[ListRow]:
    """The reader's highly restricted cases under the same filter; unsealed, so there is an access record to make."""
    if filters.tier not in ("", HIGHLY_RESTRICTED):
        return []
    return [row for row in sealed(reader, programme_id) if _keeps(filters, row, programme_id, today)]


def _keeps(filters: Filters, row: ListRow, programme_id: int, today: date) -> bool:
    if any(getattr(filters, name) and getattr(filters, name) != getattr(row, name) for name in ALIKE):
        return False
    if filters.state and not (row.is_open if filters.state == OPEN else row.status == filters.state):
        return False
    if filters.turn and not (STANDING["waiting"](row, today) if filters.turn == OTHERS else row.turn == filters.turn):
        return False
    return _keeps_what(filters, row, programme_id) and all(
        STANDING[name](row, today) for name in FLAGGED if getattr(filters, name)
    )


def _keeps_what(filters: Filters, row: ListRow, programme_id: int) -> bool:
    if filters.type and row.type != filters.type:
        return False
    if filters.type_group and _group(programme_id, row.type) != filters.type_group:
        return False
    first, last = filters.opened_from or date.min, filters.opened_to or date.max
    return first <= row.opened_on <= last


def _group(programme_id: int, case_type: str | None) -> str | None:
    row = codes(programme_id, "case_type").get(case_type or "")
    return row.group if row else None


STANDING: dict[str, Callable[[ListRow, date], Any]] = {
    "overdue": lambda row, today: row.is_open and row.is_overdue(today),
    "this_week": lambda row, today: (
        row.is_open and row.next_due is not None and today <= row.next_due <= today + timedelta(days=6)
    ),
    "waiting": lambda row, today: row.is_open and row.turn not in (None, "worker"),
    "to_confirm": lambda row, today: row.is_open and row.to_confirm > 0,
    "silent": lambda row, today: row.is_open and row.is_silent(today),
    "untouched": lambda row, today: (
        row.is_open and row.last_activity is not None and row.last_activity <= today - UNTOUCHED
    ),
    "owing": lambda row, today: row.asked_worker > 0,
    "help": lambda row, today: row.is_open and row.asked_lead > 0,
    "attention": lambda row, today: row.anomalies > 0 or row.conflicts > 0,
    "filing": lambda row, today: (
        row.is_open and row.filing_due is not None and row.filing_due <= today + timedelta(days=FILING_SOON)
    ),
}
