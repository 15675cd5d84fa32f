"""What reports need to know of a programme: the organisation as registries know it, and targets."""

from __future__ import annotations

from dataclasses import asdict

from flask import make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.chosen import chosen_programme
from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.taking import take
from casetracker.indicators.catalogue import CATALOGUE
from casetracker.kit.sentences import gettext as _
from casetracker.places.queries import labels
from casetracker.reports.packs.aims import (
    drop_target,
    name_of,
    organisation_of,
    set_organisation,
    set_target,
    targets_of,
)
from casetracker.reports.packs.forms import OrganisationForm, TargetForm, WordsForm
from casetracker.reports.views.blueprint import bp

NEEDS = "programme.manage"


@bp.route("/reports/organisation", methods=["GET", "POST"])
@permission(NEEDS)
def organisation() -> Response:
    """Who reports, to whom, under which identifiers."""
    programme = chosen_programme(NEEDS)
    form = OrganisationForm(data=asdict(organisation_of(programme)))

    def act() -> str:
        set_organisation(by=current_reader().author, programme=programme, organisation=form.organisation())
        return url_for("reports.organisation")

    def show(status: int) -> Response:
        return make_response(render_template("reports/organisation.html", form=form), status)

    return take(form, show, act, said=_("Saved."), about=f"organisation {programme.id}")


@bp.route("/reports/targets", methods=["GET", "POST"])
@permission(NEEDS)
def targets() -> Response:
    """What is aimed at, and one more target."""
    programme, form = chosen_programme(NEEDS), TargetForm()
    form.offer(programme)

    def act() -> str:
        set_target(by=current_reader().author, programme=programme, target=form.aimed())
        return url_for("reports.targets")

    def show(status: int) -> Response:
        page = render_template(
            "reports/targets.html", form=form, targets=targets_of(programme), catalogue=CATALOGUE, name_of=name_of,
            provinces=labels(programme.id, "province"),
        )  # fmt: skip
        return make_response(page, status)

    return take(form, show, act, said=_("Saved."), about=f"target {programme.id}")


@bp.post("/reports/targets/drop")
@permission(NEEDS)
def drop() -> Response:
    """Aim at it no longer."""
    programme = chosen_programme(NEEDS)

    def act() -> str:
        drop_target(by=current_reader().author, programme=programme, name=request.form.get("target", ""))
        return url_for("reports.targets")

    return take(WordsForm(), lambda status: make_response("", status), act, said=_("Saved."), about="drop target")
