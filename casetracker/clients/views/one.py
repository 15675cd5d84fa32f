"""Pages of a client: who they are, what they agreed to, their cases. Openings are recorded before a page is sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.permissions import can
from casetracker.accounts.taking import take
from casetracker.clients import actions
from casetracker.clients.fold import ClientState
from casetracker.clients.forms import ConsentForm, IdentityForm, WithdrawalForm
from casetracker.clients.panels import CLIENT_PANELS
from casetracker.clients.queries import client_dossier, client_state, openable
from casetracker.clients.views.blueprint import bp, found, page
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.codes import all_codes
from casetracker.ledger.models import Dossier
from casetracker.ledger.openings import record_opening


@bp.get("/clients/<uuid:client_id>")
@permission("case.read")
def client(client_id: UUID) -> Response:
    """Who this is, what they agreed to, their cases."""
    dossier, programme = found(client_id)
    state, reader = _opened(dossier), current_reader()
    writes = client_dossier(reader, client_id, write=True) is not None
    verifies = can(reader, "case.verify", programme.id)
    return page(
        "clients/client.html", 200, dossier=dossier, state=state, codes=all_codes(programme.id),
        panels=CLIENT_PANELS.of(reader, client_id), may_write=writes, may_part=writes and verifies,
        linked=set(openable(reader, [*state.joined, *filter(None, [state.merged_into])])),
    )  # fmt: skip


@bp.route("/clients/<uuid:client_id>/correct", methods=["GET", "POST"])
@permission("case.write")
def correct(client_id: UUID) -> Response:
    """Other values for who they are."""
    dossier, programme = found(client_id, write=True)
    state, by = _opened(dossier), current_reader().author
    form = IdentityForm(obj=state, seen_seq=state.last_seq)
    form.offer(programme, state)

    def act() -> str:
        actions.correct_client(
            by=by, programme=programme, client_id=client_id, changes=form.changes(), seen_seq=form.seen()
        )
        return _url(client_id)

    def present(field: str) -> tuple[Any, int]:
        return getattr(state, field, ""), state.last_seq

    return take(form, _drawing("clients/correct.html", dossier, form), act, said=_("Saved."), present=present)


@bp.route("/clients/<uuid:client_id>/consents", methods=["GET", "POST"])
@permission("case.write")
def consent(client_id: UUID) -> Response:
    """They agree to something more."""
    dossier, programme = found(client_id, write=True)
    form, by = ConsentForm(happened_on=actions.today(programme)), current_reader().author
    form.offer(programme)

    def act() -> str:
        actions.give_consent(
            by=by, programme=programme, client_id=client_id, agreed=form.agreed(), on=form.happened_on.data
        )
        return _url(client_id)

    return take(form, _drawing("clients/consent.html", dossier, form), act, said=_("Saved."))


@bp.route("/clients/<uuid:client_id>/consents/<purpose>/withdraw", methods=["GET", "POST"])
@permission("case.write")
def withdraw(client_id: UUID, purpose: str) -> Response:
    """They take a consent back."""
    dossier, programme = found(client_id, write=True)
    row = all_codes(programme.id)["consent_purpose"].get(purpose)
    if row is None or purpose not in client_state(client_id, words=False).agreed:
        abort(404)
    form, by = WithdrawalForm(happened_on=actions.today(programme)), current_reader().author

    def act() -> str:
        actions.withdraw_consent(
            by=by, programme=programme, client_id=client_id, purpose=purpose, on=form.happened_on.data
        )
        return _url(client_id)

    draw = _drawing("clients/withdraw.html", dossier, form, purpose=row)
    return take(form, draw, act, said=_("Saved. What was done under it before stands."))


def _opened(dossier: Dossier) -> ClientState:
    """The client with their words, after the opening has been written down."""
    record_opening(by=current_reader().author, programme_id=dossier.programme_id, dossiers=[dossier.id])
    return client_state(dossier.id)


def _drawing(template: str, dossier: Dossier, form: Any, **values: Any) -> Any:
    return lambda status: page(template, status, dossier=dossier, form=form, **values)


def _url(client_id: UUID) -> str:
    return url_for("clients.client", client_id=client_id)
