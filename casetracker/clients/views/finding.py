"""Finding somebody who came before, and saying that two files are one person. What is typed is in no address."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.chosen import chosen_programme
from casetracker.accounts.guard import current_reader, permission
from casetracker.clients.finding import MOST, find_clients
from casetracker.clients.fold import ClientState
from casetracker.clients.forms import FindForm, SameForm
from casetracker.clients.merging import merge_clients, unmerge_client
from casetracker.clients.queries import client_dossier
from casetracker.clients.views.blueprint import bp, found, page
from casetracker.kit.door import outside_transaction
from casetracker.kit.errors import NotDone
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.codes import all_codes
from casetracker.ledger.kinds import Refused
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


@bp.post("/clients/<uuid:client_id>/merge")
@permission("case.write")
def merge(client_id: UUID) -> Response:
    """This file is counted as one person with another, from now on."""
    dossier, programme = found(client_id, write=True)
    form = SameForm()
    other = client_dossier(current_reader(), form.other(), write=True) if form.validate_on_submit() else None
    if other is None or other.programme_id != dossier.programme_id:
        abort(404)
    try:
        merge_clients(by=current_reader().author, programme=programme, client_id=client_id, into=other.id)
    except Refused as refused:
        raise NotDone(next(iter(refused.problems.values())), 409) from None
    flash(_("The two files are counted as one person. Both stay as they are."), "success")
    return redirect(url_for("clients.client", client_id=client_id), 303)


@bp.post("/clients/<uuid:client_id>/apart")
@permission("case.write")
def apart(client_id: UUID) -> Response:
    """Two people after all."""
    _dossier, programme = found(client_id, write=True)
    try:
        unmerge_client(by=current_reader().author, programme=programme, client_id=client_id)
    except Refused as refused:
        raise NotDone(next(iter(refused.problems.values())), 409) from None
    flash(_("They are counted as two people again."), "success")
    return redirect(url_for("clients.client", client_id=client_id), 303)


def _same() -> UUID | None:
    try:
        return UUID(request.args["same"]) if "same" in request.args else None
    except ValueError:
        abort(404)


def _record(programme: Programme, ids: list[UUID]) -> None:
    if ids:
        record_opening(by=current_reader().author, programme_id=programme.id, dossiers=ids, what="list")
