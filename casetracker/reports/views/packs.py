"""Report packs: drafted, checked, published by somebody else; read and downloaded as they were published."""

from __future__ import annotations

from uuid import UUID

from flask import Response as FlaskResponse
from flask import abort, flash, g, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.chosen import chosen_programme, programmes_of_reader
from casetracker.accounts.guard import current_reader, permission, require
from casetracker.accounts.permissions import can
from casetracker.accounts.queries import names_of, reader_by_code
from casetracker.accounts.reader import Reader
from casetracker.accounts.taking import take
from casetracker.kit.db import transaction
from casetracker.kit.door import outside_transaction
from casetracker.kit.errors import NotDone
from casetracker.kit.periods import Period
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.reports.formats import PACK_FORMATS
from casetracker.reports.packs.actions import check_edition, count_edition, discard, draft, make_ready, publish, reword
from casetracker.reports.packs.changes import changed_since_published
from casetracker.reports.packs.edition import Person
from casetracker.reports.packs.fold import CHECKED, DRAFT, PUBLISHED
from casetracker.reports.packs.forms import DiscardForm, DraftForm, WordsForm
from casetracker.reports.packs.models import EditionRow
from casetracker.reports.packs.plans import AUDIENCES, INSIDE, PLANS
from casetracker.reports.packs.queries import edition_of, edition_row, editions, file_of, formats_of, makes_for
from casetracker.reports.views.blueprint import bp

RANKS = ("manager", "coordinator")


@bp.get("/reports")
@permission("edition.read")
def packs() -> str:
    """All editions that the reader may see."""
    reader, programme = current_reader(), chosen_programme("edition.read")
    return render_template(
        "reports/packs.html", editions=editions(reader, programme.id), programme=programme, plans=PLANS,
        programmes=programmes_of_reader("edition.read"), audiences=AUDIENCES, period=Period.named,
        makes=can(reader, "edition.make", programme.id), manages=can(reader, "programme.manage", programme.id),
    )  # fmt: skip


@bp.route("/reports/new", methods=["GET", "POST"])
@permission("edition.make")
def new_edition() -> Response:
    """Which report, for whom, of which period."""
    programme, form = chosen_programme("edition.make"), DraftForm()
    form.offer(programme, makes_for(current_reader(), programme.id))

    def act() -> str:
        written = draft(
            by=current_reader().author, programme=programme, pack=str(form.pack.data),
            audience=str(form.audience.data), language=str(form.language.data),
            period=Period.named(str(form.period.data)), introduction=form.introduction.data or "",
        )  # fmt: skip
        return url_for("reports.edition", edition_id=written.dossier_id)

    def show(status: int) -> Response:
        return make_response(render_template("reports/new_edition.html", form=form, plans=PLANS), status)

    return take(form, show, act, said=_("Drafted. Now have it counted."), about=f"edition {programme.id}")


@bp.route("/reports/<uuid:edition_id>", methods=["GET", "POST"])
@permission("edition.read")
def edition(edition_id: UUID) -> Response:
    """An edition as it stands; of a draft, its words can be changed."""
    programme, row = _found(edition_id)
    form = WordsForm(introduction=row.introduction)

    def act() -> str:
        require("edition.make", programme.id)
        reword(by=current_reader().author, programme=programme, edition_id=row.dossier_id,
               introduction=form.introduction.data or "")  # fmt: skip
        return url_for("reports.edition", edition_id=edition_id)

    return take(form, lambda status: _page(programme, row, form, status), act, said=_("Saved. Have it counted again."),
                about=f"reword {edition_id}")  # fmt: skip


@bp.post("/reports/<uuid:edition_id>/check")
@outside_transaction
@permission("edition.make")
def check(edition_id: UUID) -> Response:
    """Keep the words as they were typed, count it, and freeze what was counted."""
    programme, row = _found(edition_id, "edition.make")
    form, by = WordsForm(introduction=row.introduction), current_reader().author
    if not form.validate():
        return _page(programme, row, form, 422)
    try:
        if (form.introduction.data or "") != row.introduction:
            with transaction():
                reword(by=by, programme=programme, edition_id=edition_id, introduction=form.introduction.data or "")
        counted = count_edition(programme, _found(edition_id, "edition.make")[1])
        with transaction():
            check_edition(by=by, programme=programme, edition_id=edition_id, counted=counted)
    except (Refused, NotDone) as refused:
        return _refused(programme, edition_id, form, refused)
    flash(_("Counted and checked. Now somebody else looks at it and publishes it."), "success")
    return redirect(url_for("reports.edition", edition_id=edition_id), 303)


@bp.post("/reports/<uuid:edition_id>/publish")
@outside_transaction
@permission("edition.publish")
def publish_edition(edition_id: UUID) -> Response:
    """By somebody else than who drafted or checked it."""
    programme, row = _found(edition_id, "edition.publish")
    reader = current_reader()
    by, checker = _person(programme, reader.code), _person(programme, row.checked_by or "")
    try:
        ready = make_ready(programme, row, by=by, checker=checker)
        with transaction():
            publish(by=reader.author, programme=programme, edition_id=edition_id, ready=ready)
    except (Refused, NotDone) as refused:
        return _refused(programme, edition_id, WordsForm(formdata=None, introduction=row.introduction), refused)
    flash(_("Published. Its files never change from here on."), "success")
    return redirect(url_for("reports.edition", edition_id=edition_id), 303)


@bp.route("/reports/<uuid:edition_id>/discard", methods=["GET", "POST"])
@permission("edition.make")
def discard_edition(edition_id: UUID) -> Response:
    """It is not published, and why."""
    programme, row = _found(edition_id, "edition.make")
    form = DiscardForm()

    def act() -> str:
        discard(by=current_reader().author, programme=programme, edition_id=row.dossier_id, why=form.why.data or "")
        return url_for("reports.packs")

    def show(status: int) -> Response:
        return make_response(render_template("reports/discard_edition.html", form=form, row=row), status)

    return take(form, show, act, said=_("Discarded."), about=f"discard {edition_id}")


@bp.get("/reports/<uuid:edition_id>/file.<kind>")
@permission("edition.read")
def edition_file(edition_id: UUID, kind: str) -> Response:
    """A file of a published edition, the same bytes every time."""
    _programme, row = _found(edition_id)
    found = file_of(edition_id, kind) if row.status == PUBLISHED and kind in PACK_FORMATS else None
    if found is None:
        abort(404)
    answer = FlaskResponse(found.content, mimetype=PACK_FORMATS[kind].media_type)
    name = f"{row.pack}_{row.period}_{row.audience}_{row.number}".replace("/", "_")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}{PACK_FORMATS[kind].suffix}"'
    return answer


def _page(programme: Programme, row: EditionRow, form: WordsForm, status: int) -> Response:
    reader = current_reader()
    inside = can(reader, "edition.make", programme.id)
    people = names_of(code for code in (row.drafted_by, row.checked_by, row.published_by) if code) if inside else {}
    page = render_template(
        "reports/edition.html", row=row, form=form, plan=PLANS[row.pack], audience=AUDIENCES[row.audience],
        period=Period.named(row.period), edition=edition_of(row.dossier_id), people=people, makes=inside,
        sees_all=not INSIDE.isdisjoint(makes_for(reader, programme.id)), files=formats_of(row.dossier_id),
        changes=changed_since_published(reader, programme, row) if inside else (),
        may_publish=_may_publish(reader, programme, row),
        DRAFT=DRAFT, CHECKED=CHECKED, PUBLISHED=PUBLISHED,
    )  # fmt: skip
    return make_response(page, status)


def _found(edition_id: UUID, needs: str = "edition.read") -> tuple[Programme, EditionRow]:
    """The edition and its programme; not there for whoever may not do this in it."""
    reader = current_reader()
    asked = ((one, edition_row(reader, one.id, edition_id)) for one in programmes_of_reader(needs))
    found = next(((programme, row) for programme, row in asked if row is not None), None)
    if found is None:
        abort(404)
    g.programme = found[0]  # whose name stands above, and in whose time zone moments are told
    return found


def _may_publish(reader: Reader, programme: Programme, row: EditionRow) -> bool:
    second = reader.code not in (row.drafted_by, row.checked_by)
    return second and can(reader, "edition.publish", programme.id)


def _person(programme: Programme, code: str) -> Person:
    """Who did it, with the highest role they hold in the programme."""
    known = reader_by_code(code)
    roles = known.roles(programme.id) if known is not None else frozenset()
    return Person(next((role for role in RANKS if role in roles), ""), code)


def _refused(programme: Programme, edition_id: UUID, form: WordsForm, refused: Refused | NotDone) -> Response:
    """The edition's page, with why at its top and the words as they were typed."""
    said = refused.problems if isinstance(refused, Refused) else {"": refused.sentence}
    form.take(said)
    return _page(programme, _found(edition_id, "edition.make")[1], form, 422)
