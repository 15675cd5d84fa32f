"""Editions: where each one stands, its one text, and its files as they were published."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Date, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from casetracker.kit.db import Id, Json, Model, Moment


class EditionRow(Model):
    """Where an edition stands, as its entries say."""

    __tablename__ = "edition"
    __table_args__ = (Index("ix_edition_programme", "programme_id", "status"),)
    dossier_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    programme_id: Mapped[int]
    pack: Mapped[str] = mapped_column(String(40))
    audience: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(10))
    period: Mapped[str] = mapped_column(String(30))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    number: Mapped[int]
    status: Mapped[str] = mapped_column(String(12))
    tick: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[str | None] = mapped_column(String(64))
    stops: Mapped[Any] = mapped_column(Json)
    """what keeps it from being published, as sentences in its language"""
    introduction: Mapped[str] = mapped_column(Text)
    drafted_by: Mapped[str] = mapped_column(String(60))
    checked_by: Mapped[str | None] = mapped_column(String(60))
    published_by: Mapped[str | None] = mapped_column(String(60))
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    why: Mapped[str] = mapped_column(Text)
    """why it was discarded"""


class EditionText(Model):
    """The text of an edition (compressed), the release as an outsider has it, and the true counts behind it."""

    __tablename__ = "edition_text"
    dossier_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    text: Mapped[bytes] = mapped_column(LargeBinary)
    release: Mapped[bytes | None] = mapped_column(LargeBinary)
    counts: Mapped[bytes] = mapped_column(LargeBinary)


class EditionFile(Model):
    """One file of a published edition: downloading it again gives these bytes."""

    __tablename__ = "edition_file"
    dossier_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    format: Mapped[str] = mapped_column(String(10), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
