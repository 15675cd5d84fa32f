"""Deeds of reminders: what is marked as seen."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from casetracker.accounts.reader import Reader
from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.reminders.models import InboxSeen

AHEAD = timedelta(minutes=1)  # many entries in one moment are numbered by microseconds, and may run ahead of the clock


def mark_seen(*, by: Reader, until: datetime, timezone: str) -> None:
    """Everything up to `until`, which is when the page was made, is seen: never less than was seen before, and never
    what is still to come."""
    until = min(until, clock.now() + AHEAD)
    seen = db.session.get(InboxSeen, by.user_id)
    if seen is None:
        seen = InboxSeen(user_id=by.user_id, seen_at=until)
        db.session.add(seen)
    seen.seen_at = max(seen.seen_at, until)
    seen.seen_on = seen.seen_at.astimezone(ZoneInfo(timezone)).date()
