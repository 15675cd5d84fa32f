"""The blueprint of cases, and a case that is not there."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, abort, g

from casetracker.accounts.guard import current_reader, require
from casetracker.cases.queries import CaseFile, case_file

bp = Blueprint("cases", __name__)


def found_case(case_id: UUID, needs: str = "case.read") -> CaseFile:
    """The case, if this reader may open it and holds the permission in its programme; else as if it never existed."""
    found = case_file(current_reader(), case_id)
    if found is None:
        abort(404)
    require(needs, found.programme.id)
    g.programme, g.open_case = found.programme, found
    return found
