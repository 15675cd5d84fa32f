"""Rows of places, as pages query them, and which team serves where."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Float, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casetracker.kit.clock import now
from casetracker.kit.db import Id, Json, Model, Moment


class Place(Model):
    """A country, province, district or facility, written from its dossier. A district is its own `district`."""

    __tablename__ = "place"
    __table_args__ = (
        UniqueConstraint("programme_id", "code"),
        Index("ix_place_name", "programme_id", "level", "name_key"),
        Index("ix_place_parent", "programme_id", "parent"),
    )

    dossier_id: Mapped[UUID] = mapped_column(Id, ForeignKey("dossier.id"), primary_key=True)
    programme_id: Mapped[int]
    code: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200))
    level: Mapped[str] = mapped_column(String(10))
    parent: Mapped[str | None] = mapped_column(String(60))
    district: Mapped[str | None] = mapped_column(String(60))
    province: Mapped[str | None] = mapped_column(String(60))
    unit_type: Mapped[str | None] = mapped_column(String(60))
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    population: Mapped[int | None]
    population_source: Mapped[str | None] = mapped_column(String(200))
    population_year: Mapped[int | None]
    opened_on: Mapped[date | None] = mapped_column(Date)
    closed_on: Mapped[date | None] = mapped_column(Date)
    dhis2_uid: Mapped[str | None] = mapped_column(String(11))
    codes: Mapped[Any] = mapped_column(Json, default=dict)


class TeamPlace(Model):
    """A team serves a place (and what lies in it) from one moment to another; ended, never deleted."""

    __tablename__ = "team_place"
    __table_args__ = (Index("ix_team_place_team", "programme_id", "team"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    team: Mapped[str] = mapped_column(String(64))
    place: Mapped[str] = mapped_column(String(60))
    since: Mapped[datetime] = mapped_column(Moment, default=now)
    until: Mapped[datetime | None] = mapped_column(Moment)
    by_code: Mapped[str] = mapped_column(String(64), default="")
