"""What somebody said of their weekly letter."""

from __future__ import annotations

from typing import Any

from casetracker.accounts.reader import Reader
from casetracker.kit.db import db
from casetracker.reminders.addresses import opened_address
from casetracker.reminders.models import MailChoice


def mail_choice(reader: Reader) -> dict[str, Any]:
    """The address and whether the letter is wanted, as their form shows it."""
    choice = db.session.get(MailChoice, reader.user_id)
    if choice is None:
        return {"address": "", "weekly": False}
    return {"address": opened_address(reader.user_id, choice.address), "weekly": choice.weekly}
