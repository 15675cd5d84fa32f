"""A step on several cases at once, chosen in a list: all are saved or none."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.chosen import chosen_programme
from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.taking import take
from casetracker.cases.forms import ids_of
from casetracker.cases.forms.base import running
from casetracker.cases.forms.quick import MOST, QuickStepForm
from casetracker.cases.queries import CaseFile, Naming, case_files
from casetracker.cases.views.blueprint import bp
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import ngettext
from casetracker.ledger.models import Programme
from casetracker.ledger.openings import record_opening


@bp.route("/cases/steps", methods=["GET", "POST"])
@permission("case.write")
def steps() -> Response:
    """One step, several cases (`case` in the address or the form, once each)."""
    reader, programme = current_reader(), chosen_programme("case.write")
    cases = _asked(programme)
    if not cases:
        flash(_("Choose at least one open case in the list."), "warning")
        return redirect(url_for("cases.index"), 303)
    form = QuickStepForm.for_cases(cases)

    def act() -> str:
        served = form.act(cases, reader.author, ids_of(form, reader.author))
        done = ngettext("The step is saved in %(num)d case.", "The step is saved in %(num)d cases.", served)
        flash(done, "success")
        return url_for("cases.index")

    def draw(status: int) -> Response:
        name = Naming(programme.id, {case.state.codes.get("place") for case in cases})
        page = render_template("cases/steps.html", form=form, cases=cases, programme=programme, name=name)
        return make_response(page, status)

    return take(form, draw, act, about=" ".join(sorted(str(case.id) for case in cases)))


def _asked(programme: Programme) -> list[CaseFile]:
    """The open cases asked for that this reader may open; unsealing one is on record."""
    asked = (request.form if request.method == "POST" else request.args).getlist("case")
    try:
        ids = list(dict.fromkeys(UUID(one) for one in asked))
    except ValueError:
        abort(404)
    if len(ids) > MOST:
        abort(400)
    reader = current_reader()
    found = case_files(reader, programme.id, ids)
    if len(found) < len(ids):
        abort(404)
    record_opening(by=reader.author, programme_id=programme.id, dossiers=[case.id for case in found], what="list")
    return [case for case in found if running(case.state)]
