"""Rows of accounts: people, teams and roles in the main database; sessions, attempts and codes in the desk database."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from casetracker.kit.clock import now
from casetracker.kit.db import Id, Json, Model, Moment
from casetracker.kit.ids import new_id


class User(Model):
    """Somebody who signs in. `code` never changes and is the `worker` of cases; sessions die with `session_key`."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    username: Mapped[str] = mapped_column(String(64))
    username_folded: Mapped[str] = mapped_column(String(128), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    locale: Mapped[str] = mapped_column(String(8))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    must_change: Mapped[bool] = mapped_column(default=False)
    session_key: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    disabled_at: Mapped[datetime | None] = mapped_column(Moment)


class Team(Model):
    """People who carry one another's files; `code` is the `team` of cases and never changes."""

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("programme_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    code: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    retired_at: Mapped[datetime | None] = mapped_column(Moment)


class RoleGrant(Model):
    """A role somebody holds in a programme; ended, never deleted, so that who could see what can be told later."""

    __tablename__ = "role_grant"
    __table_args__ = (Index("ix_role_grant_programme_role", "programme_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id"))
    role: Mapped[str] = mapped_column(String(32))
    place_code: Mapped[str | None] = mapped_column(String(64))
    team_code: Mapped[str | None] = mapped_column(String(64))
    granted_at: Mapped[datetime] = mapped_column(Moment, default=now)
    valid_until: Mapped[datetime | None] = mapped_column(Moment)


class AccountEvent(Model):
    """Who changed whose account, how and when: appended, never altered, and without a word anybody typed.

    Roles and teams belong to a programme: they are entries in the programme's own dossier."""

    __tablename__ = "account_event"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    by_code: Mapped[str] = mapped_column(String(64))
    what: Mapped[str] = mapped_column(String(40))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    codes: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)


class SignInSession(Model):
    """One browser's session, by the hash of its token; an ended one stays a while to vouch for an unsent form."""

    __tablename__ = "sign_in_session"
    __bind_key__ = "desk"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=new_id)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    user_id: Mapped[int | None] = mapped_column(index=True)
    user_key: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    last_seen_at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
    idle_seconds: Mapped[int]
    device: Mapped[str] = mapped_column(String(80), default="")
    data: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_why: Mapped[str | None] = mapped_column(String(20))


class SignInAttempt(Model):
    """One try at a sign-in name, known or not; the name is kept as a keyed hash."""

    __tablename__ = "sign_in_attempt"
    __bind_key__ = "desk"
    __table_args__ = (Index("ix_sign_in_attempt_who_at", "who", "at"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=new_id)
    who: Mapped[bytes] = mapped_column(LargeBinary(32))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    ok: Mapped[bool] = mapped_column(default=False)


class ResetCode(Model):
    """A code with which its owner chooses a new password, once, within a day."""

    __tablename__ = "reset_code"
    __bind_key__ = "desk"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=new_id)
    user_id: Mapped[int] = mapped_column(index=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)


class KeptForm(Model):
    """What somebody had typed when their session ended, sealed for them alone until they sign in again."""

    __tablename__ = "kept_form"
    __bind_key__ = "desk"

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=new_id)
    user_id: Mapped[int] = mapped_column(index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[datetime] = mapped_column(Moment, default=now)
