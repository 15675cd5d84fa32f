"""The dashboard: the headline figures of a period, and pictures with their tables."""

from __future__ import annotations

from flask import current_app, make_response, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.permissions import can
from casetracker.kit.sentences import locale
from casetracker.reports import linked
from casetracker.reports.figures import state
from casetracker.reports.forms import PeriodForm
from casetracker.reports.headlines import DONE, IN_HAND, headlines, pictures
from casetracker.reports.memory import Memory
from casetracker.reports.question import Question
from casetracker.reports.views.addresses import openings
from casetracker.reports.views.asking import put
from casetracker.reports.views.blueprint import UNREADABLE, bp

MOST = 64


@bp.get("/numbers")
@permission("account.own")
def dashboard() -> Response:
    """The figures of those who work here; funders are led to what was published for them."""
    reader = current_reader()
    if not can(reader, "dashboard.read") and can(reader, "edition.read"):
        return redirect(url_for("reports.packs"))
    form, question = put(PeriodForm)
    if question is None:
        return make_response(render_template("reports/dashboard.html", form=form, question=None), UNREADABLE)
    return make_response(_page(form, question))


def _page(form: PeriodForm, question: Question) -> str:
    """The form anew each time; what stands under it once for every state of the ledger."""
    kept: Memory[Markup] = current_app.extensions.setdefault("casetracker.reports.dashboards", Memory(MOST))
    mark = (*state(question), question.period, question.query().get("place"), locale())
    body = kept.get(mark, lambda: Markup(_body(question)))  # noqa: S704 - a template's own words, escaped there
    return render_template("reports/dashboard.html", form=form, question=question, body=body)


def _body(question: Question) -> str:
    return render_template(
        "reports/dashboard_body.html", question=question, cards=headlines(question), done=headlines(question, DONE),
        in_hand=headlines(question, IN_HAND), pictures=pictures(question, openings(question)), leads=linked.leads,
        figure_url=lambda key: url_for("reports.figure", key=key, **question.query(by=None)),
    )  # fmt: skip
