"""Finding people: who is asking, whom a manager may look after, which teams there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Executable, Select, and_, bindparam, or_, select

from casetracker.accounts.attempts import folded
from casetracker.accounts.models import RoleGrant, Team, User
from casetracker.accounts.permissions import programmes_where
from casetracker.accounts.reader import Grant, Reader
from casetracker.kit.clock import now
from casetracker.kit.db import Moment, db
from casetracker.ledger.models import Programme

# Columns, not entities: every request asks who is there.
WHO = (User.id, User.code, User.name, User.locale, User.must_change)
HELD = (RoleGrant.role, RoleGrant.programme_id, RoleGrant.place_code, RoleGrant.team_code)


# Written once: every request asks it.
ACCOUNT = (
    select(*WHO, *HELD)
    .outerjoin(
        RoleGrant,
        and_(
            RoleGrant.user_id == User.id,
            or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > bindparam("now", type_=Moment)),
        ),
    )
    .where(User.disabled_at.is_(None))
    .order_by(RoleGrant.id)
)
_TABLE = User.__table__.c
NAMED = select(_TABLE.code, _TABLE.name).where(_TABLE.code.in_(bindparam("codes", expanding=True)))
SIGNED_IN = ACCOUNT.where(User.id == bindparam("user"), User.session_key == bindparam("key"))


def is_valid() -> ColumnElement[bool]:
    """Grants that hold now."""
    return or_(RoleGrant.valid_until.is_(None), RoleGrant.valid_until > now())


def reader_in(user_id: int, session_key: str) -> Reader | None:
    """Who is signed in under this key; nobody once the key has turned or the account is closed."""
    return _reader(SIGNED_IN, user=user_id, key=session_key)


def reader_by_code(code: str) -> Reader | None:
    """A person by their permanent code."""
    return _reader(ACCOUNT.where(User.code == code))


def reader_by_username(username: str) -> Reader | None:
    """A person by the name they sign in with."""
    return _reader(ACCOUNT.where(User.username_folded == folded(username)))


def reader_of(user: User) -> Reader:
    """What somebody may do now, read anew."""
    held = db.session.scalars(select(RoleGrant).where(RoleGrant.user_id == user.id, is_valid()).order_by(RoleGrant.id))
    grants = tuple(Grant(g.role, g.programme_id, g.place_code, g.team_code) for g in held)
    return Reader(user.id, user.code, user.name, user.locale, grants, must_change=user.must_change)


def user_named(username: str) -> User | None:
    """The account of a sign-in name, closed or not."""
    return db.session.scalar(select(User).where(User.username_folded == folded(username)))


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """People's names by code, for pages that show who did what."""
    return {code: name for code, name in db.session.execute(NAMED, {"codes": list(set(codes))})}  # noqa: C416


def holders(programme_id: int, *roles: str, team_code: str | None = None) -> list[User]:
    """People who hold one of these roles in a programme now (in a team where one is given), by name."""
    team = RoleGrant.team_code == team_code if team_code else RoleGrant.id.is_not(None)
    rows = db.session.scalars(
        select(User)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(RoleGrant.programme_id == programme_id, RoleGrant.role.in_(roles), is_valid(), team)
        .where(User.disabled_at.is_(None))
        .order_by(User.name)
    )
    return list(rows.unique())


def coordinators(programme_id: int, team_code: str | None) -> list[str]:
    """Codes of the coordinators of a team now, by name; of the programme, where the team has none or is None."""
    held = RoleGrant.programme_id == programme_id, RoleGrant.role == "coordinator", is_valid()
    rows = db.session.execute(
        select(User.code, RoleGrant.team_code)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(*held, User.disabled_at.is_(None))
        .order_by(User.name)
    ).all()
    of_team = [code for code, team in rows if team_code is not None and team == team_code]
    return list(dict.fromkeys(of_team or [code for code, _ in rows]))


def names_of_holders(programme_id: int, *roles: str) -> dict[str, str]:
    """Names, by code, of those who hold one of these roles in a programme now, by name."""
    held = RoleGrant.programme_id == programme_id, RoleGrant.role.in_(roles), is_valid()
    named = select(User.code, User.name).join(RoleGrant, RoleGrant.user_id == User.id).where(*held)
    rows = db.session.execute(named.where(User.disabled_at.is_(None)).order_by(User.name))
    return {code: name for code, name in rows}  # noqa: C416


@dataclass(frozen=True, slots=True)
class Person:
    """An account as its manager sees it: grants outside the manager's programmes are left out, but counted."""

    id: int
    code: str
    username: str
    name: str
    locale: str
    disabled_at: datetime | None
    has_password: bool
    grants: tuple[RoleGrant, ...]
    elsewhere: int


def people(by: Reader) -> list[Person]:
    """Accounts with a role, past or present, in the programmes this reader manages; the operator sees all."""
    return _persons(by, _managed(by).order_by(User.name, User.id))


def person(by: Reader, user_id: int) -> Person | None:
    """One of `people`, or None."""
    return next(iter(_persons(by, _managed(by).where(User.id == user_id))), None)


def is_wholly_managed(by: Reader, user_id: int) -> bool:
    """Do all this person's roles lie in programmes that `by` manages? Else their password is another's matter."""
    if by.operator:
        return True
    mine = programmes_where(by, "users.manage")
    other = select(RoleGrant.id).where(RoleGrant.user_id == user_id, is_valid(), RoleGrant.programme_id.not_in(mine))
    return db.session.scalar(other.limit(1)) is None


def managed_programmes(by: Reader, permission: str = "users.manage") -> Sequence[Programme]:
    """The programmes whose people or teams this reader looks after."""
    query = select(Programme).order_by(Programme.name)
    if not by.operator:
        query = query.where(Programme.id.in_(programmes_where(by, permission)))
    return db.session.scalars(query).all()


def programme_names(programme_ids: Iterable[int]) -> dict[int, str]:
    """Names of programmes by number."""
    named = select(Programme.id, Programme.name).where(Programme.id.in_(tuple(programme_ids)))
    return {key: name for key, name in db.session.execute(named)}  # noqa: C416


def teams(programme_ids: Iterable[int], retired: bool = False) -> list[Team]:
    """Teams of these programmes, by name."""
    query = select(Team).where(Team.programme_id.in_(tuple(programme_ids))).order_by(Team.programme_id, Team.name)
    return list(db.session.scalars(query if retired else query.where(Team.retired_at.is_(None))))


def team_names(programme_id: int) -> dict[str, str]:
    """Names of teams by code."""
    return {team.code: team.name for team in teams([programme_id], retired=True)}


def _reader(which: Executable, **values: Any) -> Reader | None:
    rows = db.session.execute(which, {"now": now(), **values}).all()
    if not rows:
        return None
    user = rows[0]
    grants = tuple(Grant(g.role, g.programme_id, g.place_code, g.team_code) for g in rows if g.role is not None)
    return Reader(user.id, user.code, user.name, user.locale, grants, must_change=user.must_change)


def _managed(by: Reader) -> Select[User]:
    if by.operator:
        return select(User)
    mine = programmes_where(by, "users.manage")
    return select(User).where(User.id.in_(select(RoleGrant.user_id).where(RoleGrant.programme_id.in_(mine))))


def _persons(by: Reader, which: Select[User]) -> list[Person]:
    users = list(db.session.scalars(which))
    held: dict[int, list[RoleGrant]] = {user.id: [] for user in users}
    for grant in db.session.scalars(select(RoleGrant).where(RoleGrant.user_id.in_(held), is_valid())):
        held[grant.user_id].append(grant)
    mine = set(programmes_where(by, "users.manage"))
    return [_person(user, held[user.id], [g for g in held[user.id] if by.operator or g.programme_id in mine])
            for user in users]  # fmt: skip


def _person(user: User, held: list[RoleGrant], seen: list[RoleGrant]) -> Person:
    return Person(
        user.id, user.code, user.username, user.name, user.locale, user.disabled_at, user.password_hash is not None,
        tuple(seen), len(held) - len(seen),
    )  # fmt: skip
