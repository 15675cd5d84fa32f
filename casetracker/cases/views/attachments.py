"""Files of a case: added, handed out to who may open the case, shown small, withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from flask import Response, abort, current_app, make_response, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.taking import UNPROCESSABLE, take
from casetracker.cases.forms.attaching import AttachForm, WithdrawFileForm
from casetracker.cases.forms.base import ids_of
from casetracker.cases.queries import CaseFile
from casetracker.cases.state import Attachment
from casetracker.cases.views.blueprint import bp, found_case
from casetracker.kit.db import refuse, transaction
from casetracker.kit.door import outside_transaction
from casetracker.kit.errors import NotDone
from casetracker.kit.files.media import MEDIA
from casetracker.kit.headers import apart
from casetracker.kit.languages import Sentence
from casetracker.kit.sealing import Broken
from casetracker.ledger.attachments import content_of, preview_of
from casetracker.ledger.openings import looked_just_now, record_opening

TOO_LARGE = 413


@bp.route("/cases/<uuid:case_id>/files/new", methods=["GET", "POST"])
@outside_transaction
@permission("case.write")
def attach(case_id: UUID) -> AnyResponse:
    """Add a file. It is looked into before the ledger is held: a large photo must not keep others from writing."""
    case = found_case(case_id, "case.write")
    form = AttachForm()
    form.offer()
    if form.is_submitted():
        form.examine()
    by = current_reader().author

    def act() -> str:
        form.act(case, by, ids_of(form, by))
        return url_for("cases.case", case_id=case.id, _anchor="files")

    def draw(status: int) -> Response:
        over = status == UNPROCESSABLE and form.too_large
        page = render_template("cases/attach.html", form=form, case=case)
        return make_response(page, TOO_LARGE if over else status)

    with transaction():
        answer = take(form, draw, act, said=str(form.done), about=f"{case.id} file")
        if answer.status_code >= 400:
            refuse()
    return answer


@bp.get("/cases/<uuid:case_id>/files/<uuid:file_id>")
@permission("case.read")
def file(case_id: UUID, file_id: UUID) -> Response:
    """Hand a file out; that it was opened is on record before the first byte is sent."""
    case, found = _found(case_id, file_id)
    try:
        for _piece in _content(case, found):
            pass  # whole and unaltered, or not begun
    except Broken as broken:
        current_app.logger.error("a file is missing or altered")
        raise NotDone(
            Sentence("This file is damaged or missing on this computer. Tell whoever looks after it."), 500
        ) from broken
    record_opening(by=current_reader().author, programme_id=case.programme.id, dossiers=[case.id], what="file")
    answer = Response(_content(case, found), mimetype=MEDIA[found.media].mimetype)
    answer.content_length = found.size
    return apart(answer, found.words["name"])


@bp.get("/cases/<uuid:case_id>/files/<uuid:file_id>/preview")
@permission("case.read")
def preview(case_id: UUID, file_id: UUID) -> Response:
    """The small picture of a photo. The page that shows it is on record; fetched by itself, so is this."""
    case, found = _found(case_id, file_id)
    by = current_reader().author
    if not looked_just_now(by=by, dossier_id=case.id):
        record_opening(by=by, programme_id=case.programme.id, dossiers=[case.id], what="preview")
    try:
        small = preview_of(dossier_id=case.id, attachment_id=found.id, stored=found.stored)
    except Broken:
        abort(404)
    if not small:
        abort(404)
    return apart(Response(small, mimetype="image/jpeg"), "preview.jpg")


@bp.route("/cases/<uuid:case_id>/files/<uuid:file_id>/withdraw", methods=["GET", "POST"])
@permission("case.write")
def withdraw_file(case_id: UUID, file_id: UUID) -> AnyResponse:
    """Withdraw a file, saying why."""
    case, found = _found(case_id, file_id, "case.write")
    form, by = WithdrawFileForm(), current_reader().author

    def act() -> str:
        form.act(case, found, by, ids_of(form, by))
        return url_for("cases.case", case_id=case.id, _anchor="files")

    def draw(status: int) -> Response:
        return make_response(render_template("cases/withdraw_file.html", form=form, case=case, file=found), status)

    return take(form, draw, act, said=str(form.done), about=f"{found.id} withdraw")


def _found(case_id: UUID, file_id: UUID, needs: str = "case.read") -> tuple[CaseFile, Attachment]:
    """A file that stands, of a case that this reader may open."""
    case = found_case(case_id, needs)
    found = next((one for one in case.state.attachments if one.id == file_id and one.withdrawn is None), None)
    if found is None:
        abort(404)
    return case, found


def _content(case: CaseFile, found: Attachment) -> Iterator[bytes]:
    return content_of(dossier_id=case.id, attachment_id=found.id, stored=found.stored)
