"""Finding somebody who came before. What is typed is in no address."""

from __future__ import annotations

from uuid import UUID

from flask import abort, request
from werkzeug.wrappers import Response

from casetracker.accounts.chosen import chosen_programme
from casetracker.accounts.guard import current_reader, permission
from casetracker.clients.finding import MOST, find_clients
from casetracker.clients.fold import ClientState
from casetracker.clients.forms import FindForm, PossibleForm
from casetracker.clients.views.blueprint import bp, found, page
from casetracker.kit.door import outside_transaction
from casetracker.ledger.codes import all_codes
from casetracker.ledger.models import Programme
from casetracker.ledger.openings import record_opening


@bp.route("/clients", methods=["GET", "POST"])
@outside_transaction
@permission("case.list")
def index() -> Response:
    """A box for a name, and whoever it finds; `?same=ID` looks for another file of that person."""
    form, same = FindForm(), _same()
    programme = found(same)[1] if same else chosen_programme("case.list")
    shown: list[tuple[UUID, ClientState]] | None = None
    if form.validate_on_submit():
        shown = [one for one in find_clients(current_reader(), programme.id, form.text.data or "") if one[0] != same]
        _record(programme, [client_id for client_id, _state in shown])
    return page(
        "clients/index.html", 422 if form.errors else 200, form=form, same=same, found=shown, most=MOST,
        codes=all_codes(programme.id), programme=programme,
    )  # fmt: skip


@bp.post("/clients/possible")
@outside_transaction
@permission("case.write")
def possible() -> Response:
    """A piece of a page: whether somebody who is being typed may be on record already."""
    form, programme = PossibleForm(), chosen_programme("case.write")
    form.look(current_reader(), programme, form.typed())
    return page("clients/possible.html", 200, form=form)


def _same() -> UUID | None:
    try:
        return UUID(request.args["same"]) if "same" in request.args else None
    except ValueError:
        abort(404)


def _record(programme: Programme, ids: list[UUID]) -> None:
    if ids:
        record_opening(by=current_reader().author, programme_id=programme.id, dossiers=ids, what="list")
