"""Two files of one person: side by side, counted as one, apart again; or asked of whoever coordinates."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.guard import current_reader, permission, require
from casetracker.accounts.permissions import can
from casetracker.accounts.taking import take
from casetracker.clients.forms import APART, AskForm, SameForm
from casetracker.clients.likeness import likeness
from casetracker.clients.merging import merge_clients, unmerge_client
from casetracker.clients.pairing import ask_same, hold_apart
from casetracker.clients.queries import client_dossier, states_of
from casetracker.clients.views.blueprint import bp, found, page
from casetracker.kit.errors import NotDone
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.codes import all_codes
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.openings import record_opening


@bp.route("/clients/<uuid:client_id>/same/<uuid:other_id>", methods=["GET", "POST"])
@permission("case.write")
def same(client_id: UUID, other_id: UUID) -> Response:
    """Side by side: a coordinator says what they are, anybody else asks their coordinator."""
    programme = _both(client_id, other_id)
    verifies = can(current_reader(), "case.verify", programme.id)
    form = SameForm() if verifies else AskForm()
    if isinstance(form, SameForm):
        form.offer(client_id, other_id)

    def act() -> str:
        if isinstance(form, SameForm):
            return _judge(programme, client_id, other_id, str(form.verdict.data))
        ask_same(by=current_reader().author, programme=programme, client_id=client_id, other=other_id)
        flash(_("Asked. The answer will stand on this page."), "success")
        return url_for("clients.client", client_id=client_id)

    return take(form, lambda status: _draw(form, programme, client_id, other_id, status), act)


def _judge(programme: Programme, client_id: UUID, other_id: UUID, verdict: str) -> str:
    by = current_reader().author
    if verdict == APART:
        hold_apart(by=by, programme=programme, client_id=client_id, other=other_id)
        flash(_("They are two people. They will not be proposed as one again."), "success")
    else:
        stays, goes = (client_id, other_id) if verdict == str(client_id) else (other_id, client_id)
        merge_clients(by=by, programme=programme, client_id=goes, into=stays)
        flash(_("The two files are counted as one person. Both stay as they are."), "success")
    return url_for("clients.client", client_id=client_id)


@bp.post("/clients/<uuid:client_id>/apart")
@permission("case.verify")
def apart(client_id: UUID) -> Response:
    """Two people after all."""
    _dossier, programme = found(client_id, write=True)
    require("case.verify", programme.id)
    try:
        unmerge_client(by=current_reader().author, programme=programme, client_id=client_id)
    except Refused as refused:
        raise NotDone(next(iter(refused.problems.values())), 409) from None
    flash(_("They are counted as two people again."), "success")
    return redirect(url_for("clients.client", client_id=client_id), 303)


def _both(client_id: UUID, other_id: UUID) -> Programme:
    """The programme of two different files, to both of which the reader may add; else no such page."""
    dossier, programme = found(client_id, write=True)
    other = client_dossier(current_reader(), other_id, write=True)
    if other is None or other.id == dossier.id or other.programme_id != programme.id:
        abort(404)
    return programme


def _draw(form: SameForm | AskForm, programme: Programme, client_id: UUID, other_id: UUID, status: int) -> Response:
    record_opening(by=current_reader().author, programme_id=programme.id, dossiers=[client_id, other_id])
    states = states_of([client_id, other_id])
    one, other = states[client_id], states[other_id]
    return page(
        "clients/same.html", status, form=form, client_id=client_id, other_id=other_id, one=one, other=other,
        alike=likeness(one, other), codes=all_codes(programme.id), judges=isinstance(form, SameForm),
    )  # fmt: skip
