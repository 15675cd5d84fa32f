"""Printed intake forms: numbers are reserved, and each form carries its own as text and as a QR code."""

from __future__ import annotations

from uuid import UUID

from flask import Response, abort, make_response, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from casetracker.accounts.chosen import chosen_programme
from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.queries import names_of
from casetracker.accounts.taking import take
from casetracker.cases.forms.base import ids_of
from casetracker.intake.forms import ReserveForm
from casetracker.intake.paper import batches, references_in, reserve_batch
from casetracker.intake.views.blueprint import bp
from casetracker.kit.headers import apart
from casetracker.kit.languages import NAMES
from casetracker.kit.paper import pdf
from casetracker.kit.qr import qr_address
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import locale, speaking
from casetracker.ledger.codes import codes


@bp.route("/paper", methods=["GET", "POST"])
@permission("case.write")
def index() -> AnyResponse:
    """The batches, and a form to reserve one more."""
    reader, programme = current_reader(), chosen_programme("case.write")
    form = ReserveForm(data={"count": 20})

    def act() -> str:
        by = reader.author
        reserve_batch(by=by, programme=programme, count=int(form.count.data or 0), batch_id=ids_of(form, by)("batch"))
        return url_for("paper.index")

    def draw(status: int) -> Response:
        found = batches(programme)
        page = render_template(
            "intake/paper.html", form=form, batches=found, people=names_of({one.reserved_by for one in found}),
            languages=NAMES, programme=programme,
        )  # fmt: skip
        return make_response(page, status)

    return take(form, draw, act, said=_("The numbers are reserved. Print the forms."), about=f"paper {programme.id}")


@bp.get("/paper/<uuid:batch>/forms.pdf")
@permission("case.write")
def forms(batch: UUID) -> Response:
    """The forms of a batch in the language asked for (`?language=`), one to a page."""
    programme = chosen_programme("case.write")
    references = references_in(programme, batch)
    if not references:
        abort(404)
    asked = request.args.get("language", "")
    language = asked if asked in NAMES else locale()
    with speaking(language):
        page = render_template(
            "paper/intake_forms.html", language=language, programme=programme, qr=qr_address,
            references=references, lists={name: codes(programme.id, name) for name in LISTS},
        )  # fmt: skip
    return apart(Response(pdf(page, "forms.css"), mimetype="application/pdf"), f"{references[0]}.pdf")


LISTS = ("type_group", "client_kind", "sex", "age_band", "consent_purpose")
