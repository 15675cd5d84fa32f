"""The programme a reader is working in: asked for in the address, else the last one they chose, else their first."""

from __future__ import annotations

from flask import abort, g, request, session
from sqlalchemy import bindparam, select

from casetracker.accounts.guard import current_reader, reader_or_none
from casetracker.accounts.permissions import can
from casetracker.kit.db import db
from casetracker.ledger.codes import stand_at
from casetracker.ledger.models import Dossier, Programme

KEPT = "programme"
_THESE = (
    select(Programme, Dossier.last_seq)
    .join(Dossier, Dossier.id == Programme.dossier_id)
    .where(Programme.id.in_(bindparam("programmes", expanding=True)))
    .order_by(Programme.name)
)


def programmes_of_reader(permission: str) -> list[Programme]:
    """The programmes in which the reader may do this, by name; read once a request."""
    reader = current_reader()
    if "programmes" not in g:
        g.programmes = []
        for programme, last_seq in db.session.execute(_THESE, {"programmes": reader.programme_ids}):
            stand_at(programme.id, last_seq)
            g.programmes.append(programme)
    return [programme for programme in g.programmes if can(reader, permission, programme.id)]


def chosen_programme(permission: str) -> Programme:
    """The programme this page is about (`?programme=KEY`); 404 where the reader may do this in none."""
    mine = {programme.key: programme for programme in programmes_of_reader(permission)}
    asked = request.args.get("programme", "")
    if asked and asked not in mine:
        abort(404)
    found = mine.get(asked or session.get(KEPT, "")) or next(iter(mine.values()), None)
    if found is None:
        abort(404)
    if asked and session.get(KEPT) != asked:
        session[KEPT] = asked
    g.programme = found
    return found


def programme_timezone() -> str | None:
    """The time zone in which the reader counts days: that of the page's programme."""
    if reader_or_none() is None:
        return None
    return g.programme.timezone if "programme" in g else None
