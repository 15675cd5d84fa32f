"""What a client takes home: a reference, a day and a phone number, and nothing that says what it is about."""

from __future__ import annotations

from uuid import UUID

from flask import Response, render_template, request
from werkzeug.exceptions import NotFound

from casetracker.accounts.guard import current_reader, permission, require
from casetracker.cases.queries import CaseFile, case_file
from casetracker.kit.headers import apart
from casetracker.kit.languages import NAMES
from casetracker.kit.paper import pdf
from casetracker.kit.sentences import locale, speaking
from casetracker.ledger.openings import record_opening
from casetracker.reports.letters.letterhead import letterhead_of
from casetracker.reports.views.blueprint import bp


@bp.get("/cases/<uuid:case_id>/receipt")
@permission("case.write")
def receipt(case_id: UUID) -> str:
    """On the screen, in the reader's language or the one asked for (`?language=`)."""
    case, language = _case(case_id), _language()
    with speaking(language):
        card = render_template("paper/receipt_card.html", **_shown(case))
    return render_template("reports/receipt.html", case=case, card=card, language=language, languages=NAMES)


@bp.get("/cases/<uuid:case_id>/receipt.pdf")
@permission("case.write")
def receipt_pdf(case_id: UUID) -> Response:
    """The same on A6."""
    case, language = _case(case_id), _language()
    with speaking(language):
        page = render_template("paper/receipt.html", language=language, **_shown(case))
    return apart(Response(pdf(page, "receipt.css"), mimetype="application/pdf"), f"{case.reference}.pdf")


def _shown(case: CaseFile) -> dict[str, object]:
    opened = case.state.opened
    return {"reference": case.reference, "opened": opened, "head": letterhead_of(case.programme)}


def _language() -> str:
    asked = request.args.get("language", "")
    return asked if asked in NAMES else locale()


def _case(case_id: UUID) -> CaseFile:
    reader = current_reader()
    case = case_file(reader, case_id)
    if case is None:
        raise NotFound
    require("case.write", case.programme.id)
    record_opening(by=reader.author, programme_id=case.programme.id, dossiers=[case.id], what="receipt")
    return case
