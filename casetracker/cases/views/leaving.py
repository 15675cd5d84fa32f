"""Somebody leaves: all their open cases go to others in one sitting, none without a worker."""

from __future__ import annotations

from flask import abort, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.chosen import chosen_programme
from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.queries import names_of
from casetracker.accounts.taking import take
from casetracker.cases.forms.leaving import LeavingForm, field_of
from casetracker.cases.queries import Naming
from casetracker.cases.queries.leaving import held_by, holds_any
from casetracker.cases.state import HIGHLY_RESTRICTED
from casetracker.cases.views.blueprint import bp
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.openings import record_opening


@bp.route("/leaving/<worker>", methods=["GET", "POST"])
@permission("case.assign")
def leaving(worker: str) -> Response:
    """Every open case of one worker that the reader may open, and who takes it."""
    reader, programme = current_reader(), chosen_programme("case.assign")
    named = names_of([worker]).get(worker)
    held = held_by(reader, programme.id, worker)
    if named is None or not (held or holds_any(worker) or request.method == "GET"):
        abort(404)
    form = LeavingForm.handing_on(programme, worker, held)

    def act() -> str:
        form.act(programme, held, reader.author)
        return url_for("cases.leaving", worker=worker)

    def draw(status: int) -> Response:
        secret = [row.dossier_id for row in held if row.tier == HIGHLY_RESTRICTED]
        if secret:
            record_opening(by=reader.author, programme_id=programme.id, dossiers=secret, what="list")
        name = Naming(programme.id, {row.place or row.district for row in held})
        shown = {"form": form, "held": held, "who": named, "field_of": field_of, "name": name, "programme": programme}
        return make_response(render_template("cases/leaving.html", more=holds_any(worker), **shown), status)

    return take(form, draw, act, said=_("All of them are handed on."), about=f"leaving {worker}")
