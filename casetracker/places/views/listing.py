"""The list of places: by name, searched without accents, page by page."""

from __future__ import annotations

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts.chosen import chosen_programme
from casetracker.accounts.guard import permission
from casetracker.kit.paging import page_of
from casetracker.ledger.codes import codes
from casetracker.places import queries
from casetracker.places.fold import LEVELS
from casetracker.places.views.blueprint import asked, page, places_bp

LONGEST = 200


@places_bp.get("/places")
@permission("places.manage")
def index() -> Response:
    """The places of the programme the reader is working in."""
    return redirect(url_for("places.places", key=chosen_programme("places.manage").key))


@places_bp.get("/programmes/<key>/places")
@permission("places.manage")
def places(key: str) -> Response:
    """Every place of a programme, or those that match."""
    programme = asked(key, "places.manage")
    text, level, after, before = (
        request.args.get(name, "").replace("\0", "")[:LONGEST] for name in ("q", "level", "after", "before")
    )
    level = level if level in LEVELS else ""
    fetched = queries.search(programme.id, text, level=level, after=after, before=before)
    return page(
        "places/places.html", programme=programme, page=page_of(fetched, queries.page_key, after=after, before=before),
        text=text, level=level, counts=queries.count_by_level(programme.id), names=queries.labels(programme.id),
        levels=codes(programme.id, "place_level"), units=codes(programme.id, "unit_type"),
    )  # fmt: skip
