"""From the address of a page to a question: who asks, in which programme, for which days and place."""

from __future__ import annotations

from typing import TypeVar

from flask import abort, request

from casetracker.accounts.chosen import chosen_programme, programmes_of_reader
from casetracker.accounts.guard import current_reader
from casetracker.accounts.permissions import audiences
from casetracker.indicators.catalogue import Indicator, UnknownIndicator, find
from casetracker.places.queries import PlaceRef, children, place_named, places, places_named
from casetracker.reports.forms import FigureForm, PeriodForm
from casetracker.reports.question import Question, ask
from casetracker.reports.reading import read_past_moment

MOST_PLACES = 200
F = TypeVar("F", bound=PeriodForm)


def put(
    kind: type[F], permission: str = "dashboard.read", indicator: Indicator | None = None
) -> tuple[F, Question | None]:
    """The form as the address fills it, and the question in it; no question where the form says what is wrong.

    404 where the programme, or the indicator in it, is not there for this reader.
    """
    reader, programme = current_reader(), chosen_programme(permission)
    form = kind.of(_arguments())
    form.begin(programme, programmes_of_reader(permission))
    place = place_named(programme.id, form.place.data)
    _offer_places(form, programme.id, place)
    if isinstance(form, FigureForm) and indicator is not None:
        if indicator.audience not in audiences(reader, programme.id):
            abort(404)
        form.turn_to(indicator)
    if not form.validate():
        return form, None
    question = ask(reader, programme, form.asked, place=place)
    if isinstance(form, FigureForm):
        question = question.but(by=form.breakdowns())
        if form.as_at.data:
            question = question.but(as_at=read_past_moment(form.as_at.data, programme.timezone, question.today))
    return form, question


def _arguments() -> dict[str, list[str]]:
    """The address's parts; two breakdowns under one name are the first and the second."""
    said = {name: request.args.getlist(name) for name in request.args}
    if len(said.get("by", [])) > 1:
        said["by"], said["then"] = said["by"][:1], said["by"][1:2]
    return said


def indicator_named(key: str) -> Indicator:
    """The indicator of an address; 404 where there is none."""
    try:
        return find(key)
    except UnknownIndicator:
        abort(404)


def _offer_places(form: PeriodForm, programme_id: int, chosen: PlaceRef | None) -> None:
    """The place chosen, what it lies in and what lies in it; without one, the provinces: a country of two thousand
    facilities is not sent with every page."""
    if chosen is None:
        found = places(programme_id, "province") or places(programme_id)
    else:
        around = places_named(programme_id, [code for code in (chosen.province, chosen.district) if code])
        above = [around[code] for code in (chosen.province, chosen.district) if code in around and code != chosen.code]
        found = [*above, chosen, *children(programme_id, chosen.code)]
    form.place.offer({place.code: place.name for place in found[:MOST_PLACES]})
