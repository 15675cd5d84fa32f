"""Deeds of reminders: what is marked as seen, and where the weekly letter goes."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from casetracker.accounts.reader import Reader
from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.kit.saying import Sentence
from casetracker.ledger.kinds import Refused
from casetracker.reminders.addresses import is_address, sealed_address
from casetracker.reminders.models import InboxSeen, MailChoice

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


def choose_mail(*, by: Reader, address: str, weekly: bool) -> None:
    """Where the weekly letter goes, and whether it does. Refused: no address where it is wanted, one that is none.

    An empty address is forgotten.
    """
    address = address.strip()
    if (weekly or address) and not is_address(address):
        raise Refused({"address": Sentence("Give an e-mail address, as in ana@example.org.")})
    choice = db.session.get(MailChoice, by.user_id)
    if not address:
        if choice is not None:
            db.session.delete(choice)
        return
    if choice is None:
        choice = MailChoice(user_id=by.user_id)
        db.session.add(choice)
    choice.address, choice.weekly = sealed_address(by.user_id, address), weekly
