"""What stands on a programme's paper, and its own letter templates: added, handed out, retired."""

from __future__ import annotations

from dataclasses import asdict
from uuid import UUID

from flask import Response, abort, make_response, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from casetracker.accounts.chosen import chosen_programme
from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.taking import take
from casetracker.cases.forms.base import CaseForm, ids_of
from casetracker.cases.queries import Naming
from casetracker.kit.files.media import MEDIA
from casetracker.kit.headers import apart
from casetracker.kit.languages import NAMES
from casetracker.kit.sentences import gettext as _
from casetracker.reports.letters.fields import FIELDS, LISTS
from casetracker.reports.letters.kinds import KINDS
from casetracker.reports.letters.letterhead import letterhead_of, set_letterhead
from casetracker.reports.letters.managing import HeadForm, TemplateForm
from casetracker.reports.letters.templates import add_template, own_template, retire_template, standing, template_for
from casetracker.reports.views.blueprint import bp

NEEDS = "programme.manage"


@bp.route("/letters", methods=["GET", "POST"])
@permission(NEEDS)
def letterhead() -> AnyResponse:
    """The organisation on its letters, and the templates there are."""
    programme = chosen_programme(NEEDS)
    form = HeadForm(data=asdict(letterhead_of(programme)))

    def act() -> str:
        set_letterhead(by=current_reader().author, programme=programme, head=form.head())
        return url_for("reports.letterhead")

    def draw(status: int) -> Response:
        page = render_template(
            "reports/letterhead.html", form=form, own=standing(programme), kinds=KINDS, languages=NAMES,
            name=Naming(programme.id),
        )  # fmt: skip
        return make_response(page, status)

    return take(form, draw, act, said=_("Saved."), about=f"letterhead {programme.id}")


@bp.route("/letters/new", methods=["GET", "POST"])
@permission(NEEDS)
def new_template() -> AnyResponse:
    """One more template; what may not stand in it is said with its line."""
    programme, form = chosen_programme(NEEDS), TemplateForm()
    form.offer(programme)

    def act() -> str:
        by = current_reader().author
        add_template(
            by=by, programme=programme, kind=str(form.kind.data), remedy=form.remedy.data,
            language=str(form.language.data), name=form.file.data.filename or "", content=form.word,
            template_id=ids_of(form, by)("template"),
        )  # fmt: skip
        return url_for("reports.letterhead")

    def draw(status: int) -> Response:
        page = render_template("reports/new_template.html", form=form, fields=FIELDS, lists=LISTS)
        return make_response(page, status)

    return take(form, draw, act, said=_("Letters are written on it from now on."), about=f"template {programme.id}")


@bp.get("/letters/shipped/<any(request, complaint, petition, appeal, follow_up, thanks):kind>.docx")
@permission(NEEDS)
def present_template(kind: str) -> Response:
    """The template that a kind of letter is written on now, to be changed and sent in again (`?language=`)."""
    asked = request.args.get("language", "")
    language = asked if asked in NAMES else "pt"
    content = template_for(chosen_programme(NEEDS), kind, "", language)
    return apart(Response(content, mimetype=MEDIA["docx"].mimetype), f"{kind}.{language}.docx")


@bp.get("/letters/<uuid:template_id>.docx")
@permission(NEEDS)
def template_file(template_id: UUID) -> Response:
    """One of the organisation's own, as it was sent in."""
    found = own_template(chosen_programme(NEEDS), template_id)
    if found is None:
        abort(404)
    return apart(Response(found.content, mimetype=MEDIA["docx"].mimetype), found.name)


@bp.post("/letters/<uuid:template_id>/retire")
@permission(NEEDS)
def retire(template_id: UUID) -> AnyResponse:
    """Write no more letters on it."""
    programme = chosen_programme(NEEDS)
    found = own_template(programme, template_id)
    if found is None:
        abort(404)

    def act() -> str:
        retire_template(by=current_reader().author, programme=programme, template=found)
        return url_for("reports.letterhead")

    return take(CaseForm(), lambda _status: abort(400), act, about=f"retire {template_id}")
