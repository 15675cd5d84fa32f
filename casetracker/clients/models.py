"""The coded row of a client, as pages query it. No word is in it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from casetracker.kit.db import Id, Json, Model, Moment
from casetracker.kit.ids import new_id


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


class ClientPair(Model):
    """What was last said of a file and another that may be the same person's: asked, accepted, declined, different."""

    __tablename__ = "client_pair"
    __table_args__ = (Index("ix_client_pair_other", "other_id", "state"),)

    dossier_id: Mapped[UUID] = mapped_column(Id, ForeignKey("dossier.id"), primary_key=True)
    other_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    programme_id: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    said_by: Mapped[str] = mapped_column(String(60))
    on_day: Mapped[date] = mapped_column(Date)


class ElsewhereLook(Model):
    """Somebody was told, or asked, whether a person is known in another area: by a keyed hash of what they typed."""

    __tablename__ = "elsewhere_look"
    __bind_key__ = "desk"
    __table_args__ = (Index("ix_elsewhere_look_user_at", "user_id", "at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=new_id)
    user_id: Mapped[int]
    programme_id: Mapped[int]
    asked: Mapped[bytes] = mapped_column(LargeBinary(32))
    known: Mapped[bool]
    at: Mapped[datetime] = mapped_column(Moment)
