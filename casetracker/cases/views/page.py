"""The case page: a file that another paralegal could carry on from."""

from __future__ import annotations

from uuid import UUID

from flask import render_template

from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.permissions import can
from casetracker.cases.forms import DEEDS, Deed
from casetracker.cases.forms.limits import LIMITS
from casetracker.cases.forms.mending import field_label, present
from casetracker.cases.panels import CASE_PANELS
from casetracker.cases.queries import CaseFile, Naming
from casetracker.cases.queries.limits_shown import limits_shown
from casetracker.cases.queries.lookalikes import lookalikes
from casetracker.cases.queries.people import people_of
from casetracker.cases.queries.reading import references_of
from casetracker.cases.queries.timeline import timeline
from casetracker.cases.views.blueprint import bp, found_case
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.openings import openings_of, record_opening

ELSEWHERE = (
    "correct",
    "settle",
    "day",
    "withdraw",
    "answer",
    "offer-back",
    "distinct",
    "redact",
    *(form.slug for form in LIMITS),
)


@bp.get("/cases/<uuid:case_id>")
@permission("case.read")
def case(case_id: UUID) -> str:
    """One case; that it was opened is on record before the page is sent."""
    reader, found = current_reader(), found_case(case_id)
    people = people_of(reader, found)
    by, programme_id = reader.author, found.programme.id
    record_opening(by=by, programme_id=programme_id, dossiers=[found.id, *people.opened])
    name = _naming(found)
    first, more = _deeds(found)
    return render_template(
        "cases/case.html", case=found, state=found.state, people=people, name=name, items=timeline(found, name),
        first=first, more=more, field_label=field_label, event_on=present(found.state, "event_on"),
        panels=CASE_PANELS.of(reader, found.id), linked=_linked(found), came_back=_came_back(found),
        limits=limits_shown(found), alike=lookalikes(reader, found),
        openings=openings_of(found.id, 20) if can(reader, "audit.read", programme_id) else (),
        writes=can(reader, "case.write", programme_id), verifies=can(reader, "case.verify", programme_id),
    )  # fmt: skip


def _linked(found: CaseFile) -> list[tuple[str, UUID, str]]:
    """(how, which, its reference) of the cases that this one names; no reference where it is not open to the reader."""
    ways = {"came_back_from": _("Came back from"), "same_as": _("The case that stays")}
    named = [(ways[way], UUID(other)) for way, other in found.state.links.items()]
    names = references_of(current_reader(), found.programme.id, [other for _way, other in named]) if named else {}
    return [(way, other, names.get(other, "")) for way, other in named]


def _came_back(found: CaseFile) -> bool:
    """Was something resolved whose watch is over? What comes back now is a new case that names this one."""
    watched = [breach.watched_until for breach in found.state.breaches.values()]
    return not found.state.void and any(until is not None and until < found.today for until in watched)


def _naming(found: CaseFile) -> Naming:
    state = found.state
    places = {state.codes.get(level) for level in ("place", "district", "province")}
    for entry in state.entries:
        values = entry.codes.get("values")
        if isinstance(values, dict):
            places |= {values.get("place"), values.get("district")}
        if entry.kind == "case.opened":
            places |= {entry.codes.get("place"), entry.codes.get("district")}
    people = {entry.author for entry in state.entries} | {state.worker, state.supervisor, state.lawyer}
    for entry in state.entries:
        if entry.kind in {"case.assigned", "transfer.offered", "transfer.accepted"}:
            people |= {str(entry.codes.get(name) or "") for name in ("worker", "supervisor", "lawyer")}
    return Naming(found.programme.id, places, people)


def _deeds(found: CaseFile) -> tuple[list[type[Deed]], list[type[Deed]]]:
    """What can be done now by this reader: the usual things first."""
    reader = current_reader()
    may = [
        form for slug, form in DEEDS.items()
        if slug not in ELSEWHERE and form.possible(found.state) and can(reader, form.needs, found.programme.id)
    ]  # fmt: skip
    first = [form for form in may if form.slug in _likely(found)]
    return first, [form for form in may if form not in first]


def _likely(found: CaseFile) -> tuple[str, ...]:
    state = found.state
    if state.closed:
        return ("reopen",)
    if state.open_breaches:
        return ("step", "resolved", "confirmed") if state.to_confirm else ("step", "resolved")
    return ("confirmed", "told", "close") if state.to_confirm else ("told", "close")
