"""The blueprint of accounts, and what its views answer when somebody reaches beyond what is theirs."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from casetracker.accounts.actions import NotYours
from casetracker.kit import errors

bp = Blueprint("accounts", __name__)
UNPROCESSABLE = 422  # a form that comes back with its mistakes


@bp.errorhandler(NotYours)
def not_there(_error: NotYours) -> Response:
    """As for anything that never existed."""
    return errors.answer(NotFound())
