"""Teams: added, renamed, retired. A code is never given twice."""

from __future__ import annotations

import re

from sqlalchemy import select

from casetracker.accounts.actions.record import NotYours, managed_programme, record_in
from casetracker.accounts.models import Team
from casetracker.accounts.reader import Reader
from casetracker.kit.clock import now
from casetracker.kit.db import db
from casetracker.kit.languages import Sentence
from casetracker.ledger.kinds import Refused

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]{0,59}")


def add_team(*, by: Reader, programme_id: int, code: str, name: str) -> Team:
    """A new team. Refused: a code that was ever used in the programme, an ill-formed one, no name."""
    programme = managed_programme(by, "teams.manage", programme_id)
    code, problems = code.strip(), _name_problem(name)
    if not CODE.fullmatch(code):
        problems["code"] = Sentence("A code has letters, digits, - . + or _, at most 60, and no spaces.")
    elif db.session.scalar(select(Team.id).where(Team.programme_id == programme_id, Team.code == code)):
        problems["code"] = Sentence("The code %(code)s was used before; a code is never given twice.", code=code)
    if problems:
        raise Refused(problems)
    team = Team(programme_id=programme_id, code=code, name=name.strip())
    db.session.add(team)
    db.session.flush()
    record_in(programme, by, "team.added", team=code)
    return team


def rename_team(*, by: Reader, team_id: int, name: str) -> None:
    """Another name; the code stays."""
    team = _team(by, team_id)
    problems = _name_problem(name)
    if problems:
        raise Refused(problems)
    team.name = name.strip()
    record_in(managed_programme(by, "teams.manage", team.programme_id), by, "team.renamed", team=team.code)


def retire_team(*, by: Reader, team_id: int) -> None:
    """It is offered no more; what was recorded under it stays counted."""
    team = _team(by, team_id)
    if team.retired_at is None:
        team.retired_at = now()
        record_in(managed_programme(by, "teams.manage", team.programme_id), by, "team.retired", team=team.code)


def _team(by: Reader, team_id: int) -> Team:
    team = db.session.get(Team, team_id)
    if team is None:
        raise NotYours(f"team {team_id}")
    managed_programme(by, "teams.manage", team.programme_id)
    return team


def _name_problem(name: str) -> dict[str, Sentence]:
    given = 1 <= len(name.strip()) <= 200
    return {} if given else {"name": Sentence("Give a name of at most 200 letters.")}
