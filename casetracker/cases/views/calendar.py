"""Pages of a programme's manager: the days off by which time limits are counted, and the limits themselves."""

from __future__ import annotations

from datetime import date

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from casetracker.accounts.chosen import chosen_programme
from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.taking import take
from casetracker.cases import actions
from casetracker.cases.arithmetic import length
from casetracker.cases.forms.calendar import DayOffForm, RuleForm
from casetracker.cases.queries.limits import own_days_off, public_days_off, rule_name, rules_of
from casetracker.cases.rules import limit_of
from casetracker.cases.views.blueprint import bp
from casetracker.kit import clock
from casetracker.ledger.programmes import amend_code


@bp.route("/days-off", methods=["GET", "POST"])
@permission("programme.manage")
def days_off() -> Response:
    """Public holidays and the organisation's own days off; a new one moves what is open."""
    programme, form = chosen_programme("programme.manage"), DayOffForm()
    year = clock.today(programme.timezone).year

    def draw(status: int) -> Response:
        own = own_days_off(programme)
        public = {d: name for y in (year, year + 1) for d, name in public_days_off(programme, y).items()}
        page = render_template("cases/days_off.html", form=form, own=own, public=public, programme=programme)
        return make_response(page, status)

    def act() -> str:
        moved = actions.add_day_off(
            by=current_reader().author, programme=programme, day=form.day.data, name=form.name.data or ""
        )
        flash(_told(moved), "success")
        return url_for("cases.days_off")

    return take(form, draw, act)


@bp.post("/days-off/remove")
@permission("programme.manage")
def work_again() -> Response:
    """Offices work on this day after all."""
    programme = chosen_programme("programme.manage")
    try:
        day = date.fromisoformat(request.form.get("day", ""))
    except ValueError:
        abort(404)
    if day not in own_days_off(programme):
        abort(404)
    flash(_told(actions.remove_day_off(by=current_reader().author, programme=programme, day=day)), "success")
    return redirect(url_for("cases.days_off"), 303)


def _told(moved: int) -> str:
    text = ngettext("Saved. %(num)d open time limit moved.", "Saved. %(num)d open time limits moved.", moved)
    return str(text if moved else _("Saved. No open time limit moved."))


@bp.get("/time-limits")
@permission("programme.manage")
def rules() -> str:
    """The time limits of the programme."""
    programme = chosen_programme("programme.manage")
    found = list(rules_of(programme.id).values())
    lengths = {rule.code: length(limit_of(rule)) for rule in found if rule.amount}
    return render_template(
        "cases/rules.html", rules=found, lengths=lengths, rule_name=rule_name, programme=programme
    )  # fmt: skip


@bp.route("/time-limits/<code>", methods=["GET", "POST"])
@permission("programme.manage")
def rule(code: str) -> Response:
    """Other values for one of them; limits that run keep the copy they started with."""
    programme = chosen_programme("programme.manage")
    found = rules_of(programme.id).get(code)
    if found is None:
        abort(404)
    form = RuleForm.as_it_stands(found)

    def draw(status: int) -> Response:
        page = render_template("cases/rule.html", form=form, rule=found, rule_name=rule_name, programme=programme)
        return make_response(page, status)

    def act() -> str:
        amend_code(
            by=current_reader().author, programme=programme, list_name="deadline_rule", code=code, says=form.says()
        )
        return url_for("cases.rules")

    return take(form, draw, act, said=_("Saved. What runs already keeps the rule it started with."), about=code)
