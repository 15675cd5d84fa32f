"""What codes are called on a page of cases: codes of lists, places, people, teams, each looked up once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from casetracker.accounts.queries import names_of, team_names
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.codes import all_codes
from casetracker.places.queries import places_named

TURNS: Mapping[str, Any] = {
    "worker": _l("ours"),
    "client": _l("the client's"),
    "institution": _l("the institution's"),
    "supervisor": _l("the supervisor's"),
    "lawyer": _l("the lawyer's"),
}


class Naming:
    """Labels in the reader's language; a code that nobody knows is shown as it is, none as ""."""

    def __init__(self, programme_id: int, places: Iterable[str | None] = (), people: Iterable[str | None] = ()) -> None:
        self.programme_id = programme_id
        wanted = {code for code in places if code}
        self._places = places_named(programme_id, wanted) if wanted else {}
        known = {code for code in people if code}
        self._people = names_of(known) if known else {}
        self._teams: dict[str, str] | None = None
        self._labels: dict[tuple[str, str | None], str] = {}

    def __call__(self, list_name: str, code: str | None) -> str:
        """The label of a code of a list."""
        found = self._labels.get((list_name, code))
        if found is None:
            row = all_codes(self.programme_id).get(list_name, {}).get(code or "")
            found = self._labels[list_name, code] = row.label if row else (code or "")
        return found

    def turn(self, code: str | None) -> str:
        """Whose turn it is, said shortly."""
        found = self._labels.get(("turn", code))
        if found is None:
            found = self._labels["turn", code] = str(TURNS.get(code or "", "–"))
        return found

    def place(self, code: str | None) -> str:
        """The name of a place."""
        found = self._places.get(code or "")
        return found.name if found else (code or "")

    def person(self, code: str | None) -> str:
        """The name of somebody who works here."""
        return self._people.get(code or "", code or "")

    def team(self, code: str | None) -> str:
        """The name of a team."""
        if code and self._teams is None:
            self._teams = team_names(self.programme_id)
        return (self._teams or {}).get(code or "", code or "")
