"""When and in which programmes somebody works, as sending asks it."""

from __future__ import annotations

from datetime import datetime

from flask import current_app
from sqlalchemy import select

from casetracker.accounts.permissions import programmes_where
from casetracker.accounts.reader import Reader
from casetracker.cases.queries.limits import calendar_of
from casetracker.kit.db import db
from casetracker.ledger.models import Programme
from casetracker.reminders.sending import Office

NEEDS = "day.read"


def programmes_of(reader: Reader) -> list[Programme]:
    """The programmes in which the reader works on cases."""
    mine = programmes_where(reader, NEEDS)
    return list(db.session.scalars(select(Programme).where(Programme.id.in_(mine)).order_by(Programme.id)))


def office_of(programme: Programme, moment: datetime) -> Office:
    """Its time zone, public holidays and own days off of this year and the next, and the installation's hours."""
    config = current_app.config
    calendar = calendar_of(programme, moment.date(), moment.year + 1)
    return Office(programme.timezone, calendar, config["WORK_FROM"], config["WORK_UNTIL"])
