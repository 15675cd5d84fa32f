"""Rows of the ledger: programmes, dossiers, entries, ticks, facts, codes, and what later parts publish."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Date, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from casetracker.kit.db import Id, Json, Model, Moment

SECRET = text("tier = 'highly_restricted'")
BigId = BigInteger().with_variant(Integer, "sqlite")


class Programme(Model):
    """Everything hangs on a programme; its key is its own, its preset is data."""

    __tablename__ = "programme"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    preset: Mapped[str] = mapped_column(String(60))
    preset_version: Mapped[str] = mapped_column(String(20))
    timezone: Mapped[str] = mapped_column(String(60))
    default_locale: Mapped[str] = mapped_column(String(10))
    country: Mapped[str] = mapped_column(String(2), default="")
    currency: Mapped[str] = mapped_column(String(3), default="")
    settings: Mapped[Any] = mapped_column(Json, default=dict)
    synthetic: Mapped[bool] = mapped_column(default=False)
    dossier_id: Mapped[UUID] = mapped_column(Id)
    created_at: Mapped[datetime] = mapped_column(Moment)


class LedgerHead(Model):
    """The last tick of a programme; every write transaction takes the next one here and holds the row to commit."""

    __tablename__ = "ledger_head"
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), primary_key=True)
    tick: Mapped[int] = mapped_column(BigInteger, default=0)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    head: Mapped[bytes] = mapped_column(LargeBinary(32))
    last_reference: Mapped[int] = mapped_column(default=0)


class LedgerTick(Model):
    """One write transaction of a programme, in the keyed head chain."""

    __tablename__ = "ledger_tick"
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"), primary_key=True)
    tick: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    recorded_at: Mapped[datetime] = mapped_column(Moment, index=True)
    entries: Mapped[int]
    head: Mapped[bytes] = mapped_column(LargeBinary(32))


class Dossier(Model):
    """A list of entries, and what decides who may open it now. Of a highly restricted one, place, district and team
    stay empty: its few readers are named."""

    __tablename__ = "dossier"
    __table_args__ = (
        UniqueConstraint("programme_id", "reference"),
        Index("ix_dossier_reach", "programme_id", "kind", "worker"),
        Index("ix_dossier_tier", "programme_id", "tier", "id"),
        Index("ix_dossier_secret", "tier", "programme_id", "worker", "supervisor", "lawyer", "kind", "id",
              sqlite_where=SECRET, postgresql_where=SECRET),
    )  # fmt: skip
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    kind: Mapped[str] = mapped_column(String(20))
    reference: Mapped[str | None] = mapped_column(String(40))
    last_seq: Mapped[int] = mapped_column(default=0)
    last_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    tier: Mapped[str] = mapped_column(String(20), default="normal")
    worker: Mapped[str | None] = mapped_column(String(60))
    supervisor: Mapped[str | None] = mapped_column(String(60))
    lawyer: Mapped[str | None] = mapped_column(String(60))
    team: Mapped[str | None] = mapped_column(String(60))
    place: Mapped[str | None] = mapped_column(String(60))
    district: Mapped[str | None] = mapped_column(String(60))
    province: Mapped[str | None] = mapped_column(String(60))
    erased_at: Mapped[datetime | None] = mapped_column(Moment)


class EntryRow(Model):
    """One entry, never altered. The codes of a highly restricted dossier stand sealed in `sealed_codes`, with their
    true day; `codes` is then empty and `happened_on` a month. `codes_hash` covers the true ones in both forms."""

    __tablename__ = "entry"
    __table_args__ = (
        UniqueConstraint("dossier_id", "seq"),
        Index("ix_entry_tick", "programme_id", "tick"),
    )
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    dossier_id: Mapped[UUID] = mapped_column(Id, ForeignKey("dossier.id"))
    dossier_kind: Mapped[str] = mapped_column(String(20))
    programme_id: Mapped[int]
    seq: Mapped[int]
    tick: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(40))
    kind_version: Mapped[int] = mapped_column(default=1)
    preset_version: Mapped[str] = mapped_column(String(20))
    happened_on: Mapped[date] = mapped_column(Date)
    precision: Mapped[str] = mapped_column(String(5))
    written_at: Mapped[datetime | None] = mapped_column(Moment)
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    author_id: Mapped[int]
    author: Mapped[str] = mapped_column(String(60))
    device_id: Mapped[str] = mapped_column(String(60), default="")
    seen_seq: Mapped[int | None]
    codes: Mapped[str | None]
    codes_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    sealed_codes: Mapped[bytes | None] = mapped_column(LargeBinary)
    words: Mapped[bytes | None] = mapped_column(LargeBinary)
    words_said: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    """hash of the words as first sealed, where a sentence was taken out since"""
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))


class Submission(Model):
    """A form that was taken: the same again gives the first result, other content under its nonce is refused."""

    __tablename__ = "submission"
    author_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    nonce: Mapped[str] = mapped_column(String(40), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary(32))
    result: Mapped[str | None] = mapped_column(String(200))
    taken_at: Mapped[datetime] = mapped_column(Moment)


class FactRow(Model):
    """What one dossier contributes to a count, from one tick to another. `known_to` is empty while it stands."""

    __tablename__ = "fact"
    __table_args__ = (
        # What most figures ask of a fact stands in the index of its day: a year is counted without reading its rows.
        Index("ix_fact_count", "programme_id", "kind", "day", "known_to", "precision", "unit_id", "part_id", "turn",
              "until_day", "type", "type_group", "province", "outcome"),
        Index("ix_fact_cohort", "programme_id", "kind", "other_day"),
        Index("ix_fact_unit", "unit_id", "kind", "part_id", "turn"),
        Index("ix_fact_known_from", "programme_id", "known_from"),
        Index("ix_fact_coarse", "precision", "programme_id", "kind", "day",
              sqlite_where=text("precision <> 'day'")),
        Index("ix_fact_known_to", "programme_id", "known_to", sqlite_where=text("known_to IS NOT NULL")),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    programme_id: Mapped[int]
    unit_id: Mapped[UUID] = mapped_column(Id)
    kind: Mapped[str] = mapped_column(String(20))
    rule: Mapped[int] = mapped_column(default=1)
    day: Mapped[date] = mapped_column(Date)
    precision: Mapped[str] = mapped_column(String(5))
    other_day: Mapped[date | None] = mapped_column(Date)
    until_day: Mapped[date | None] = mapped_column(Date)
    part_id: Mapped[str] = mapped_column(String(60), default="")
    turn: Mapped[int] = mapped_column(default=1)
    amount: Mapped[int] = mapped_column(BigInteger, default=1)
    heads: Mapped[int | None]
    everyone: Mapped[bool | None]
    place: Mapped[str | None] = mapped_column(String(60))
    district: Mapped[str | None] = mapped_column(String(60))
    province: Mapped[str | None] = mapped_column(String(60))
    worker: Mapped[str | None] = mapped_column(String(60))
    team: Mapped[str | None] = mapped_column(String(60))
    type: Mapped[str | None] = mapped_column(String(60))
    type_group: Mapped[str | None] = mapped_column(String(60))
    rung: Mapped[str | None] = mapped_column(String(60))
    remedy: Mapped[str | None] = mapped_column(String(60))
    channel: Mapped[str | None] = mapped_column(String(60))
    sex: Mapped[str | None] = mapped_column(String(10))
    age_band: Mapped[str | None] = mapped_column(String(10))
    sensitivity: Mapped[str | None] = mapped_column(String(20))
    grant_code: Mapped[str | None] = mapped_column(String(60))
    outcome: Mapped[str | None] = mapped_column(String(40))
    closure_reason: Mapped[str | None] = mapped_column(String(60))
    client_kind: Mapped[str | None] = mapped_column(String(20))
    estimated: Mapped[bool | None]
    person_id: Mapped[UUID | None] = mapped_column(Id)
    more: Mapped[str | None]
    known_from: Mapped[int] = mapped_column(BigInteger)
    known_to: Mapped[int | None] = mapped_column(BigInteger)
    from_entry: Mapped[UUID] = mapped_column(Id)
    to_entry: Mapped[UUID | None] = mapped_column(Id)


class PersonAlias(Model):
    """`person_id` counts as `root_id` from one tick to another: merge and unmerge, without touching a fact."""

    __tablename__ = "person_alias"
    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    programme_id: Mapped[int]
    person_id: Mapped[UUID] = mapped_column(Id, index=True)
    root_id: Mapped[UUID] = mapped_column(Id)
    known_from: Mapped[int] = mapped_column(BigInteger)
    known_to: Mapped[int | None] = mapped_column(BigInteger)


class Code(Model):
    """A coded value of a programme: seeded from the preset's files, never overwritten by an upgrade."""

    __tablename__ = "code"
    __table_args__ = (UniqueConstraint("programme_id", "list_name", "code", "known_from"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    list_name: Mapped[str] = mapped_column(String(40))
    code: Mapped[str] = mapped_column(String(60))
    position: Mapped[int] = mapped_column(default=0)
    labels: Mapped[Any] = mapped_column(Json)
    group: Mapped[str | None] = mapped_column("group_code", String(60))
    tier: Mapped[str | None] = mapped_column(String(20))
    origin: Mapped[str] = mapped_column(String(20), default="preset")
    valid_from: Mapped[date | None] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
    more: Mapped[Any] = mapped_column(Json, default=dict)
    known_from: Mapped[int] = mapped_column(BigInteger, default=0)
    known_to: Mapped[int | None] = mapped_column(BigInteger)


class SourceRow(Model):
    """One row of an imported source, by keyed hashes: which dossier it became, and what it said."""

    __tablename__ = "source_row"
    programme_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source: Mapped[str] = mapped_column(String(60), primary_key=True)
    reference: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary(32))
    dossier_id: Mapped[UUID] = mapped_column(Id)
    imported: Mapped[Any] = mapped_column(Json, default=dict)
    """keyed hashes by field, to tell whether the present value is still the imported one"""


class Mention(Model):
    """A person named in another dossier: the redactions that an erasure owes elsewhere."""

    __tablename__ = "mention"
    person_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    dossier_id: Mapped[UUID] = mapped_column(Id, primary_key=True)


class Token(Model):
    """A keyed hash of a word, cut to 24 bits so that tokens collide; hits are decrypted and checked."""

    __tablename__ = "token"
    __table_args__ = {"sqlite_with_rowid": False}
    programme_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    token: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    dossier_id: Mapped[UUID] = mapped_column(Id, primary_key=True)


class Conflict(Model):
    """Two corrections of one field, neither having seen the other, until somebody settles it."""

    __tablename__ = "conflict"
    dossier_id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    field: Mapped[str] = mapped_column(String(40), primary_key=True)
    programme_id: Mapped[int]
    entries: Mapped[Any] = mapped_column(Json)


class Publication(Model):
    """A figure as it was published, served from its own bytes and never counted again."""

    __tablename__ = "publication"
    id: Mapped[UUID] = mapped_column(Id, primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    tick: Mapped[int] = mapped_column(BigInteger)
    audience: Mapped[str] = mapped_column(String(20))
    period_first: Mapped[date] = mapped_column(Date)
    period_last: Mapped[date] = mapped_column(Date)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    published_at: Mapped[datetime] = mapped_column(Moment)
    published_by: Mapped[int]


class KeyUse(Model):
    """Which keys this database was written under, so that a wrong or missing one is named before anything starts."""

    __tablename__ = "key_use"
    purpose: Mapped[str] = mapped_column(String(20), primary_key=True)
    key_id: Mapped[str] = mapped_column(String(8), primary_key=True)


class Opening(Model):
    """Who opened which sealed dossier and when; chained like the ledger, readable by the coordinator of its scope."""

    __tablename__ = "opening"
    __bind_key__ = "desk"
    seq: Mapped[int] = mapped_column(BigId, primary_key=True)
    programme_id: Mapped[int]
    dossier_id: Mapped[UUID] = mapped_column(Id, index=True)
    user_id: Mapped[int]
    user: Mapped[str] = mapped_column("user_code", String(60))
    what: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Moment)
    chain: Mapped[bytes] = mapped_column(LargeBinary(32))
