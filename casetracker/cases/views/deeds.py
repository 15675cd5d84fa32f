"""Every form about one case, at /cases/CASE/DEED: drawn, taken once, and back to the file."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import abort, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.taking import CONFLICT, take
from casetracker.cases.forms import DEEDS, Deed, ids_of
from casetracker.cases.forms.mending import CorrectForm, SettleForm, entry_of, field_label, present
from casetracker.cases.queries import CaseFile
from casetracker.cases.queries.timeline import one_item
from casetracker.cases.views.blueprint import bp, found_case


@bp.route("/cases/<uuid:case_id>/<slug>", methods=["GET", "POST"])
@permission("case.write")
def deed(case_id: UUID, slug: str) -> Response:
    """One deed on one case."""
    kind = DEEDS.get(slug)
    if kind is None:
        abort(404)
    case = found_case(case_id, kind.needs)
    form = kind.for_case(case, request.form if request.method == "POST" else request.args)
    by = current_reader().author

    def act() -> str:
        form.act(case, by, ids_of(form, by))
        return url_for("cases.case", case_id=case.id)

    def now(field: str) -> tuple[Any, int]:
        return present(case.state, field), case.last_seq

    return take(
        form, lambda status: _draw(form, case, status), act, said=str(form.done), about=f"{case.id} {slug}", present=now
    )


def _draw(form: Deed, case: CaseFile, status: int) -> Response:
    shown: dict[str, object] = {"form": form, "case": case, "possible": form.possible(case.state)}
    if isinstance(form, CorrectForm):
        shown["now"] = present(case.state, str(form.field.data))
        shown["label"] = field_label(str(form.field.data))
    if isinstance(form, SettleForm):
        apart = case.state.conflicts.get(str(form.field.data), ())
        shown["apart"] = [one_item(case, entry_of(case.state, str(entry_id))) for entry_id in apart]
    about = form.about(case.state)
    if about is not None:
        shown["item"] = one_item(case, about)
    shown["stale"] = status == CONFLICT
    return make_response(render_template([f"cases/deed_{form.slug}.html", "cases/deed.html"], **shown), status)
