"""Codes of a programme as its manager adds them: which lists take one, and what a code of each list must say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casetracker.kit.saying import Sentence
from casetracker.ledger.codes import codes
from casetracker.ledger.entries import Author
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.programmes import add_code
from casetracker.places.naming import code_from

TAKES: dict[str, tuple[str, ...]] = {
    "case_type": ("group", "tier"),
    "type_group": (),
    "institution": ("rung", "kind", "answers_to"),
    "remedy": ("stage", "family"),
    "relief": (),
    "closure_reason": ("outcomes",),
    "intake_channel": (),
    "sensitivity_flag": ("tier",),
    "unit_type": (),
    "language": (),
    "consent_method": (),
    "topic": (),
    "venue": (),
    "committee_type": (),
}
"""list -> what its codes say besides their labels; the rules of the application rely on a list that is not here"""

FROM = {
    "group": "type_group", "tier": "sensitivity", "rung": "rung", "kind": "institution_kind",
    "answers_to": "institution", "family": "remedy_family", "outcomes": "outcome",
}  # fmt: skip
OPTIONAL = frozenset({"answers_to"})
APART = frozenset({"group", "tier"})  # columns of their own; the rest stands in `more`


def new_code(
    *, by: Author, programme: Programme, list_name: str, labels: Mapping[str, str], code: str = "",
    says: Mapping[str, Any] | None = None,
) -> str:  # fmt: skip
    """A code at the end of its list, made from its label unless given.

    Refused: a list that takes none, what is missing or not to be chosen.
    """
    if list_name not in TAKES:
        raise Refused({"": Sentence("This list is fixed: the rules rely on it. Its codes can be relabelled.")})
    given = {name: (says or {}).get(name) for name in TAKES[list_name]}
    _check(programme, given)
    label = next((text for text in labels.values() if text.strip()), "")
    present = codes(programme.id, list_name)
    chosen = code or code_from(label or list_name, list_name, present.__contains__)
    more = {name: value for name, value in given.items() if name not in APART and value not in (None, "", [])}
    add_code(
        by=by, programme=programme, list_name=list_name, code=chosen, labels=labels, group=given.get("group"),
        tier=given.get("tier"), more=more,
    )  # fmt: skip
    return chosen


def _check(programme: Programme, given: Mapping[str, Any]) -> None:
    problems = {}
    for name, value in given.items():
        chosen = value if isinstance(value, list) else [value] if value is not None else []
        if not chosen and name not in OPTIONAL:
            problems[name] = Sentence("Choose one.")
        elif name in FROM and not set(chosen) <= set(codes(programme.id, FROM[name])):
            problems[name] = Sentence("Choose one of the answers offered.")
    if problems:
        raise Refused(problems)
