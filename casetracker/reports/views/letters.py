"""Letters of a case: written on a page, looked at, made once."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import abort, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.guard import current_reader, permission, require
from casetracker.accounts.taking import take
from casetracker.cases.forms.base import ids_of, running
from casetracker.cases.queries import CaseFile, case_file
from casetracker.cases.queries.people import people_of
from casetracker.kit.db import refuse, transaction
from casetracker.kit.door import outside_transaction
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.openings import record_opening
from casetracker.reports.letters.asked import Around, may_name, may_speak
from casetracker.reports.letters.form import LOOK, LetterForm
from casetracker.reports.letters.kinds import KINDS
from casetracker.reports.letters.letterhead import letterhead_of
from casetracker.reports.letters.limits import law_of
from casetracker.reports.letters.making import Drawn, draw, make
from casetracker.reports.views.blueprint import bp


@dataclass(frozen=True)
class Desk:
    """A letter on its way: the case, the form, and what it looks like so far."""

    case: CaseFile
    form: LetterForm
    around: Around
    drawn: Drawn | None

    def page(self, status: int) -> Response:
        """The form, under the letter where it was looked at."""
        client = self.around.client
        shown = {
            "case": self.case, "form": self.form, "drawn": self.drawn, "title": KINDS[self.form.kind],
            "nameless": not may_name(client), "silent": not may_speak(client), "client": client,
        }  # fmt: skip
        return make_response(render_template("reports/letter.html", **shown), status)


@bp.route("/cases/<uuid:case_id>/letters/<kind>", methods=["GET", "POST"])
@outside_transaction
@permission("case.write")
def letter(case_id: UUID, kind: str) -> Response:
    """Write a letter. It is drawn before the ledger is held: a PDF must not keep others from writing."""
    desk = _desk(case_id, kind)
    if request.method == "POST" and LOOK in request.form:
        return desk.page(200 if desk.drawn else 422)
    paper, by = desk.drawn.paper() if desk.drawn else b"", current_reader().author

    def act() -> str:
        assert desk.drawn is not None
        make(desk.drawn, paper, desk.around, by=by, due=desk.form.due.data, new_id=ids_of(desk.form, by))
        return url_for("cases.case", case_id=case_id, _anchor="files")

    with transaction():
        answer = take(desk.form, desk.page, act, said=_("The letter is made."), about=f"{case_id} letter {kind}")
        if answer.status_code >= 400:
            refuse()
    return answer


def _desk(case_id: UUID, kind: str) -> Desk:
    reader, case = current_reader(), case_file(current_reader(), case_id)
    if case is None or kind not in KINDS or not running(case.state):
        abort(404)
    require("case.write", case.programme.id)
    people = people_of(reader, case)
    record_opening(by=reader.author, programme_id=case.programme.id, dossiers=[case.id, *people.opened])
    form = LetterForm.for_case(case, kind, people.client, request.args)
    number = 1 + sum(one.ours and one.media == "docx" for one in case.state.attachments)
    law = law_of(case, kind, form.remedy.data or "", form.on.data or case.today)
    around = Around(case, people.client, reader.name, letterhead_of(case.programme), number, law)
    drawn = draw(form.asked(), around) if form.is_submitted() and form.validate() else None
    return Desk(case, form, around, drawn)
