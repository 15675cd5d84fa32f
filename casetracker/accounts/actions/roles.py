"""Roles given and ended, never to oneself and never beyond the programmes of whoever gives them."""

from __future__ import annotations

from sqlalchemy import select

from casetracker.accounts.actions.record import NotYours, anybody, managed_programme, record_in
from casetracker.accounts.models import RoleGrant, Team, User
from casetracker.accounts.permissions import CUT_BY_PLACE_AND_TEAM, ROLES, may_give
from casetracker.accounts.queries import is_valid
from casetracker.accounts.reader import Reader
from casetracker.kit.clock import now
from casetracker.kit.db import db
from casetracker.kit.languages import Sentence
from casetracker.ledger.kinds import Refused


def grant_role(
    *, by: Reader, user_id: int, programme_id: int, role: str, place_code: str | None = None,
    team_code: str | None = None,
) -> RoleGrant:  # fmt: skip
    """A role in a programme, cut to a place or a team where given. The same again changes nothing."""
    programme = managed_programme(by, "users.manage", programme_id)
    user = _other(by, user_id)
    if role not in ROLES or not may_give(by, role, programme_id):
        raise Refused({"role": Sentence("Choose one of the roles offered.")})
    place_code, team_code = place_code or None, team_code or None
    _check_cut(programme_id, role, place_code, team_code)
    held = _held(user_id, programme_id, role, place_code, team_code)
    if held is not None:
        return held
    grant = RoleGrant(
        user_id=user_id, programme_id=programme_id, role=role, place_code=place_code, team_code=team_code,
        granted_at=now(),
    )  # fmt: skip
    db.session.add(grant)
    db.session.flush()
    record_in(programme, by, "role.given", user=user.code, role=role, place=place_code, team=team_code)
    return grant


def end_role(*, by: Reader, user_id: int, grant_id: int) -> None:
    """The role ends now; that it was held can still be told."""
    user = anybody(by, user_id)
    grant = db.session.get(RoleGrant, grant_id)
    if grant is None or grant.user_id != user_id:
        raise NotYours(f"role {grant_id}")
    programme = managed_programme(by, "users.manage", grant.programme_id)
    if grant.valid_until is None or grant.valid_until > now():
        grant.valid_until = now()
        codes = {"role": grant.role, "place": grant.place_code, "team": grant.team_code}
        record_in(programme, by, "role.ended", user=user.code, **codes)


def _other(by: Reader, user_id: int) -> User:
    """Somebody else who holds a role in `by`'s programmes, or who holds none at all yet."""
    user = db.session.get(User, user_id)
    new = db.session.scalar(select(RoleGrant.id).where(RoleGrant.user_id == user_id).limit(1)) is None
    if user is None or user_id == by.user_id:
        raise NotYours(f"account {user_id}")
    return user if new or by.operator else anybody(by, user_id)


def _check_cut(programme_id: int, role: str, place_code: str | None, team_code: str | None) -> None:
    if (place_code or team_code) and role not in CUT_BY_PLACE_AND_TEAM:
        raise Refused({"role": Sentence("This role reaches the whole programme: leave place and team empty.")})
    known = select(Team.id).where(Team.programme_id == programme_id, Team.code == team_code)
    if team_code is not None and db.session.scalar(known) is None:
        raise Refused({"team_code": Sentence("Choose one of the teams offered.")})


def _held(
    user_id: int, programme_id: int, role: str, place_code: str | None, team_code: str | None
) -> RoleGrant | None:
    return db.session.scalar(
        select(RoleGrant).where(
            RoleGrant.user_id == user_id,
            RoleGrant.programme_id == programme_id,
            RoleGrant.role == role,
            RoleGrant.place_code.is_not_distinct_from(place_code),
            RoleGrant.team_code.is_not_distinct_from(team_code),
            is_valid(),
        )
    )
