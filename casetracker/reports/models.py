"""The organisation's own letter templates."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from casetracker.kit.db import Id, Model, Moment


class LetterTemplate(Model):
    """One template as it was uploaded: for a kind of letter, or for one remedy, in one language."""

    __tablename__ = "letter_template"
    __table_args__ = (Index("ix_letter_template_kind", "programme_id", "kind", "language"),)
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    programme_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    remedy: Mapped[str | None] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    uploaded_by: Mapped[str] = mapped_column(String(60))
    uploaded_at: Mapped[datetime] = mapped_column(Moment)
    retired_at: Mapped[datetime | None] = mapped_column(Moment)
