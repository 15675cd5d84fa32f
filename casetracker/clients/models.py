"""The coded row of a client, as pages query it. No word is in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from casetracker.kit.db import Id, Json, Model


class Client(Model):
    """A person, family, group, community or committee served; of a highly restricted one only the merging is here."""

    __tablename__ = "client"
    __table_args__ = (Index("ix_client_merged_into", "merged_into"),)

    dossier_id: Mapped[UUID] = mapped_column(Id, ForeignKey("dossier.id"), primary_key=True)
    programme_id: Mapped[int]
    client_kind: Mapped[str | None] = mapped_column(String(20))
    sex: Mapped[str | None] = mapped_column(String(10))
    age_band: Mapped[str | None] = mapped_column(String(10))
    disability: Mapped[str | None] = mapped_column(String(10))
    language: Mapped[str | None] = mapped_column(String(20))
    heads: Mapped[int | None]
    estimated: Mapped[bool | None]
    consents: Mapped[Any] = mapped_column(Json, default=list)
    merged_into: Mapped[UUID | None] = mapped_column(Id)
