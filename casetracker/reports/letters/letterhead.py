"""Whose letters they are: the organisation's name, phone and address, as a manager set them for the programme."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from casetracker.kit import clock
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.models import Programme
from casetracker.ledger.writing import say

KEPT = "letterhead"


@dataclass(frozen=True)
class Letterhead:
    """What stands on paper of the organisation; `town` is where letters are dated."""

    name: str
    phone: str = ""
    address: str = ""
    town: str = ""

    @property
    def contact(self) -> str:
        """Address and phone in one line."""
        return ", ".join(part for part in (self.address, self.phone) if part)


def letterhead_of(programme: Programme) -> Letterhead:
    """As it was set; until then the programme's own name."""
    kept = (programme.settings or {}).get(KEPT, {})
    return Letterhead(**({"name": programme.name} | kept))


def set_letterhead(*, by: Author, programme: Programme, head: Letterhead) -> None:
    """Another name, phone or address from now on; the entry in the programme's own file says what it was set to."""
    values = asdict(head)
    said = Said("letterhead.set", clock.today(programme.timezone), codes=values)
    say([said], by=by, programme=programme, dossier_id=programme.dossier_id)
    programme.settings = {**(programme.settings or {}), KEPT: values}
