"""The blueprint of clients, and the client a page is about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, g, make_response, render_template
from werkzeug.wrappers import Response

from casetracker.accounts.guard import current_reader
from casetracker.clients.queries import client_dossier
from casetracker.kit.db import db
from casetracker.ledger.models import Dossier, Programme

bp = Blueprint("clients", __name__)


def found(client_id: UUID, *, write: bool = False) -> tuple[Dossier, Programme]:
    """The dossier and its programme; 404 for one the reader may not open, as for one that never was."""
    dossier = client_dossier(current_reader(), client_id, write=write)
    if dossier is None:
        abort(404)
    g.programme = db.session.get_one(Programme, dossier.programme_id)
    return dossier, g.programme


def page(template: str, status: int, **values: Any) -> Response:
    """A page with its status."""
    return make_response(render_template(template, **values), status)
