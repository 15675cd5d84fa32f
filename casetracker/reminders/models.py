"""Rows of reminders: only what must be remembered. What the inbox shows is read from the entries and the cases."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from casetracker.kit.db import Model, Moment
from casetracker.ledger.models import EntryRow

# Written out here and in the query: a partial index serves no parameter. These kinds are few among the entries.
TELLING_KINDS = "kind IN ('case.assigned', 'remark.answered', 'remark.made')"
Index("ix_entry_telling", EntryRow.programme_id, EntryRow.recorded_at, sqlite_where=text(TELLING_KINDS))


class InboxSeen(Model):
    """Up to which moment, and which day of theirs, somebody has seen their inbox."""

    __tablename__ = "inbox_seen"

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, autoincrement=False)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    seen_on: Mapped[date] = mapped_column(Date)
