"""Handing several cases over, or saying what is next in them: one entry each, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.chosen import chosen_programme
from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.taking import take
from casetracker.cases.forms import ids_of
from casetracker.cases.forms.filtering import FilterForm
from casetracker.cases.forms.several import MOST, FollowForm, HandOverForm, SeveralForm
from casetracker.cases.queries import CaseFile, Naming, case_files
from casetracker.cases.queries.listing import ids_of_list
from casetracker.cases.views.blueprint import bp
from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.kit.errors import NotDone
from casetracker.kit.saying import Sentence
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import ngettext
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.openings import record_opening

LeftOut = list[tuple[str, Sentence]]
"""(reference, why)"""


@bp.route("/cases/assign", methods=["GET", "POST"])
@permission("case.assign")
def assign_several() -> Response:
    """Other hands for the chosen cases."""
    return _several(HandOverForm)


@bp.route("/cases/follow", methods=["GET", "POST"])
@permission("case.write")
def follow_several() -> Response:
    """The same next step in the chosen cases."""
    return _several(FollowForm)


def _several(kind: type[SeveralForm]) -> Response:
    programme, form = chosen_programme(kind.needs), kind()
    form.offer(programme)
    cases = _asked(programme, kind.needs)
    left: LeftOut = [(case.reference, why) for case in cases if (why := form.unfit(case.state))]
    fit = [case for case in cases if not form.unfit(case.state)]
    nothing = Sentence("Choose at least one case in the list with which this can be done.")
    if not fit and request.method == "GET":
        flash(str(nothing), "warning")
        return redirect(url_for("cases.index"), 303)

    def act() -> str:
        if not fit:
            raise Refused({"": nothing})
        refused = _act(form, fit)
        done = len(fit) - len(refused)
        flash(ngettext("Saved in %(num)d case.", "Saved in %(num)d cases.", done), "success")
        if left or refused:
            flash(_("Not done: %(cases)s", cases=_named([*left, *refused])), "warning")
        return url_for("cases.index")

    def draw(status: int) -> Response:
        name = Naming(programme.id, {case.state.codes.get("place") for case in fit}, {c.state.worker for c in fit})
        page = render_template(
            "cases/several.html", form=form, cases=fit, left=left, programme=programme, name=name, seen=_seen()
        )
        return make_response(page, status)

    return take(form, draw, act, about=kind.endpoint)


def _named(left: LeftOut) -> str:
    return "; ".join(f"{reference}: {why}" for reference, why in left)


def _act(form: SeveralForm, cases: Sequence[CaseFile]) -> LeftOut:
    """Each case wholly or not at all; those that refuse are given back with the reason. Refused: every one did."""
    by, seen = current_reader().author, _seen()
    refused: LeftOut = []
    for case in cases:
        try:
            with db.session.begin_nested():
                form.act_on(case, seen.get(str(case.id)), by, ids_of(form, by))
        except Refused as problem:
            refused.append((case.reference, next(iter(problem.problems.values()))))
    if len(refused) == len(cases):
        raise Refused({"": _named(refused)})
    return refused


def _asked(programme: Programme, needs: str) -> list[CaseFile]:
    """The cases asked for, or all of the list; those with which the reader may not do this are not there."""
    reader = current_reader()
    if request.method == "GET" and request.args.get("all"):
        filters = FilterForm.asked(reader, programme).filters()
        ids = ids_of_list(reader, programme.id, filters, clock.today(programme.timezone), MOST + 1)
    else:
        ids = _ids((request.form if request.method == "POST" else request.args).getlist("case"))
    if len(ids) > MOST:
        raise NotDone(_("These are more than %(most)s cases. Narrow the list, or choose fewer.", most=MOST))
    found = case_files(reader, programme.id, ids, needs=needs)
    record_opening(by=reader.author, programme_id=programme.id, dossiers=[case.id for case in found], what="list")
    return found


def _ids(asked: Sequence[str]) -> list[UUID]:
    """What is no id is nobody's case."""
    found: dict[UUID, None] = {}
    for one in asked[: 2 * MOST]:
        try:
            found[UUID(one)] = None
        except ValueError:
            continue
    return list(found)


def _seen() -> dict[str, int]:
    """Case -> the last entry that its writer had seen when the page was made."""
    pairs = (one.partition("~") for one in request.form.getlist("seen"))
    return {case: int(seq) for case, _tilde, seq in pairs if seq.isascii() and seq.isdigit() and len(seq) < 10}
