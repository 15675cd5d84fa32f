"""The month's quality reviews: which cases were drawn, what was found, and the draw itself."""

from __future__ import annotations

from datetime import timedelta

from flask import make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.chosen import chosen_programme, programmes_of_reader
from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.permissions import can
from casetracker.accounts.taking import take
from casetracker.cases import actions
from casetracker.cases.forms.base import CaseForm
from casetracker.cases.queries import Naming
from casetracker.cases.queries.draws import draw_of, draws
from casetracker.cases.queries.reviews import lines, reviewed
from casetracker.cases.views.blueprint import bp
from casetracker.kit import clock
from casetracker.kit.periods import Period, label_of
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.models import Programme


@bp.route("/reviews", methods=["GET"])
@permission("coordinator.page")
def reviews() -> Response:
    """The latest month that was drawn, or the one asked for."""
    return _draw(chosen_programme("coordinator.page"), CaseForm(), 200)


@bp.route("/reviews/draw", methods=["POST"])
@permission("programme.manage")
def draw_now() -> Response:
    """Draw last month by hand, where no job did it."""
    programme, form = chosen_programme("programme.manage"), CaseForm()

    def act() -> str:
        month = _last_month(programme)
        actions.draw_reviews(by=current_reader().author, programme=programme, month=month)
        return url_for("cases.reviews", month=month.code)

    return take(form, lambda status: _draw(programme, form, status), act, said=_("Drawn."), about="reviews")


def _last_month(programme: Programme) -> Period:
    first = clock.today(programme.timezone).replace(day=1)
    return Period.around("month", first - timedelta(days=1))


def _draw(programme: Programme, form: CaseForm, status: int) -> Response:
    every, last = draws(programme), _last_month(programme)
    asked = draw_of(programme, request.args.get("month", "")) or next(iter(every), None)
    reader = current_reader()
    rows = reviewed(reader, programme.id, asked.month) if asked else []
    page = render_template(
        "cases/reviews.html", draw=asked, draws=every, rows=rows, lines=lines(asked, rows) if asked else [],
        name=Naming(programme.id, people={row.worker for row in rows}), form=form, last=last,
        programme=programme, programmes=programmes_of_reader("coordinator.page"), label=label_of,
        undrawn=last.code not in {one.month for one in every} and can(reader, "programme.manage", programme.id),
    )  # fmt: skip
    return make_response(page, status)
