"""My day, the case list and the coordinator's page; the first page sends everybody to theirs."""

from __future__ import annotations

from collections.abc import Iterable

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.chosen import chosen_programme, programmes_of_reader
from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.permissions import can
from casetracker.cases.forms.filtering import FilterForm
from casetracker.cases.queries import Naming
from casetracker.cases.queries.day import SHOWN, my_day
from casetracker.cases.queries.handing import Offers, offers_of
from casetracker.cases.queries.listing import case_page, sealed_list
from casetracker.cases.queries.lookalikes import recorded_twice
from casetracker.cases.queries.rows import ListRow
from casetracker.cases.queries.saved import saved_lists
from casetracker.cases.queries.team import team_page
from casetracker.cases.state import HIGHLY_RESTRICTED
from casetracker.cases.views.blueprint import bp
from casetracker.clients.pairs import questions
from casetracker.kit import clock
from casetracker.ledger.models import Programme
from casetracker.ledger.openings import record_opening

FIRST_PAGES = (
    ("coordinator.page", "cases.team"),
    ("day.read", "cases.day"),
    ("edition.read", "reports.packs"),
    ("safety.read", "safety.incidents"),
)


@bp.get("/")
@permission("account.own")
def home() -> Response:
    """Everybody's own first page."""
    reader = current_reader()
    for name, endpoint in FIRST_PAGES:
        if can(reader, name) and endpoint in current_app.view_functions:
            return redirect(url_for(endpoint))
    return redirect(url_for("accounts.me"))


@bp.get("/day")
@permission("day.read")
def day() -> str:
    """What asks for me today."""
    reader, programme = current_reader(), chosen_programme("day.read")
    today = clock.today(programme.timezone)
    found = my_day(reader, programme.id, today)
    offers = offers_of(reader, programme.id, today)
    _unsealed(programme, found.shown)
    return render_template(
        "cases/day.html", day=found, today=today, name=_naming(programme, found.shown, offers=offers), offers=offers,
        saved=saved_lists(reader, programme.id), **_chosen(programme, "day.read"),
    )  # fmt: skip


@bp.get("/cases")
@permission("case.list")
def index() -> str:
    """The case list."""
    reader, programme = current_reader(), chosen_programme("case.list")
    today, form = clock.today(programme.timezone), FilterForm.asked(reader, programme)
    filters = form.filters()
    after, before = request.args.get("after", ""), request.args.get("before", "")
    page = case_page(reader, programme.id, filters, today, after=after, before=before)
    secret = sealed_list(reader, programme.id, filters, today) if not after and not before else []
    shown = secret if filters.tier else secret[:SHOWN]
    _unsealed(programme, shown)
    return render_template(
        "cases/list.html", form=form, page=page, sealed=shown, more=len(secret) - len(shown), today=today,
        name=_naming(programme, [*page.rows, *shown]), saved=saved_lists(reader, programme.id), address=form.address(),
        assigns=can(reader, "case.assign", programme.id), **_chosen(programme, "case.list"),
    )  # fmt: skip


@bp.get("/team")
@permission("coordinator.page")
def team() -> str:
    """The team's work, and what asks for its coordinator."""
    reader, programme = current_reader(), chosen_programme("coordinator.page")
    today = clock.today(programme.timezone)
    found = team_page(reader, programme.id, today)
    shown = [row for rows in (*found.firsts.values(), found.sealed[:SHOWN]) for row in rows]
    _unsealed(programme, shown)
    offers = offers_of(reader, programme.id, today)
    name = _naming(programme, shown, {load.worker for load in found.loads}, offers)
    return render_template(
        "cases/team.html", team=found, today=today, name=name, offers=offers,
        asked=questions(reader, programme.id),
        twins=recorded_twice(reader, programme.id, today), **_chosen(programme, "coordinator.page"),
    )  # fmt: skip


def _naming(
    programme: Programme, rows: Iterable[ListRow], workers: Iterable[str] = (), offers: Offers | None = None
) -> Naming:
    shown, offered = list(rows), offers.every if offers else ()
    people = {row.worker for row in shown} | {*workers}
    for line in offered:
        people |= {line.worker, line.by, line.holder, line.refused_by}
    places = {row.place or row.district for row in shown} | {line.place or line.district for line in offered}
    return Naming(programme.id, places, people)


def _unsealed(programme: Programme, rows: Iterable[ListRow]) -> None:
    """A highly restricted case that is shown in a list was unsealed for it: that is on record, once."""
    ids = list(dict.fromkeys(row.dossier_id for row in rows if row.tier == HIGHLY_RESTRICTED))
    if ids:
        record_opening(by=current_reader().author, programme_id=programme.id, dossiers=ids, what="list")


def _chosen(programme: Programme, needs: str) -> dict[str, object]:
    return {"programme": programme, "programmes": programmes_of_reader(needs)}
