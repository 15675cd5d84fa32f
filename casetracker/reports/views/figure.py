"""A figure's own page: what it means, its number, a breakdown, a picture; and its table as a file."""

from __future__ import annotations

from dataclasses import replace

from flask import Response as FlaskResponse
from flask import make_response, render_template, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.guard import permission
from casetracker.indicators.catalogue import Indicator
from casetracker.indicators.figures import Figure
from casetracker.kit.errors import NotDone
from casetracker.reports import linked
from casetracker.reports.figures import figure as counted
from casetracker.reports.figures import table_of
from casetracker.reports.formats import FORMATS
from casetracker.reports.forms import FigureForm
from casetracker.reports.headlines import drawn, headline
from casetracker.reports.pictures import picture_of
from casetracker.reports.question import Question
from casetracker.reports.views.addresses import openings
from casetracker.reports.views.asking import indicator_named, put
from casetracker.reports.views.blueprint import UNREADABLE, bp

MOST_ROWS = 400


@bp.get("/numbers/<key>")
@permission("figure.read")
def figure(key: str) -> Response:
    """One figure: title, meaning, rule, number, breakdown, picture, and the ways on from here."""
    indicator = indicator_named(key)
    form, question = put(FigureForm, "figure.read", indicator)
    if question is None:
        page = render_template("reports/figure.html", form=form, indicator=indicator, question=None)
        return make_response(page, UNREADABLE)
    return make_response(_page(form, question, indicator))


@bp.get("/numbers/<key>/table.<any(csv, xlsx, json):suffix>")
@permission("export.table")
def figure_file(key: str, suffix: str) -> Response:
    """The table of the figure's page as a file."""
    indicator = indicator_named(key)
    form, question = put(FigureForm, "export.table", indicator)
    if question is None:
        raise NotDone(" ".join(text for _label, text in form.sentences()))
    found = counted(question, indicator.key, question.by)
    return as_file(FORMATS[suffix].stream(table_of(question, found)), suffix, f"{indicator.key}_{question.period.code}")


def as_file(pieces: object, suffix: str, name: str) -> FlaskResponse:
    """A file to be kept, sent in pieces."""
    one = FORMATS[suffix]
    answer = FlaskResponse(pieces, mimetype=one.media_type)  # type: ignore[arg-type]
    answer.headers["Content-Disposition"] = f'attachment; filename="{name.replace("/", "_")}{one.suffix}"'
    return answer


def _page(form: FigureForm, question: Question, indicator: Indicator) -> str:
    found = counted(question, indicator.key, question.by)
    opens, measure = openings(question)(indicator.key), form.measure.data or ""
    table = linked.linked(found, opens)
    crossing = linked.linked_crossing(found, measure, opens) if len(found.by) == 2 else None
    table = replace(table, notes=()) if crossing else table
    flat = question.query(by=None, then=None, as_at=None)
    drawing = picture_of(found, measure if form.measure.raw_data else "")
    return render_template(
        "reports/figure.html", form=form, question=question, indicator=indicator, figure=found,
        card=headline(question, indicator.key, found), table=table, most=MOST_ROWS, crossing=crossing,
        picture=drawn(drawing, crossing or table, ""), leads=linked.leads, opens=_total_url(found, opens),
        files=_files(question, indicator.key),
        changes_url=url_for("reports.changed", key=indicator.key, **flat) if opens else "",
        dashboard_url=url_for("reports.dashboard", **flat),
    )  # fmt: skip


def _files(question: Question, key: str) -> list[tuple[str, str]]:
    return [
        (one.key.upper(), url_for("reports.figure_file", key=key, suffix=one.key, **question.query()))
        for one in FORMATS.values()
    ]


def _total_url(found: Figure, opens: linked.Opens | None) -> str:
    measure = found.indicator.measure
    return opens({}, measure.key) if opens and measure.rows and found.value else ""
