"""What the fields of case forms offer, in the words of the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from casetracker.accounts.queries import names_of_holders
from casetracker.accounts.queries import teams as teams_of
from casetracker.cases.queries import CaseFile
from casetracker.cases.state import Breach
from casetracker.kit.fields import CodedSelect
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.codes import codes, label_of
from casetracker.ledger.models import Programme
from casetracker.places.institutions import institutions_for
from casetracker.places.queries import PlaceRef, place_named

TURNS: Mapping[str, Any] = {
    "worker": _l("Ours"),
    "client": _l("The client's"),
    "institution": _l("The institution's"),
    "supervisor": _l("The supervisor's"),
    "lawyer": _l("The lawyer's"),
}
CONTACT: Mapping[str, Any] = {
    "safe": _l("We may contact them"),
    "unsafe": _l("Contacting them is not safe"),
    "impossible": _l("There is no way to reach them"),
}


def breach_name(programme_id: int, breach: Breach) -> str:
    """A breach as a form names it: its number in the case and its type."""
    return f"{breach.no}. {label_of(programme_id, 'case_type', breach.type)}"


def breaches(case: CaseFile, which: Iterable[Breach]) -> dict[str, str]:
    """Breaches of the case by number."""
    return {breach.no: breach_name(case.programme.id, breach) for breach in which}


def case_types(programme: Programme, on: date | None = None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Types that may be chosen, and the group of each."""
    rows = codes(programme.id, "case_type", on)
    groups = codes(programme.id, "type_group")
    return dict(rows), {code: groups[row.group] for code, row in rows.items() if row.group in groups}


def remedies(field: CodedSelect, programme: Programme, on: date | None = None) -> None:
    """Remedies, by family."""
    families = codes(programme.id, "remedy_family")
    order = {code: number for number, code in enumerate(families)}
    found = codes(programme.id, "remedy", on)
    rows = dict(sorted(found.items(), key=lambda one: order.get(str(one[1].more.get("family")), len(order))))
    groups = {code: families[row.more["family"]] for code, row in rows.items() if row.more.get("family") in families}
    field.offer(rows, groups=groups or None)


def institutions(field: CodedSelect, programme: Programme, place_code: str | None, on: date | None = None) -> None:
    """Institutions by rung of the ladder, the nearest first; those that stand at the place where there is one."""
    rungs = codes(programme.id, "rung")
    place = place_named(programme.id, place_code)
    if place is None:
        rows = codes(programme.id, "institution", on)
        found: dict[str, Any] = dict(rows)
        rung_of = {code: str(row.more.get("rung")) for code, row in rows.items()}
    else:
        standing = institutions_for(programme.id, place, on)
        found = {one.code: one.label for one in standing}
        rung_of = {one.code: one.rung for one in standing}
    field.offer(found, groups={code: rungs[rung] for code, rung in rung_of.items() if rung in rungs})


def where(case: CaseFile) -> str | None:
    """The nearest place the case has."""
    codes_ = case.state.codes
    return codes_.get("place") or codes_.get("district") or codes_.get("province")


def results(field: CodedSelect, programme: Programme) -> None:
    """What may come of a step."""
    field.offer(codes(programme.id, "step_result"))


def people(programme: Programme, *roles: str) -> dict[str, str]:
    """People who hold one of these roles now, by code."""
    return names_of_holders(programme.id, *roles)


def teams(programme: Programme) -> dict[str, str]:
    """Teams of the programme that are not retired, by code."""
    return {team.code: team.name for team in teams_of([programme.id])}


def places(found: Iterable[PlaceRef], names: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Places to choose from and the district or province each lies in."""
    rows, groups = {}, {}
    for place in found:
        above = place.district if place.level == "facility" else place.province
        rows[place.code] = place.name if place.level == "facility" else _("%(name)s (no facility)", name=place.name)
        if above and above in names:
            groups[place.code] = names[above]
    return dict(sorted(rows.items(), key=lambda one: (groups.get(one[0], ""), one[1]))), groups
