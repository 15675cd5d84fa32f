"""Lists that are kept: saved from the case list as it is filtered, renamed, shared, deleted."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.chosen import chosen_programme
from casetracker.accounts.guard import current_reader, permission, require
from casetracker.accounts.taking import take
from casetracker.cases.actions.saving import change_list, drop_list, keep_list
from casetracker.cases.forms.filtering import FilterForm
from casetracker.cases.forms.saving import ListForm
from casetracker.cases.models import SavedList
from casetracker.cases.queries.saved import Saved, own_list
from casetracker.cases.views.blueprint import bp
from casetracker.kit.db import db
from casetracker.kit.ids import derived_id
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.models import Programme


@bp.route("/cases/lists", methods=["GET", "POST"])
@permission("case.list")
def keep() -> Response:
    """Keep the list whose filter stands in the address."""
    reader, programme = current_reader(), chosen_programme("case.list")
    filters = FilterForm.asked(reader, programme).address()
    form = ListForm()
    form.offer(reader, programme)

    def act() -> str:
        new = derived_id(reader.user_id, form.submission(), "list")
        keep_list(
            by=reader, programme=programme, name=form.name.data or "", filters=filters, team=form.team.data, list_id=new
        )
        return url_for("cases.index", **filters)

    return take(form, lambda status: _page(form, programme, status, filters=filters), act, said=_("The list is kept."))


@bp.route("/cases/lists/<uuid:list_id>", methods=["GET", "POST"])
@permission("case.list")
def change(list_id: UUID) -> Response:
    """Another name, another team."""
    row, saved, programme = _own(list_id)
    reader, form = current_reader(), ListForm(data={"name": saved.name, "team": saved.team})
    form.offer(reader, programme, saved.team)

    def act() -> str:
        change_list(by=reader, programme=programme, row=row, name=form.name.data or "", team=form.team.data)
        return url_for("cases.index", **saved.filters)

    return take(
        form, lambda status: _page(form, programme, status, saved=saved, filters=saved.filters), act, said=_("Saved."),
        about=str(list_id),
    )  # fmt: skip


@bp.post("/cases/lists/<uuid:list_id>/delete")
@permission("case.list")
def drop(list_id: UUID) -> Response:
    """Let it go."""
    row, _saved, _programme = _own(list_id)
    drop_list(row=row)
    flash(_("The list is deleted. The cases are not."), "success")
    return redirect(url_for("cases.index"), 303)


def _own(list_id: UUID) -> tuple[SavedList, Saved, Programme]:
    """A list of the reader's own; 404 for another's, as for one that never was."""
    found = own_list(current_reader(), list_id)
    if found is None:
        abort(404)
    require("case.list", found[0].programme_id)
    g.programme = db.session.get_one(Programme, found[0].programme_id)
    return *found, g.programme


def _page(form: ListForm, programme: Programme, status: int, **shown: object) -> Response:
    return make_response(render_template("cases/saved.html", form=form, programme=programme, **shown), status)
