"""The whole law on one page: what each role may do, and which dossiers a reader may open, write and count.

A dossier's *tier* cuts every role's reach:
  normal             whoever the role reaches
  restricted         as normal, but not for colleagues of the same team: worker, named supervisor, named lawyer, and the
                     coordinators and managers whose reach covers it
  highly_restricted  worker, named supervisor and named lawyer only, whatever else anybody holds
A named person opens a dossier only while holding a role that reads cases in its programme.
"""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import ColumnElement, and_, false, literal_column, or_, true

from casetracker.accounts.reader import Grant, Reader
from casetracker.ledger.models import Dossier

NORMAL, RESTRICTED, HIGHLY_RESTRICTED = "normal", "restricted", "highly_restricted"

OWN = frozenset({"account.own"})
CASEWORK = frozenset({"case.read", "case.list", "case.write", "day.read", "search"})
FIGURES = frozenset({"dashboard.read", "figure.read", "figure.open", "export.table"})
TEAMWORK = frozenset(
    {"case.verify", "case.assign", "coordinator.page", "audit.read", "edition.read", "edition.make", "edition.publish"}
)
RUNNING = frozenset({"codes.manage", "users.manage", "teams.manage", "places.manage", "programme.manage"})

ROLES: dict[str, frozenset[str]] = {
    "paralegal": OWN | CASEWORK | FIGURES,
    "coordinator": OWN | CASEWORK | FIGURES | TEAMWORK,
    "manager": OWN | CASEWORK | FIGURES | TEAMWORK | RUNNING,
    "lawyer": OWN | {"case.read", "case.list", "case.write", "day.read", "search"},
    "funder": OWN | {"edition.read"},
    "safety_officer": OWN | {"safety.read"},
}
PERMISSIONS = frozenset().union(*ROLES.values())

AUDIENCES: dict[str, frozenset[str]] = {
    "paralegal": frozenset({"all", "funder", "government", "coordinator"}),
    "coordinator": frozenset({"all", "funder", "government", "coordinator"}),
    "manager": frozenset({"all", "funder", "government", "coordinator", "internal"}),
    "lawyer": frozenset(),
    "funder": frozenset({"all", "funder"}),
    "safety_officer": frozenset(),
}

GIVES = {"manager": frozenset(ROLES)}  # who may give which roles, in the programmes where they hold theirs
LEADS = frozenset({"coordinator", "manager"})  # reach restricted dossiers too
CUT_BY_PLACE_AND_TEAM = frozenset({"paralegal", "coordinator", "lawyer"})  # the others reach the whole programme


def can(reader: Reader | None, permission: str, programme_id: int | None = None) -> bool:
    """May this reader do this, in this programme or in any?"""
    if reader is None or permission not in PERMISSIONS:
        return False
    return reader.operator or any(permission in ROLES.get(role, ()) for role in reader.roles(programme_id))


def may_give(reader: Reader, role: str, programme_id: int) -> bool:
    """May this reader give this role to somebody else in this programme?"""
    return reader.operator or any(role in GIVES.get(held, ()) for held in reader.roles(programme_id))


def programmes_where(reader: Reader, permission: str) -> tuple[int, ...]:
    """The programmes in which the reader may do this. The operator's are not listed: ask `reader.operator` first."""
    return tuple(p for p in reader.programme_ids if can(reader, permission, p))


def audiences(reader: Reader, programme_id: int) -> frozenset[str]:
    """Whose indicators the reader is shown in a programme."""
    if reader.operator:
        return AUDIENCES["manager"]
    return frozenset().union(*(AUDIENCES.get(role, frozenset()) for role in reader.roles(programme_id)))


def may_open(reader: Reader, programme_id: int | None = None) -> ColumnElement[bool]:
    """Dossiers the reader may open. Every query of lists, pages, children, search, exports and rows starts here."""
    return _with_permission(reader, "case.read", programme_id)


def hidden_from(reader: Reader, programme_id: int) -> ColumnElement[bool] | None:
    """The dossiers of a programme that `may_open` leaves out, for a reader who leads all of it: few, and found by
    their tier. None for everybody else."""
    whole = (grant.role in LEADS and not (grant.team_code or grant.place_code) for grant in reader.grants
             if grant.programme_id == programme_id)  # fmt: skip
    if reader.operator or not any(whole):
        return None
    return and_(Dossier.tier == HIGHLY_RESTRICTED, _names(reader).is_not(true()))


def may_unseal(reader: Reader, programme_id: int) -> ColumnElement[bool]:
    """Highly restricted dossiers of a programme that name the reader: the part of `may_open` that an index serves."""
    if reader.operator or not can(reader, "case.read", programme_id):
        return false()
    # written out: a partial index serves no parameter
    secret = Dossier.tier == literal_column(f"'{HIGHLY_RESTRICTED}'")
    return and_(Dossier.programme_id == programme_id, secret, _names(reader))


def may_write(reader: Reader, programme_id: int | None = None) -> ColumnElement[bool]:
    """Dossiers to which the reader may add entries."""
    return _with_permission(reader, "case.write", programme_id)


def may_do(reader: Reader, permission: str, programme_id: int) -> ColumnElement[bool]:
    """Dossiers of a programme with which the reader may do what a permission says, each within that role's reach."""
    return and_(may_open(reader, programme_id), _with_permission(reader, permission, programme_id))


def may_count(reader: Reader, programme_id: int | None = None) -> ColumnElement[bool]:
    """Dossiers in the reader's figures: inside, exactly those they may open; for a funder, the whole programme."""
    funded = {grant.programme_id for grant in reader.grants_of({"funder"}, programme_id)}
    counted = [Dossier.programme_id == p for p in sorted(funded)]
    return or_(may_open(reader, programme_id), *counted) if counted else may_open(reader, programme_id)


@lru_cache(maxsize=512)  # the law says the same of the same reader and roles; a page asks it several times
def _with_permission(reader: Reader, permission: str, programme_id: int | None) -> ColumnElement[bool]:
    if reader.operator:
        return and_(_in(programme_id), Dossier.tier != HIGHLY_RESTRICTED)
    programmes = [p for p in programmes_where(reader, permission) if programme_id in (None, p)]
    return or_(false(), *(_in_programme(reader, permission, p) for p in programmes))


def _in_programme(reader: Reader, permission: str, programme_id: int) -> ColumnElement[bool]:
    grants = [g for g in reader.grants if g.programme_id == programme_id and permission in ROLES.get(g.role, ())]
    return and_(Dossier.programme_id == programme_id, or_(_names(reader), *(_reach(grant) for grant in grants)))


def _names(reader: Reader) -> ColumnElement[bool]:
    return or_(Dossier.worker == reader.code, Dossier.supervisor == reader.code, Dossier.lawyer == reader.code)


def _reach(grant: Grant) -> ColumnElement[bool]:
    """What one role reaches beyond the dossiers that name the reader."""
    within = and_(*_cut(grant))
    if grant.role in LEADS:
        return and_(Dossier.tier != HIGHLY_RESTRICTED, within)
    if grant.team_code is None and grant.place_code is None:
        return false()  # a paralegal or lawyer without team and place: only what names them
    return and_(Dossier.tier == NORMAL, within)


def _cut(grant: Grant) -> list[ColumnElement[bool]]:
    cut: list[ColumnElement[bool]] = [true()]
    if grant.team_code is not None:
        cut.append(Dossier.team == grant.team_code)
    if grant.place_code is not None:
        here = grant.place_code
        cut.append(or_(Dossier.place == here, Dossier.district == here, Dossier.province == here))
    return cut


def _in(programme_id: int | None) -> ColumnElement[bool]:
    return true() if programme_id is None else Dossier.programme_id == programme_id
