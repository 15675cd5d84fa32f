"""Opening a number to its rows, and what changed in it since a time: for those who may open the cases."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from flask import make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.guard import permission
from casetracker.indicators.dimensions import DIMENSIONS, RefusedBreakdown
from casetracker.indicators.opening import NotOpened
from casetracker.kit.db import db
from casetracker.kit.errors import NotDone
from casetracker.kit.periods import NotAPeriod
from casetracker.kit.sentences import Sentence
from casetracker.reports.changed import changed_since, read_since
from casetracker.reports.formats import FORMATS
from casetracker.reports.forms import FigureForm
from casetracker.reports.linked import Codes
from casetracker.reports.question import Question
from casetracker.reports.reading import NotAMoment
from casetracker.reports.rows import Behind, Labels, cell_said, coded_columns, open_cell, rows_table
from casetracker.reports.views.addresses import CELL
from casetracker.reports.views.asking import indicator_named, put
from casetracker.reports.views.blueprint import bp
from casetracker.reports.views.figure import as_file

MOST_CHANGES = 500


@bp.get("/numbers/<key>/open")
@permission("figure.open")
def opened(key: str) -> Response:
    """The rows behind a number, page by page, each leading to its case."""
    question, found = _behind(key)
    try:
        page = found.page(request.args.get("after", ""), request.args.get("before", ""))
    except ValueError:
        raise NotDone(Sentence("There is no such page of this list.")) from None
    page_of_rows = render_template(
        "reports/opened.html", question=question, found=found, page=page, n=found.count(), cell=cell_said(found),
        labels=Labels.of(question.programme.id), columns=coded_columns(), files=_files(key),
        measure=next(each for each in found.figure.indicator.measures if each.key == found.measure),
        figure_url=url_for("reports.figure", key=found.figure.indicator.key, **question.query()),
    )  # fmt: skip
    return make_response(page_of_rows)


@bp.get("/numbers/<key>/open/rows.<any(csv, xlsx, json):suffix>")
@permission("figure.open")
def opened_file(key: str, suffix: str) -> Response:
    """The same rows as a file, all of them, read from the database while they are sent."""
    question, found = _behind(key)
    connection = db.engine.connect()
    try:
        pieces: Iterator[bytes] = FORMATS[suffix].stream(rows_table(found, connection, question.programme.id))
    except BaseException:
        connection.close()
        raise
    name = f"{found.figure.indicator.key}_{found.measure}_{question.period.code}"
    answer = as_file(pieces, suffix, name)
    answer.call_on_close(connection.close)
    return answer


@bp.get("/numbers/<key>/changes")
@permission("figure.open")
def changed(key: str) -> Response:
    """Which entries changed a figure after a day or moment."""
    indicator = indicator_named(key)
    form, question = put(FigureForm, "figure.open", indicator)
    if question is None:
        raise NotDone(" ".join(text for _label, text in form.sentences()))
    said, problem, table = request.args.get("since", ""), "", None
    try:
        since = read_since(said, question)
        table = changed_since(question, indicator.key, since) if since is not None else None
    except NotAMoment as unread:
        problem = str(unread)
    page = render_template(
        "reports/changed.html", question=question, indicator=indicator, since=said, problem=problem,
        table=None if table is None else table[-MOST_CHANGES:], n=len(table or ()), most=MOST_CHANGES,
        here=question.query(by=None, then=None),
        figure_url=url_for("reports.figure", key=indicator.key, **question.query()),
    )  # fmt: skip
    return make_response(page, 400 if problem else 200)


def _files(key: str) -> list[tuple[str, str]]:
    """The same rows as files: the address of this page, with another end."""
    here = urlencode([pair for pair in request.args.items(multi=True) if pair[0] not in ("after", "before")])
    urls = [(one.key.upper(), url_for("reports.opened_file", key=key, suffix=one.key)) for one in FORMATS.values()]
    return [(name, f"{url}?{here}") for name, url in urls]


def _behind(key: str) -> tuple[Question, Behind]:
    indicator = indicator_named(key)
    form, question = put(FigureForm, "figure.open", indicator)
    if question is None:
        raise NotDone(" ".join(text for _label, text in form.sentences()))
    try:
        return question, open_cell(question, indicator.key, _cell(), request.args.get("measure", ""))
    except (RefusedBreakdown, NotAPeriod, NotOpened) as refused:
        raise NotDone(str(refused)) from None


def _cell() -> Codes:
    """The cell named in the address: its code in each dimension, "" for what was not recorded."""
    return {
        name.removeprefix(CELL): code or None
        for name, code in request.args.items()
        if name.startswith(CELL) and name.removeprefix(CELL) in DIMENSIONS
    }
