"""Keeping a list, renaming it, sharing it with a team, letting it go. No dossier is touched, nothing committed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from casetracker.accounts.reader import Reader
from casetracker.cases.models import SavedList
from casetracker.cases.queries.choices import teams_for
from casetracker.cases.queries.saved import MOST, sealed_name
from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.kit.ids import new_id
from casetracker.kit.saying import Sentence
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme


def keep_list(
    *, by: Reader, programme: Programme, name: str, filters: Mapping[str, Any], team: str | None = None,
    list_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """A new list of `by`. Refused: a team that is not theirs to share with, more lists than anybody looks through."""
    mine = (SavedList.programme_id == programme.id, SavedList.owner == by.code)
    if (db.session.scalar(select(func.count()).select_from(SavedList).where(*mine)) or 0) >= MOST:
        raise Refused({"": Sentence("You keep %(most)s lists already. Delete one first.", most=MOST)})
    new = list_id or new_id()
    db.session.add(
        SavedList(
            id=new, programme_id=programme.id, owner=by.code, team=_team(by, programme, team),
            name=sealed_name(new, name), filters=dict(filters), made_at=clock.now(),
        )
    )  # fmt: skip
    return new


def change_list(*, by: Reader, programme: Programme, row: SavedList, name: str, team: str | None) -> None:
    """Another name, another team or none."""
    row.name, row.team = sealed_name(row.id, name), _team(by, programme, team, row.team)


def drop_list(*, row: SavedList) -> None:
    """It is gone, for the team too."""
    db.session.delete(row)


def _team(by: Reader, programme: Programme, team: str | None, present: str | None = None) -> str | None:
    if team and team != present and team not in teams_for(by, programme):
        raise Refused({"team": Sentence("You can share it with a team of yours only.")})
    return team or None
