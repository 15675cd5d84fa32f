"""Rows that pages query, written from the state: a case, its breaches, its steps; and the lists people keep."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from casetracker.kit.db import Id, Json, Model, Moment

SECRET = text("tier = 'highly_restricted'")
ASSISTED = text("lawyer IS NOT NULL")
TO_CONFIRM = text("to_confirm > 0")
ATTENTION = text("anomalies > 0 OR conflicts > 0")
FILING = text("filing_due IS NOT NULL")
LAST = ("programme_id", "last_activity", "dossier_id")
ASKED = text("asked_worker > 0")


class CaseRow(Model):
    """One case as it stands. Of a highly restricted one, place, type and days stay empty: its few readers unseal it."""

    __tablename__ = "case_file"
    __table_args__ = (
        Index("ix_case_opened", "programme_id", "opened_on", "dossier_id"),
        Index("ix_case_worker", "programme_id", "worker", "is_open", "next_due", "dossier_id"),
        Index("ix_case_team", "programme_id", "team", "is_open", "next_due", "dossier_id"),
        Index("ix_case_status", "programme_id", "status", "next_due", "dossier_id"),
        Index("ix_case_due", "programme_id", "is_open", "next_due", "dossier_id"),
        Index("ix_case_place", "programme_id", "place", "opened_on"),
        Index("ix_case_client", "client_id"),
        Index("ix_case_active", "programme_id", "is_open", "last_activity", "dossier_id"),
        Index("ix_case_confirm", *LAST, sqlite_where=TO_CONFIRM),
        Index("ix_case_attention", *LAST, sqlite_where=ATTENTION),
        Index("ix_case_filing", "programme_id", "filing_due", "dossier_id", sqlite_where=FILING),
        Index("ix_case_secret", "programme_id", "tier", sqlite_where=SECRET),
        Index("ix_case_lawyer", "programme_id", "lawyer", sqlite_where=ASSISTED),
        Index("ix_case_asked", "programme_id", "worker", sqlite_where=ASKED),
    )
    dossier_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    programme_id: Mapped[int]
    status: Mapped[str] = mapped_column(String(30))
    is_open: Mapped[bool]
    tier: Mapped[str] = mapped_column(String(20))
    worker: Mapped[str | None] = mapped_column(String(60))
    supervisor: Mapped[str | None] = mapped_column(String(60))
    lawyer: Mapped[str | None] = mapped_column(String(60))
    team: Mapped[str | None] = mapped_column(String(60))
    place: Mapped[str | None] = mapped_column(String(60))
    district: Mapped[str | None] = mapped_column(String(60))
    province: Mapped[str | None] = mapped_column(String(60))
    type: Mapped[str | None] = mapped_column(String(60))
    type_group: Mapped[str | None] = mapped_column(String(60))
    client_id: Mapped[UUID | None] = mapped_column(Id)
    opened_on: Mapped[date | None] = mapped_column(Date)
    opened_precision: Mapped[str] = mapped_column(String(5), default="day")
    closed_on: Mapped[date | None] = mapped_column(Date)
    next_due: Mapped[date | None] = mapped_column(Date)
    filing_due: Mapped[date | None] = mapped_column(Date)
    turn: Mapped[str | None] = mapped_column(String(20))
    last_activity: Mapped[date | None] = mapped_column(Date)
    silent_from: Mapped[date | None] = mapped_column(Date)
    breaches: Mapped[int]
    open_breaches: Mapped[int]
    to_confirm: Mapped[int]
    watched_until: Mapped[date | None] = mapped_column(Date)
    anomalies: Mapped[int]
    conflicts: Mapped[int]
    outcome: Mapped[str | None] = mapped_column(String(40))
    asked_worker: Mapped[int] = mapped_column(default=0, server_default="0")
    asked_lead: Mapped[int] = mapped_column(default=0, server_default="0")


class OfferRow(Model):
    """The last offer of a case, while it waits or where it was refused; of a highly restricted one, who only."""

    __tablename__ = "case_offer"
    __table_args__ = (
        Index("ix_offer_worker", "programme_id", "worker"),
        Index("ix_offer_team", "programme_id", "team"),
        Index("ix_offer_by", "programme_id", "by"),
    )
    dossier_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    programme_id: Mapped[int]
    answer: Mapped[str] = mapped_column(String(10))
    worker: Mapped[str | None] = mapped_column(String(60))
    team: Mapped[str | None] = mapped_column(String(60))
    by: Mapped[str] = mapped_column(String(60))
    refused_by: Mapped[str | None] = mapped_column(String(60))
    on_day: Mapped[date | None] = mapped_column(Date)


class BreachRow(Model):
    """One breach of a case; none is written for a highly restricted case."""

    __tablename__ = "breach"
    __table_args__ = (Index("ix_breach_type", "programme_id", "type"),)
    dossier_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    no: Mapped[str] = mapped_column(String(10), primary_key=True)
    programme_id: Mapped[int]
    type: Mapped[str] = mapped_column(String(60))
    type_group: Mapped[str] = mapped_column(String(60))
    status: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str | None] = mapped_column(String(40))
    ended_on: Mapped[date | None] = mapped_column(Date)
    rung: Mapped[str | None] = mapped_column(String(60))
    remedy: Mapped[str | None] = mapped_column(String(60))
    watched_until: Mapped[date | None] = mapped_column(Date)


class ReviewRow(Model):
    """One month's quality review of a closed case; none is written for a highly restricted case."""

    __tablename__ = "review"
    __table_args__ = (Index("ix_review_month", "programme_id", "month", "worker"),)
    dossier_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    programme_id: Mapped[int]
    worker: Mapped[str] = mapped_column(String(60))
    drawn_on: Mapped[date] = mapped_column(Date)
    done_on: Mapped[date | None] = mapped_column(Date)
    verdict: Mapped[str | None] = mapped_column(String(20))
    file: Mapped[str | None] = mapped_column(String(20))
    interview: Mapped[str | None] = mapped_column(String(20))
    handling: Mapped[str | None] = mapped_column(String(3))
    outcome: Mapped[str | None] = mapped_column(String(3))
    learned: Mapped[str | None] = mapped_column(String(3))


class StepRow(Model):
    """One step of a case; none is written for a highly restricted case."""

    __tablename__ = "step"
    __table_args__ = (Index("ix_step_on", "programme_id", "on_day"),)
    dossier_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    step_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    programme_id: Mapped[int]
    on_day: Mapped[date] = mapped_column(Date)
    remedy: Mapped[str] = mapped_column(String(60))
    institution: Mapped[str | None] = mapped_column(String(60))
    rung: Mapped[str | None] = mapped_column(String(60))
    result: Mapped[str | None] = mapped_column(String(30))
    worker: Mapped[str | None] = mapped_column(String(60))


class SavedList(Model):
    """A way of cutting the case list that somebody keeps, for themselves or for a team: no row of a dossier."""

    __tablename__ = "saved_list"
    __table_args__ = (
        Index("ix_saved_list_owner", "programme_id", "owner"),
        Index("ix_saved_list_team", "programme_id", "team"),
    )
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    owner: Mapped[str] = mapped_column(String(60))
    team: Mapped[str | None] = mapped_column(String(60))
    name: Mapped[bytes] = mapped_column("sealed_name", LargeBinary)
    """sealed: people call a list what comes to their mind"""
    filters: Mapped[Any] = mapped_column(Json, default=dict)
    """codes and days by field of the list's filter"""
    made_at: Mapped[datetime] = mapped_column(Moment)


class ClockRow(Model):
    """One time limit of a case; none is written for a highly restricted case."""

    __tablename__ = "clock"
    __table_args__ = (Index("ix_clock_due", "programme_id", "is_open", "due_on"),)
    dossier_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    clock_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    programme_id: Mapped[int]
    rule: Mapped[str] = mapped_column(String(60))
    side: Mapped[str] = mapped_column(String(20))
    is_open: Mapped[bool]
    started_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
    ended_on: Mapped[date | None] = mapped_column(Date)
    how: Mapped[str | None] = mapped_column(String(20))


class ApartRow(Model):
    """A case that was said to be another matter than one that looks like it; none for a highly restricted case."""

    __tablename__ = "case_apart"
    dossier_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    other_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    programme_id: Mapped[int]
