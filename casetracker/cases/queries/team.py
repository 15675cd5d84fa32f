"""The coordinator's page: the team's day, who carries how much, and what asks for attention."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, case, func, literal, or_, select, union_all

from casetracker.accounts.permissions import ROLES
from casetracker.accounts.reader import Reader
from casetracker.cases.models import CaseRow
from casetracker.cases.queries.listing import ASKING, STANDING
from casetracker.cases.queries.rows import COLUMNS, ListRow, reachable, sealed
from casetracker.kit.db import db
from casetracker.ledger.held import held, ticks_of

SHOWN = 6
LOADS = ("open", "overdue", "waiting", "to_confirm", "silent")
COUNTED = ("overdue", "waiting", "to_confirm", "silent", "attention", "untouched", "help", "filing")
ORDERS = {"overdue": CaseRow.next_due, "filing": CaseRow.filing_due}
ATTENTION = ("filing", "help", "to_confirm", "overdue", "silent", "attention")


@dataclass(frozen=True)
class Load:
    """What one worker carries now."""

    worker: str
    open: int
    overdue: int
    waiting: int
    to_confirm: int
    silent: int
    attention: int
    untouched: int = 0
    help: int = 0
    filing: int = 0


@dataclass(frozen=True)
class Team:
    """The page: a line a worker, the first few of each thing that asks, and the reader's highly restricted cases."""

    loads: tuple[Load, ...]
    firsts: dict[str, tuple[ListRow, ...]]
    totals: dict[str, int]
    sealed: tuple[ListRow, ...]


Counted = tuple[tuple[Load, ...], dict[str, tuple[ListRow, ...]]]


def team_page(reader: Reader, programme_id: int, today: date) -> Team:
    """The same few queries whatever the number of cases and workers."""
    here = _here(reader, programme_id)
    secret = tuple(row for row in sealed(reader, programme_id) if row.is_open)
    plain, firsts = _as_at_tick(reader, programme_id, today, here)
    loads = _with_sealed(plain, secret, today)
    totals = {name: sum(getattr(load, name) for load in loads) for name in ("open", *COUNTED)}
    return Team(loads, firsts, totals, secret)


def _here(reader: Reader, programme_id: int) -> list[ColumnElement[bool]]:
    """Where every role that leads is cut to a team: the team's cases, and those that name the reader."""
    leading = [g for g in reader.grants if g.programme_id == programme_id and "coordinator.page" in ROLES[g.role]]
    teams = {grant.team_code for grant in leading}
    if None in teams or not teams:
        return []
    return [or_(CaseRow.team.in_(sorted(code for code in teams if code)), CaseRow.supervisor == reader.code)]


def _as_at_tick(reader: Reader, programme_id: int, today: date, here: list[ColumnElement[bool]]) -> Counted:
    """Counting a team's open cases takes as long as they are many: what was counted for a reader holds until the
    programme's next entry, their next role or the next day."""
    at = (ticks_of([programme_id]), today, reader.code, reader.grants)
    return held(
        "team", at, lambda: (_loads(reader, programme_id, today, here), _firsts(reader, programme_id, today, here))
    )


def _loads(
    reader: Reader, programme_id: int, today: date, here: list[ColumnElement[bool]]
) -> tuple[Load, ...]:  # fmt: skip
    sums = [func.sum(case((ASKING[name](today), 1), else_=0)) for name in COUNTED]
    query = (
        reachable(reader, programme_id, CaseRow.worker, func.count(), *sums)
        .where(CaseRow.is_open.is_(True), *here)
        .group_by(CaseRow.worker)
        .order_by(func.count().desc(), CaseRow.worker)
    )
    return tuple(Load(*row) for row in db.session.execute(query))


def _with_sealed(loads: tuple[Load, ...], secret: Iterable[ListRow], today: date) -> tuple[Load, ...]:
    """The same with the highly restricted cases that the reader may see."""
    carried = {load.worker: load for load in loads}
    for row in secret:
        worker = row.worker or ""
        load = carried.get(worker) or Load(worker, 0, 0, 0, 0, 0, 0)
        more = {name: getattr(load, name) + bool(STANDING[name](row, today)) for name in COUNTED}
        carried[worker] = replace(load, open=load.open + 1, **more)
    return tuple(sorted(carried.values(), key=lambda load: (-load.open, load.worker)))


def _firsts(
    reader: Reader, programme_id: int, today: date, here: list[ColumnElement[bool]]
) -> dict[str, tuple[ListRow, ...]]:  # fmt: skip
    pieces = []
    for name in ATTENTION:
        order = ORDERS.get(name, CaseRow.last_activity)
        piece = reachable(reader, programme_id, literal(name).label("part"), *COLUMNS).where(ASKING[name](today), *here)
        pieces.append(select(piece.order_by(order, CaseRow.dossier_id).limit(SHOWN).subquery()))
    found: dict[str, list[ListRow]] = {name: [] for name in ATTENTION}
    for name, *values in db.session.execute(union_all(*pieces)):
        found[name].append(ListRow(*values))
    return {name: tuple(rows) for name, rows in found.items()}
