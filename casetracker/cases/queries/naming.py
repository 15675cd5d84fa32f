"""What codes are called on a page of cases: codes of lists, places, people, teams, each looked up once."""

from __future__ import annotations

from collections.abc import Iterable

from casetracker.accounts.queries import names_of, team_names
from casetracker.ledger.codes import all_codes
from casetracker.places.queries import places_named


class Naming:
    """Labels in the reader's language; a code that nobody knows is shown as it is, none as ""."""

    def __init__(self, programme_id: int, places: Iterable[str | None] = (), people: Iterable[str | None] = ()) -> None:
        self.programme_id = programme_id
        wanted = {code for code in places if code}
        self._places = places_named(programme_id, wanted) if wanted else {}
        known = {code for code in people if code}
        self._people = names_of(known) if known else {}
        self._teams: dict[str, str] | None = None

    def __call__(self, list_name: str, code: str | None) -> str:
        """The label of a code of a list."""
        row = all_codes(self.programme_id).get(list_name, {}).get(code or "")
        return row.label if row else (code or "")

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
