"""What a funder reads: headline figures by province and closed quarter, small numbers withheld."""

from __future__ import annotations

from typing import Any

from flask import make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.chosen import chosen_programme, programmes_of_reader
from casetracker.accounts.guard import permission
from casetracker.accounts.permissions import AUDIENCES
from casetracker.indicators.headlines import NotClosed, closed_quarters, headline_table
from casetracker.kit.errors import NotDone
from casetracker.kit.periods import NotAPeriod, Period
from casetracker.kit.tables import Table
from casetracker.ledger.models import Programme
from casetracker.reports.formats import FORMATS
from casetracker.reports.reading import read_period
from casetracker.reports.views.blueprint import bp
from casetracker.reports.views.figure import as_file


@bp.get("/numbers/headlines")
@permission("funder.headlines")
def headlines() -> Response:
    """Headline figures of one closed quarter, by province."""
    programme = chosen_programme("funder.headlines")
    quarter = _quarter(programme)
    page = render_template(
        "reports/headlines.html", table=_table(programme, quarter), quarter=quarter, programme=programme,
        programmes=programmes_of_reader("funder.headlines"), quarters=closed_quarters(programme),
        files=_files(programme, quarter),
    )  # fmt: skip
    return make_response(page)


@bp.get("/numbers/headlines/table.<any(csv, xlsx, json):suffix>")
@permission("funder.headlines")
def headlines_file(suffix: str) -> Response:
    """The same table as a file."""
    programme = chosen_programme("funder.headlines")
    quarter = _quarter(programme)
    return as_file(FORMATS[suffix].stream(_table(programme, quarter)), suffix, f"headlines_{quarter.code}")


def _files(programme: Programme, quarter: Period) -> list[tuple[str, str]]:
    here: dict[str, Any] = {"programme": programme.key, "from": quarter.code}
    return [
        (one.key.upper(), url_for("reports.headlines_file", suffix=one.key, **here)) for one in FORMATS.values()
    ]  # fmt: skip


def _table(programme: Programme, quarter: Period) -> Table:
    try:
        return headline_table(programme, quarter, AUDIENCES["funder"])
    except NotClosed as refused:
        raise NotDone(str(refused)) from None


def _quarter(programme: Programme) -> Period:
    """The quarter asked for, else the last that is over."""
    latest = closed_quarters(programme, 1)[0]
    first, last = (request.args.get(name, "") for name in ("from", "to"))
    if not first and not last:
        return latest
    try:
        return read_period(first, last, latest.last)
    except NotAPeriod as unread:
        raise NotDone(unread.sentence) from None
