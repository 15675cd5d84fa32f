"""Codes of a programme: its lists, what is still to be translated, adding, relabelling and retiring a code."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.chosen import chosen_programme
from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.taking import take
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.codes import CodeRow, all_codes
from casetracker.ledger.models import Programme
from casetracker.ledger.programmes import labels_to_translate, relabel_code, retire_code
from casetracker.places.coding import TAKES, new_code
from casetracker.places.forms.coding import RetireForm, code_form, label_form, language
from casetracker.places.names import list_names
from casetracker.places.views.blueprint import asked, codes_bp, page
from casetracker.presets import load


@codes_bp.get("/codes")
@permission("codes.manage")
def codes() -> Response:
    """The codes of the programme the reader is working in."""
    return redirect(url_for("programmes.lists", key=chosen_programme("codes.manage").key))


@codes_bp.get("/programmes/<key>/codes")
@permission("codes.manage")
def lists(key: str) -> Response:
    """Every list, and the labels to translate."""
    programme = asked(key, "codes.manage")
    lacking = labels_to_translate(programme, load(programme.preset).locales)
    return page(
        "programmes/codes.html", programme=programme, codes=all_codes(programme.id), names=list_names(), takes=TAKES,
        lacking=[(list_name, code, [language(one) for one in which]) for list_name, code, which in lacking],
    )  # fmt: skip


@codes_bp.route("/programmes/<key>/codes/<list_name>", methods=["GET", "POST"])
@permission("codes.manage")
def one_list(key: str, list_name: str) -> Response:
    """The codes of one list, and a form for one more where it takes one."""
    programme = asked(key, "codes.manage")
    if list_name not in all_codes(programme.id) and list_name not in TAKES:
        abort(404)
    locales = load(programme.preset).locales
    form = code_form(programme, list_name, locales) if list_name in TAKES else None

    def draw(status: int) -> Response:
        return page(
            "programmes/list.html", status, programme=programme, list_name=list_name, names=list_names(), form=form,
            rows=all_codes(programme.id).get(list_name, {}).values(), locales=locales, language=language,
        )  # fmt: skip

    if form is None:
        return draw(200)

    def act() -> str:
        says = {name: form[name].data for name in TAKES[list_name]}
        new_code(
            by=current_reader().author, programme=programme, list_name=list_name, labels=form.labels(),
            code=form["code"].data or "", says=says,
        )  # fmt: skip
        return url_for("programmes.one_list", key=key, list_name=list_name)

    return take(form, draw, act, said=_("The code is added."))


@codes_bp.route("/programmes/<key>/codes/<list_name>/<code>", methods=["GET", "POST"])
@permission("codes.manage")
def relabel(key: str, list_name: str, code: str) -> Response:
    """Other labels; the meaning stays."""
    programme = asked(key, "codes.manage")
    row = _row(programme, list_name, code)
    form = label_form(load(programme.preset).locales, row.labels)

    def act() -> str:
        relabel_code(
            by=current_reader().author, programme=programme, list_name=list_name, code=code, labels=form.labels()
        )
        return url_for("programmes.one_list", key=key, list_name=list_name)

    return take(form, _drawing("programmes/relabel.html", programme, row, form), act, said=_("Saved."))


@codes_bp.route("/programmes/<key>/codes/<list_name>/<code>/retire", methods=["GET", "POST"])
@permission("codes.manage")
def retire(key: str, list_name: str, code: str) -> Response:
    """Not to be chosen any more; what was recorded under it stays counted."""
    programme = asked(key, "codes.manage")
    row = _row(programme, list_name, code)
    if list_name not in TAKES:
        abort(404)
    form = RetireForm(last_day=row.valid_to)

    def act() -> str:
        retire_code(
            by=current_reader().author, programme=programme, list_name=list_name, code=code,
            last_day=form.last_day.data,
        )  # fmt: skip
        return url_for("programmes.one_list", key=key, list_name=list_name)

    said = _("The code is retired. What was recorded under it stays counted.")
    return take(form, _drawing("programmes/retire.html", programme, row, form), act, said=said)


def _row(programme: Programme, list_name: str, code: str) -> CodeRow:
    row = all_codes(programme.id).get(list_name, {}).get(code)
    if row is None:
        abort(404)
    return row


def _drawing(template: str, programme: Programme, row: CodeRow, form: Any) -> Any:
    return lambda status: page(template, status, programme=programme, row=row, form=form, names=list_names())
