"""Days off of the organisation: an entry in the programme's own file, and every open time limit counted anew by it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casetracker.cases.actions.common import record
from casetracker.cases.actions.limits import Timing, moved
from casetracker.cases.fold import fold
from casetracker.cases.models import CaseRow, ClockRow
from casetracker.cases.queries.limits import ADDED, REMOVED, own_days_off
from casetracker.cases.state import HIGHLY_RESTRICTED, CaseState
from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.kit.saying import Sentence
from casetracker.ledger.codes import forget_codes
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.rows import entries_of_many
from casetracker.ledger.writing import say

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


def add_day_off(*, by: Author, programme: Programme, day: date, name: str) -> int:
    """Offices are closed on this day: how many open time limits moved. Refused: no name, a day off already."""
    if not name.strip():
        raise Refused({"name": Sentence("Give the day a name: it stands in the history of every case it moves.")})
    if not EARLIEST <= day <= LATEST:
        raise Refused({"day": Sentence("This day is too far away.")})
    if day in own_days_off(programme):
        raise Refused({"day": Sentence("This is a day off already.")})
    return _said(by, programme, ADDED, day, name.strip())


def remove_day_off(*, by: Author, programme: Programme, day: date) -> int:
    """Offices work on this day after all: how many open time limits moved."""
    known = own_days_off(programme)
    if day not in known:
        raise Refused({"day": Sentence("This is no day off of the organisation.")})
    return _said(by, programme, REMOVED, day, known[day])


def _said(by: Author, programme: Programme, kind: str, day: date, name: str) -> int:
    codes = {"day": day.isoformat(), "name": name}
    today = clock.today(programme.timezone)
    say([Said(kind, today, codes=codes)], by=by, programme=programme, dossier_id=programme.dossier_id)
    forget_codes(programme.id)
    timing, count = Timing(programme, today, cause={"cause": kind, **codes}), 0
    for case_id, state in _open_cases(programme.id, day):
        entries = _moved(timing, state)
        if entries:
            record(by=by, programme=programme, case_id=case_id, said=entries)
            count += sum(entry.kind == "clock.moved" for entry in entries)
    return count


def _moved(timing: Timing, state: CaseState) -> list[Said]:
    """Every limit that still runs, was not given by hand, and ends on another day now."""
    found: list[Said] = []
    carried: set[str] = set()
    for one in state.running:
        if one.paused is None and not one.given and str(one.id) not in carried:
            entries = moved(timing, state, one, one.due.start)
            carried |= {str(entry.codes["clock"]) for entry in entries}
            found += entries
    return found


def _open_cases(programme_id: int, day: date) -> Iterator[tuple[UUID, CaseState]]:
    """Cases with an open limit that began before the day; of the highly restricted, every open one."""
    plain = select(ClockRow.dossier_id).where(
        ClockRow.programme_id == programme_id, ClockRow.is_open.is_(True), ClockRow.started_on < day,
        ClockRow.due_on >= day,
    )  # fmt: skip
    secret = select(CaseRow.dossier_id).where(
        CaseRow.programme_id == programme_id, CaseRow.tier == HIGHLY_RESTRICTED, CaseRow.is_open.is_(True)
    )
    found = sorted({*db.session.scalars(plain), *db.session.scalars(secret)})
    for start in range(0, len(found), 100):
        for case_id, entries in entries_of_many(found[start : start + 100], words=False).items():
            state = fold(entries)
            if state.running and state.closed is None and not state.void:
                yield case_id, state
