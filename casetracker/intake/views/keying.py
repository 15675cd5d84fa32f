"""A pile of paper forms keyed in on one page: every row is a case of its own, saved exactly once."""

from __future__ import annotations

import json
from uuid import UUID

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from casetracker.accounts.chosen import chosen_programme
from casetracker.accounts.guard import current_reader, permission
from casetracker.intake.forms import Pile, RowForm
from casetracker.intake.views.blueprint import bp
from casetracker.kit.db import db, transaction
from casetracker.kit.door import outside_transaction
from casetracker.kit.ids import new_id
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import ngettext
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Dossier
from casetracker.ledger.submissions import OtherContent, finish, submit


@bp.route("/paper/keying", methods=["GET", "POST"])
@outside_transaction
@permission("case.write")
def grid() -> AnyResponse:
    """Ten rows; a row that is refused stays with all that was typed, the others are saved."""
    reader, programme = current_reader(), chosen_programme("case.write")
    if request.method == "GET":
        return _draw(Pile.blank(reader, programme, request.args), 200)
    pile = Pile(reader, programme, request.args, posted=True)
    used = [row for row in pile.rows if row.used]
    saved = {row: reference for row in used if (reference := _saved(pile, row))}
    if saved:
        said = ngettext("%(num)d case is logged: %(refs)s", "%(num)d cases are logged: %(refs)s", len(saved),
                        refs=", ".join(saved.values()))  # fmt: skip
        flash(said, "success")
    left = [row for row in used if row not in saved]
    if not left:
        if not saved:
            flash(_("Nothing was typed yet."), "warning")
        place = next((row.place.data for row in reversed(used)), None)
        return redirect(url_for("paper.grid", place=place), 303)
    blank = Pile.blank(reader, programme, {"place": left[-1].place.data or ""})
    kept = {row.at for row in left}
    blank.rows = [*left, *(row for row in blank.rows if row.at not in kept)]
    return _draw(blank, 422)


def _draw(pile: Pile, status: int) -> Response:
    forms = [(_("Form %(number)s", number=number), row) for number, row in enumerate(pile.rows, 1)]
    page = render_template("intake/keying.html", pile=pile, programme=pile.programme, refused=forms)
    return make_response(page, status)


def _saved(pile: Pile, row: RowForm) -> str | None:
    """The reference of a row's case, in a transaction of its own; None where the row was refused and says why."""
    by, nonce = pile.reader.author, str(row.submission())
    row.nonce.data = nonce
    try:
        with transaction():
            first = submit(by=by, nonce=nonce, content=_print(row))
            if first:
                return db.session.get_one(Dossier, UUID(first)).reference
            form = pile.intake(row)
            fits = form.validate()
            row.ask_about(form)
            if not row.validate() or not fits:
                raise Refused({field.short_name: field.errors[0] for field in form if field.errors})
            written = pile.log(form)
            finish(by=by, nonce=nonce, result=str(written.dossier_id))
            return written.reference
    except OtherContent:
        row.nonce.data = str(new_id())
        row.form_errors.append(_("This row was saved before with other contents. If it is a new form, send it again."))
    except Refused as refused:
        row.take({name: said for name, said in refused.problems.items() if not _said(row, name)})
    return None


def _said(row: RowForm, name: str) -> bool:
    """Does the row say so itself already?"""
    return name in row._fields and bool(row._fields[name].errors)


def _print(row: RowForm) -> bytes:
    sent = sorted((name, values) for name, values in request.form.lists() if name.startswith(row.at))
    return json.dumps([pair for pair in sent if not pair[0].endswith("-nonce")]).encode()
