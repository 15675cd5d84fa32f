"""A case that is offered: seen by whom it is offered to, taken or refused."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.taking import take
from casetracker.cases.forms import ids_of
from casetracker.cases.forms.handing import AnswerOfferForm
from casetracker.cases.queries import Naming
from casetracker.cases.queries.handing import answer_given, offered_case
from casetracker.cases.views.blueprint import bp
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.openings import record_opening


@bp.route("/offers/<uuid:case_id>", methods=["GET", "POST"])
@permission("case.write")
def offered(case_id: UUID) -> Response:
    """What is offered, in the little that may be told before it is accepted; yes or no."""
    reader, case = current_reader(), offered_case(current_reader(), case_id)
    if case is None:
        return _answered_before(case_id)
    g.programme = case.programme
    form = AnswerOfferForm.asked(case)

    def act() -> str:
        if form.act(case, reader.author, ids_of(form, reader.author)):
            flash(_("The case is yours from now on."), "success")
            return url_for("cases.case", case_id=case.id)
        flash(_("It stays where it was. Your reason is in the file."), "success")
        return url_for("cases.day")

    def draw(status: int) -> Response:
        if request.method == "GET":
            record_opening(by=reader.author, programme_id=case.programme.id, dossiers=[case.id], what="offer")
        name = Naming(case.programme.id, [case.place], [case.offer.by])
        return make_response(render_template("cases/offered.html", case=case, form=form, name=name), status)

    return take(form, draw, act, about=f"{case.id} offer")


def _answered_before(case_id: UUID) -> Response:
    """The same answer sent twice leads where it led the first time; to everybody else there is nothing here."""
    answer = answer_given(current_reader(), case_id) if request.method == "POST" else None
    if answer is None:
        abort(404)
    accepted = url_for("cases.case", case_id=case_id)
    return redirect(accepted if answer == "accepted" else url_for("cases.day"), 303)
