"""What a funder reads: headline figures by province and closed quarter, small numbers withheld."""

from __future__ import annotations

from flask import abort
from werkzeug.wrappers import Response

from casetracker.accounts.guard import permission
from casetracker.reports.views.blueprint import bp


@bp.get("/numbers/headlines")
@permission("funder.headlines")
def headlines() -> Response:
    """Headline figures of one closed quarter, by province."""
    abort(404)
