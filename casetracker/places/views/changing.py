"""Opening, correcting, moving and closing a place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from flask import request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.taking import take
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.models import Programme
from casetracker.ledger.rows import entries_of
from casetracker.places import actions
from casetracker.places.forms.placing import CloseForm, CorrectPlaceForm, MoveForm, NewPlaceForm, lines_of
from casetracker.places.queries import PlaceRef
from casetracker.places.views.blueprint import asked, page, places_bp
from casetracker.places.views.one import found


@places_bp.route("/programmes/<key>/new-place", methods=["GET", "POST"])
@permission("places.manage")
def new_place(key: str) -> Response:
    """A place that was not there; `?in=CODE` says where it lies."""
    programme = asked(key, "places.manage")
    form = NewPlaceForm(parent=request.args.get("in"))
    form.offer(programme)

    def act() -> str:
        values = form.values()
        place = actions.open_place(
            by=current_reader().author, programme=programme, name=values.pop("name"), level=form.level.data or "",
            parent=form.parent.data, code=form.code.data or None, **values,
        )  # fmt: skip
        return _url(programme, place)

    return take(form, _drawing("places/new.html", programme, form), act, said=_("The place is added."))


@places_bp.route("/programmes/<key>/places/<code>/correct", methods=["GET", "POST"])
@permission("places.manage")
def correct(key: str, code: str) -> Response:
    """Other values for what is known of it."""
    programme = asked(key, "places.manage")
    place = found(programme, code)
    seq = len(entries_of(place.dossier_id, words=False, sealed=False))
    form = CorrectPlaceForm(data={**asdict(place), "codes": lines_of(place.codes), "seen_seq": seq})
    form.offer(programme, place)

    def act() -> str:
        actions.correct_place(
            by=current_reader().author, programme=programme, code=code, changes=form.values(), seen_seq=form.seen()
        )
        return _url(programme, place)

    def present(field: str) -> tuple[Any, int]:
        return (lines_of(place.codes) if field == "codes" else getattr(place, field)), seq

    draw = _drawing("places/correct.html", programme, form, place=place)
    return take(form, draw, act, said=_("Saved."), present=present)


@places_bp.route("/programmes/<key>/places/<code>/move", methods=["GET", "POST"])
@permission("places.manage")
def move(key: str, code: str) -> Response:
    """It lies elsewhere now."""
    programme = asked(key, "places.manage")
    place = found(programme, code)
    form = MoveForm(parent=place.parent)
    form.offer(programme, place)

    def act() -> str:
        actions.move_place(by=current_reader().author, programme=programme, code=code, parent=form.parent.data)
        return _url(programme, place)

    return take(form, _drawing("places/move.html", programme, form, place=place), act, said=_("Saved."))


@places_bp.route("/programmes/<key>/places/<code>/close", methods=["GET", "POST"])
@permission("places.manage")
def close(key: str, code: str) -> Response:
    """It serves nobody any more."""
    programme = asked(key, "places.manage")
    place = found(programme, code)
    form = CloseForm(closed_on=actions.today(programme))

    def act() -> str:
        actions.close_place(
            by=current_reader().author, programme=programme, code=code, closed_on=form.closed_on.data
        )  # fmt: skip
        return _url(programme, place)

    said = _("The place is closed. What was recorded there stays counted.")
    return take(form, _drawing("places/close.html", programme, form, place=place), act, said=said)


def _url(programme: Programme, place: PlaceRef) -> str:
    return url_for("places.place", key=programme.key, code=place.code)


def _drawing(template: str, programme: Programme, form: Any, **values: Any) -> Callable[[int], Response]:
    return lambda status: page(template, status, programme=programme, form=form, **values)
