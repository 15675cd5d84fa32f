"""The inbox: what was said and what fell due in the last thirty days that concerns the reader, by reference."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from casetracker.accounts.permissions import LEADS, may_open, programmes_where
from casetracker.accounts.reader import Reader
from casetracker.cases.models import CaseRow, ClockRow
from casetracker.kit import clock
from casetracker.kit.db import EPOCH, Moment, db
from casetracker.ledger.held import TICKS, held
from casetracker.ledger.models import Dossier, EntryRow
from casetracker.reminders.models import TELLING_KINDS, InboxSeen
from casetracker.reminders.queries.offered import newly, offered

BACK = timedelta(days=30)
SHOWN = 60
MOST_COUNTED = 99
NEEDS = "day.read"
IS_TELLING: ColumnElement[bool] = literal_column(f"entry.{TELLING_KINDS}")
# what the number depends on: the last tick of each programme, and what the reader has marked as seen
NOW = TICKS.add_columns(InboxSeen.seen_at, InboxSeen.seen_on).outerjoin(
    InboxSeen, InboxSeen.user_id == bindparam("user")
)
HELP = '"what":"help"'
"""how a call for help reads in the canonical codes of its entry; those of a highly restricted case are sealed"""


@dataclass(frozen=True)
class Item:
    """One line. `what`: complete, returned, comment, praise, help, remark, answered, handed, changed, today, overdue,
    lapsed, offered, refused; `at` is empty for what fell due on a day."""

    what: str
    dossier_id: UUID
    reference: str
    on: date
    at: datetime | None
    new: bool


def how_many_new(reader: Reader, today: date) -> int:
    """How many lines the reader has not marked as seen, at most 99: asked for every page, so that what was counted
    holds until the next entry in their programmes, their next role, what they mark as seen or the next day."""
    mine = programmes_where(reader, NEEDS)
    if not mine:
        return 0
    now = db.session.execute(NOW, {"programmes": list(mine), "user": reader.user_id})
    at = (tuple(map(tuple, now)), today, reader.user_id, reader.code, reader.grants)
    return held("inbox", at, lambda: _count(reader, mine, today))


def _count(reader: Reader, mine: Iterable[int], today: date) -> int:
    told = _told(reader, mine, EntryRow.id).where(EntryRow.recorded_at > _seen_at(reader)).limit(MOST_COUNTED)
    due = _due(reader, mine, today, CaseRow.dossier_id).where(_newly_due(today, _seen_on(reader))).limit(MOST_COUNTED)
    lapsed = _lapsed(reader, mine, today, ClockRow.clock_id).where(ClockRow.due_on >= _seen_on(reader))
    offers = newly(offered(reader, mine, clock.now() - BACK), _seen_at(reader)).limit(MOST_COUNTED)
    pieces = (told, due, lapsed.limit(MOST_COUNTED), offers)
    numbers = [select(func.count()).select_from(piece.subquery()).scalar_subquery() for piece in pieces]
    found = db.session.execute(select(*numbers)).one()
    return min(sum(found), MOST_COUNTED)


def inbox(reader: Reader, today: date) -> list[Item]:
    """The lines of the last thirty days, latest first, at most 60: five queries."""
    mine = programmes_where(reader, NEEDS)
    if not mine:
        return []
    seen = db.session.get(InboxSeen, reader.user_id)
    since = (seen.seen_at, seen.seen_on) if seen else (EPOCH, date.min)
    lines = [*_lines_told(reader, mine, since[0]), *_lines_due(reader, mine, today, since[1])]
    lines += [*_lines_lapsed(reader, mine, today, since[1]), *_lines_offered(reader, mine, since[0])]
    return sorted(lines, key=lambda one: (one.on, one.at is None, one.at or EPOCH), reverse=True)[:SHOWN]


def _lines_told(reader: Reader, mine: Iterable[int], seen_at: datetime) -> Iterable[Item]:
    columns = (EntryRow.kind, EntryRow.codes, EntryRow.recorded_at, Dossier.id, Dossier.reference)
    query = _told(reader, mine, *columns).order_by(EntryRow.recorded_at.desc()).limit(SHOWN)
    for kind, codes, at, dossier_id, reference in db.session.execute(query):
        what = _what(kind, json.loads(codes or "{}"), reader.code)
        yield Item(what, dossier_id, reference or "", at.date(), at, at > seen_at)


def _lines_due(reader: Reader, mine: Iterable[int], today: date, seen_on: date) -> Iterable[Item]:
    columns = (CaseRow.dossier_id, Dossier.reference, CaseRow.next_due)
    query = _due(reader, mine, today, *columns).order_by(CaseRow.next_due.desc()).limit(SHOWN)
    for dossier_id, reference, on in db.session.execute(query):
        told_on = on if on == today else on + timedelta(days=1)
        yield Item("today" if on == today else "overdue", dossier_id, reference or "", on, None, told_on > seen_on)


def _lines_lapsed(reader: Reader, mine: Iterable[int], today: date, seen_on: date) -> Iterable[Item]:
    columns = (ClockRow.dossier_id, Dossier.reference, ClockRow.due_on)
    query = _lapsed(reader, mine, today, *columns).order_by(ClockRow.due_on.desc()).limit(SHOWN)
    for dossier_id, reference, on in db.session.execute(query):
        yield Item("lapsed", dossier_id, reference or "", on, None, on + timedelta(days=1) > seen_on)


def _lines_offered(reader: Reader, mine: Iterable[int], seen_at: datetime) -> Iterable[Item]:
    for dossier_id, reference, answer, at in db.session.execute(offered(reader, mine, clock.now() - BACK).limit(SHOWN)):
        yield Item(answer or "offered", dossier_id, reference or "", at.date(), at, at > seen_at)


def _what(kind: str, codes: dict[str, Any], me: str) -> str:
    if kind == "case.assigned":
        return "handed" if codes.get("worker") == me else "changed"
    return "answered" if kind == "remark.answered" else str(codes.get("what") or "remark")


def _told(reader: Reader, mine: Iterable[int], *columns: Any) -> Select[Any]:
    """What others said in files that name the reader, calls for help to whoever leads, answers to whoever asked."""
    since = clock.now() - BACK
    return (
        select(*columns)
        .join(Dossier, Dossier.id == EntryRow.dossier_id)
        .where(EntryRow.programme_id.in_(tuple(mine)), IS_TELLING, EntryRow.recorded_at > since)
        .where(EntryRow.author_id != reader.user_id, _concerns(reader), may_open(reader))
    )


def _concerns(reader: Reader) -> ColumnElement[bool]:
    me, asked = reader.code, aliased(EntryRow)
    leads = tuple({grant.programme_id for grant in reader.grants_of(LEADS)})
    my_question = exists().where(
        asked.dossier_id == EntryRow.dossier_id, asked.kind == "remark.made", asked.author_id == reader.user_id
    )
    return or_(
        Dossier.worker == me, Dossier.supervisor == me, Dossier.lawyer == me,
        and_(Dossier.programme_id.in_(leads), EntryRow.kind == "remark.made", EntryRow.codes.contains(HELP)),
        and_(EntryRow.kind == "remark.answered", my_question),
    )  # fmt: skip


def _due(reader: Reader, mine: Iterable[int], today: date, *columns: Any) -> Select[Any]:
    """The reader's own open cases whose day came in the last thirty days. The day of a highly restricted case does
    not stand in its row: My day unseals it, under record."""
    return (
        select(*columns)
        .join(Dossier, Dossier.id == CaseRow.dossier_id)
        .where(CaseRow.programme_id.in_(tuple(mine)), CaseRow.worker == reader.code, CaseRow.is_open.is_(True))
        .where(CaseRow.next_due.between(today - BACK, today), may_open(reader))
    )


def _lapsed(reader: Reader, mine: Iterable[int], today: date, *columns: Any) -> Select[Any]:
    """Time limits that ran out in the last thirty days in the reader's own cases, while nothing met them."""
    passed = ClockRow.due_on.between(today - BACK, today - timedelta(days=1))
    return (
        select(*columns)
        .join(CaseRow, CaseRow.dossier_id == ClockRow.dossier_id)
        .join(Dossier, Dossier.id == ClockRow.dossier_id)
        .where(ClockRow.programme_id.in_(tuple(mine)), ClockRow.is_open.is_(True), passed)
        .where(CaseRow.worker == reader.code, may_open(reader))
    )


def _newly_due(today: date, seen_on: ColumnElement[date]) -> ColumnElement[bool]:
    """The day itself is told on that day, its passing on the day after."""
    return case((CaseRow.next_due == today, seen_on < today), else_=CaseRow.next_due >= seen_on)


def _seen_at(reader: Reader) -> ColumnElement[datetime]:
    seen = select(InboxSeen.seen_at).where(InboxSeen.user_id == reader.user_id).scalar_subquery()
    return func.coalesce(seen, literal(EPOCH, Moment))


def _seen_on(reader: Reader) -> ColumnElement[date]:
    seen = select(InboxSeen.seen_on).where(InboxSeen.user_id == reader.user_id).scalar_subquery()
    return func.coalesce(seen, cast(literal(date(1970, 1, 1), Date), Date))
