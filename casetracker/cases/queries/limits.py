"""The time limits of a programme as they stand now, and the days off by which they are counted."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from casetracker.cases.clocks import Calendar, Limit, last_year
from casetracker.kit.calendars import holidays_of, weekend_of
from casetracker.kit.db import db
from casetracker.kit.sentences import label
from casetracker.ledger.codes import codes
from casetracker.ledger.models import EntryRow, Programme
from casetracker.ledger.rows import open_entry
from casetracker.presets import DeadlineRule
from casetracker.presets.limits import rule_said

ADDED, REMOVED = "day_off.added", "day_off.removed"


def rules_of(programme_id: int) -> dict[str, DeadlineRule]:
    """Every rule of the programme, by code, as its manager left it."""
    rows = codes(programme_id, "deadline_rule")
    return {code: rule_said(code, row.labels, row.more) for code, row in rows.items() if row.valid_to is None}


def rule_name(rule: DeadlineRule) -> str:
    """What it is called in the reader's language."""
    return label(rule.labels) or rule.code


def own_days_off(programme: Programme) -> dict[date, str]:
    """The organisation's own days off, by name: what its own file says of them, in the order it was said."""
    found: dict[date, str] = {}
    table = EntryRow.__table__
    rows = db.session.execute(
        select(table)
        .where(table.c.dossier_id == programme.dossier_id, table.c.kind.in_((ADDED, REMOVED)))
        .order_by(table.c.seq)
    )
    for row in rows:
        entry = open_entry(row, None, words=False)
        day = date.fromisoformat(entry.codes["day"])
        if entry.kind == ADDED:
            found[day] = str(entry.codes.get("name", ""))
        else:
            found.pop(day, None)
    return found


def public_days_off(programme: Programme, year: int) -> dict[date, str]:
    """The public holidays of the programme's country in a year, by name."""
    return dict(holidays_of(programme.country, year, programme.default_locale)) if programme.country else {}


def calendar_of(programme: Programme, first: date, until: int) -> Calendar:
    """Weekends, public holidays and own days off, of the years from that of `first` to `until`."""
    off: dict[date, str] = {}
    for year in range(first.year, until + 1):
        off.update(public_days_off(programme, year))
    own = own_days_off(programme)
    return Calendar(off | own, weekend_of(programme.country)) if programme.country else Calendar(own)


def calendar_for(programme: Programme, limit: Limit, start: date) -> Calendar:
    """The days off that may matter to one limit; none are looked up for a limit that counts every day."""
    return calendar_of(programme, start, last_year(limit, start)) if limit.needs_calendar else Calendar()
