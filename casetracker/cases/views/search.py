"""Searching: what is typed is in no address and no log, and whoever is shown a file by it is on record."""

from __future__ import annotations

from flask import make_response, render_template
from werkzeug.wrappers import Response

from casetracker.accounts.chosen import chosen_programme, programmes_of_reader
from casetracker.accounts.guard import current_reader, permission
from casetracker.cases.forms.search import SearchForm
from casetracker.cases.queries import Naming
from casetracker.cases.queries.search import Found
from casetracker.cases.queries.search import search as search_cases
from casetracker.cases.views.blueprint import bp
from casetracker.kit.door import outside_transaction
from casetracker.ledger.models import Programme
from casetracker.ledger.openings import record_opening


@bp.route("/search", methods=["GET", "POST"])
@outside_transaction
@permission("search")
def search() -> Response:
    """The box, and what it finds."""
    reader, programme = current_reader(), chosen_programme("search")
    form, found = SearchForm(), None
    if form.validate_on_submit():
        found = search_cases(reader, programme, form.wanted, str(form.after.data or ""))
        _record(programme, found)
    shown = [hit.row for hit in (*found.sealed, *found.hits)] if found else []
    name = Naming(programme.id, {row.place or row.district for row in shown}, {row.worker for row in shown})
    page = render_template(
        "cases/search.html", form=form, found=found, name=name, programme=programme, first=not form.after.data,
        programmes=programmes_of_reader("search"), whole=found is None or found.whole,
    )  # fmt: skip
    return make_response(page, 422 if form.errors else 200)


def _record(programme: Programme, found: Found) -> None:
    """Every file that is shown; and once, in the programme's own, that highly restricted ones were read through."""
    dossiers = [*found.opened, *([programme.dossier_id] if found.read_sealed else [])]
    if dossiers:
        record_opening(by=current_reader().author, programme_id=programme.id, dossiers=dossiers, what="search")
