"""The blueprints of places and of a programme's codes, and the programme a page is about."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, g, make_response, render_template
from werkzeug.wrappers import Response

from casetracker.accounts.guard import current_reader
from casetracker.accounts.permissions import can
from casetracker.ledger.models import Programme
from casetracker.ledger.programmes import programme_named

places_bp = Blueprint("places", __name__)
codes_bp = Blueprint("programmes", __name__)


def asked(key: str, permission: str) -> Programme:
    """The programme in the address; 404 where the reader may not do this in it."""
    programme = programme_named(key)
    if programme is None or not can(current_reader(), permission, programme.id):
        abort(404)
    g.programme = programme
    return programme


def page(template: str, status: int = 200, **values: Any) -> Response:
    """A page with its status."""
    return make_response(render_template(template, **values), status)
