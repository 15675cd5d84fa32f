"""Rows of reminders: only what must be remembered. What the inbox shows is read from the entries and the cases."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, String, text
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


class MailChoice(Model):
    """Where somebody wants their weekly letter, sealed for them alone, and whether they want it now."""

    __tablename__ = "mail_choice"

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, autoincrement=False)
    address: Mapped[bytes] = mapped_column(LargeBinary)
    weekly: Mapped[bool]


class Digest(Model):
    """One person's letter of one week, known by its Monday. `sending` is written before anything leaves; then it is
    `sent`, `nothing` (there was nothing to say) or `failed`, which is tried again."""

    __tablename__ = "digest"

    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, autoincrement=False)
    week: Mapped[date] = mapped_column(Date, primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    tries: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)


class JobRun(Model):
    """A job that was done once for a programme and a period, in the same transaction as what it did."""

    __tablename__ = "job_run"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), primary_key=True, autoincrement=False)
    period: Mapped[str] = mapped_column(String(10), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
