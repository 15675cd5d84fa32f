"""What waits for a coordinator: files that may be of one person, and what other areas ask of theirs."""

from __future__ import annotations

from uuid import UUID

from flask import abort, g, request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.chosen import chosen_programme
from casetracker.accounts.guard import current_reader, permission, require
from casetracker.accounts.queries import names_of
from casetracker.accounts.taking import take
from casetracker.clients.forms import AnswerForm
from casetracker.clients.likeness import likeness
from casetracker.clients.pairing import answer_same
from casetracker.clients.pairs import Asked, asked_of, question
from casetracker.clients.proposed import proposed
from casetracker.clients.queries import names_of as clients_named
from casetracker.clients.queries import openable, states_of
from casetracker.clients.views.blueprint import bp, found, page
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.codes import all_codes
from casetracker.ledger.openings import record_opening


@bp.get("/clients/asked")
@permission("case.verify")
def asked() -> Response:
    """The questions that wait."""
    reader, programme = current_reader(), chosen_programme("case.verify")
    waiting = asked_of(reader, programme.id)
    shown = [one.other_id for one in waiting]
    if shown:
        record_opening(by=reader.author, programme_id=programme.id, dossiers=dict.fromkeys(shown), what="list")
    return page(
        "clients/asked.html", 200, waiting=waiting, clients=clients_named(reader, shown),
        people=names_of({one.said_by for one in waiting}),
    )  # fmt: skip


@bp.get("/clients/alike")
@permission("case.verify")
def alike() -> Response:
    """Files of the coordinator's area that may be of one person."""
    reader, programme = current_reader(), chosen_programme("case.verify")
    after = request.args.get("after", "")
    found = proposed(reader, programme.id, int(after) if after.isdecimal() and len(after) < 10 else 0)
    shown = {one for pair in found.pairs for one in (pair.first, pair.second)}
    if shown:
        record_opening(by=reader.author, programme_id=programme.id, dossiers=sorted(shown), what="list")
    return page("clients/alike.html", 200, found=found, codes=all_codes(programme.id))


@bp.route("/clients/<uuid:client_id>/asked/<uuid:other_id>", methods=["GET", "POST"])
@permission("case.verify")
def answer(client_id: UUID, other_id: UUID) -> Response:
    """One question about the coordinator's own client `client_id`, asked from the file `other_id`."""
    dossier, programme = found(client_id, write=True)
    reader = require("case.verify", programme.id)
    one = question(reader, programme.id, other_id, client_id)
    if one is None:
        abort(404)
    form = AnswerForm()
    form.offer()

    def act() -> str:
        accepted = form.verdict.data == "accepted"
        answer_same(by=reader.author, programme=programme, client_id=other_id, other=dossier.id, accepted=accepted)
        return url_for("clients.asked")

    return take(
        form, lambda status: _draw(form, one, status), act, said=_("Answered. It stands in the file of whoever asked.")
    )


def _draw(form: AnswerForm, one: Asked, status: int) -> Response:
    """Ours in full; theirs only where the reader may open it, else no more than what agrees."""
    reader, programme_id = current_reader(), g.programme.id
    ours = one.other_id
    open_to = openable(reader, [one.client_id, ours])
    record_opening(by=reader.author, programme_id=programme_id, dossiers=open_to)
    states = states_of([one.client_id, ours])
    return page(
        "clients/answer.html", status, form=form, client_id=ours, one=states[ours],
        other=states[one.client_id] if one.client_id in open_to else None,
        alike=likeness(states[ours], states[one.client_id]), asked=one, codes=all_codes(programme_id),
        who=names_of([one.said_by]).get(one.said_by, one.said_by),
    )  # fmt: skip
