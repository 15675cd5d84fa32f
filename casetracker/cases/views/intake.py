"""Logging a case: one page, one save."""

from __future__ import annotations

from uuid import UUID

from flask import abort, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.chosen import chosen_programme
from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.taking import take
from casetracker.cases.forms import ids_of
from casetracker.cases.forms.intake import IntakeForm
from casetracker.cases.queries import CaseFile, case_file
from casetracker.cases.views.blueprint import bp
from casetracker.clients.fold import ClientState
from casetracker.clients.queries import client_dossier, client_state
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.models import Programme
from casetracker.ledger.openings import record_opening


@bp.route("/cases/new", methods=["GET", "POST"])
@permission("case.write")
def new() -> Response:
    """What was told, where, about what; for somebody already on record with `?client=`, come back
    from an earlier case with `?came_back_from=`."""
    reader, programme = current_reader(), chosen_programme("case.write")
    form = IntakeForm()
    form.offer(reader, programme)
    known, earlier = _known(form, programme), _earlier(form, programme)
    if known:
        form.client_kind.validators = ()

    def act() -> str:
        written = form.log(programme, reader, ids_of(form, reader.author), known, earlier.id if earlier else None)
        return url_for("cases.case", case_id=written.dossier_id)

    def draw(status: int) -> Response:
        client = _seen(known, programme) if known else None
        shown = {"form": form, "client": client, "earlier": earlier, "programme": programme}
        return make_response(render_template("cases/new.html", **shown), status)

    return take(form, draw, act, said=_("The case is logged."), about=f"new {programme.id}")


def _known(form: IntakeForm, programme: Programme) -> UUID | None:
    """The client named in the address or the form, if this reader may add to their file in this programme."""
    asked = form.client.data or request.args.get("client", "")
    if not asked:
        return None
    try:
        dossier = client_dossier(current_reader(), UUID(asked), write=True)
    except ValueError:
        abort(404)
    if dossier is None or dossier.programme_id != programme.id:
        abort(404)
    form.client.data = str(dossier.id)
    return dossier.id


def _earlier(form: IntakeForm, programme: Programme) -> CaseFile | None:
    """The case named in the address or the form that the problem came back from; what was told there is likely here."""
    asked = form.came_back_from.data or request.args.get("came_back_from", "")
    if not asked:
        return None
    try:
        found = case_file(current_reader(), UUID(asked))
    except ValueError:
        abort(404)
    if found is None or found.programme.id != programme.id:
        abort(404)
    form.came_back_from.data = str(found.id)
    if not form.is_submitted():
        form.place.data = found.state.codes.get("place") or found.state.codes.get("district") or form.place.data
        form.types.data = list(dict.fromkeys(breach.type for breach in found.state.breaches.values()))
    return found


def _seen(client_id: UUID, programme: Programme) -> ClientState:
    """Who it is, for the page; that they were looked up is on record."""
    record_opening(by=current_reader().author, programme_id=programme.id, dossiers=[client_id])
    return client_state(client_id)
