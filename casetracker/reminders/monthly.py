"""Jobs of the first of the month: once for each programme, in the programme's own time zone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from casetracker.cases.actions import draw_reviews
from casetracker.kit import clock
from casetracker.kit.db import db, transaction
from casetracker.kit.periods import Period
from casetracker.ledger.entries import MACHINE
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.programmes import programmes
from casetracker.reminders.jobs import Job
from casetracker.reminders.models import JobRun

Deed = Callable[[Programme, Period], None]
"""the programme, and the month that is over"""


def run_on_first_of_month(name: str, deed: Deed) -> Job:
    """A job that is due from the first of each month on, for the month before it: on the day where the machine runs,
    else as soon as it does. The deed and the mark that it was done are one transaction."""

    def due() -> Iterator[tuple[int, Period]]:
        done = {(run.programme_id, run.period) for run in db.session.scalars(select(JobRun).where(JobRun.name == name))}
        for programme in programmes():
            month = month_over(programme)
            if (programme.id, month.code) not in done:
                yield programme.id, month

    def run(one: tuple[int, Period]) -> bool:
        programme_id, month = one
        with suppress(IntegrityError), transaction():  # another process was quicker
            db.session.add(JobRun(name=name, programme_id=programme_id, period=month.code, at=clock.now()))
            db.session.flush()
            deed(db.session.get_one(Programme, programme_id), month)
            return True
        return False

    return Job(name, due, run)


def month_over(programme: Programme) -> Period:
    """The last month that is over where the programme is."""
    last = clock.today(programme.timezone).replace(day=1) - timedelta(days=1)
    return Period.month(last.year, last.month)


def _draw(programme: Programme, month: Period) -> None:
    with suppress(Refused):  # somebody drew them already
        draw_reviews(by=MACHINE, programme=programme, month=month)


QUALITY_REVIEWS = run_on_first_of_month("quality reviews", _draw)
