"""What may be said of a place: pure; refuses with a sentence beside the field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Said
from casetracker.ledger.kinds import Refused, Stale
from casetracker.places.fold import DAYS, FIELDS, LEVELS, PlaceState

UID = re.compile(r"[A-Za-z][A-Za-z0-9]{10}")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]{0,59}")
MOST_PEOPLE = 2_000_000_000


def check(state: PlaceState | None, said: Said) -> None:
    """Refused for what cannot be; Stale where the writer had not seen a later change of the same field."""
    if said.kind == "place.opened":
        _opening(state, said)
    elif state is None:
        raise Refused({"": Sentence("This place was never opened.")})
    elif said.kind == "place.corrected":
        _correction(state, said)
    elif said.kind == "place.closed":
        _closing(state, said)


def _opening(state: PlaceState | None, said: Said) -> None:
    problems = problems_of(said.codes)
    if not CODE.fullmatch(str(said.codes.get("code", ""))):
        problems["code"] = Sentence("A code has letters, digits, - . + or _, at most 60, and no spaces.")
    if said.codes.get("level") not in LEVELS:
        problems["level"] = Sentence("Choose one of the levels offered.")
    if not str(said.codes.get("name") or "").strip():
        problems["name"] = Sentence("Give the place a name of at most 200 letters.")
    if state is not None:
        problems[""] = Sentence("This place was opened before.")
    if problems:
        raise Refused(problems)


def _correction(state: PlaceState, said: Said) -> None:
    changed: Mapping[str, Any] = said.codes.get("changed", {})
    if not changed or set(changed) - {*FIELDS, "closed_on"}:
        raise Refused({"": Sentence("Nothing was changed.")})
    problems = problems_of(changed, {"opened_on": state.opened_on, "closed_on": state.closed_on})
    if problems:
        raise Refused(problems)
    for name in changed:
        if said.seen_seq is not None and state.changed.get(name, 0) > said.seen_seq:
            raise Stale(name, getattr(state, name))


def _closing(state: PlaceState, said: Said) -> None:
    if state.closed_on is not None:
        raise Refused({"closed_on": Sentence("This place is closed already.")})
    if state.opened_on is not None and said.happened_on < state.opened_on:
        raise Refused({"closed_on": Sentence("A place cannot close before it opened.")})


def problems_of(said: Mapping[str, Any], known: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Sentences by field for values that cannot be; absent fields are not judged."""
    found: dict[str, Any] = {}
    if "name" in said and not 1 <= len(str(said["name"] or "").strip()) <= 200:
        found["name"] = Sentence("Give the place a name of at most 200 letters.")
    for name, most in (("latitude", 90), ("longitude", 180)):
        if said.get(name) is not None and not -most <= said[name] <= most:
            found[name] = Sentence("This must lie between -%(most)s and %(most)s.", most=most)
    people = said.get("population")
    if people is not None and not 0 <= people <= MOST_PEOPLE:
        found["population"] = Sentence("Write the number of people who live in its area, in digits.")
    if said.get("dhis2_uid") and not UID.fullmatch(said["dhis2_uid"]):
        found["dhis2_uid"] = Sentence("A DHIS2 identifier has 11 letters and digits and begins with a letter.")
    opened, closed = (_day(said.get(name, (known or {}).get(name))) for name in DAYS)
    if opened and closed and closed < opened:
        found["closed_on"] = Sentence("A place cannot close before it opened.")
    return found


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
