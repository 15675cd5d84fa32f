"""A small year of cases, made through the same actions as the pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from casetracker.cases import actions
from casetracker.kit.db import transaction
from casetracker.kit.ids import new_id
from tests.making import IAPALA, LIONDE
from tests.people import World

THREE = ("MED-STOCK", "INF-WATER", "PER-WAIT")


@dataclass
class Teller:
    """Tells cases of one person: when, what, how it ended."""

    world: World
    who: str = "ana"
    team: str | None = "north"

    def _common(self, case_id: UUID) -> dict[str, Any]:
        return {"by": self.world.reader(self.who).author, "programme": self.world.programme, "case_id": case_id}

    def opened(
        self, on: date, types: Sequence[str] = THREE[:1], place: str = LIONDE, *, sex: str = "f",
        flags: Sequence[str] = (), person: UUID | None = None,
    ) -> UUID:  # fmt: skip
        """A case of a new person, unless one is given."""
        affected = actions.Affected(person=person or new_id(), client_kind="individual", sex=sex, age_band="25-49")
        with transaction():
            return actions.open_case(
                by=self.world.reader(self.who).author, programme=self.world.programme, told_on=on, types=types,
                place=place, team=self.team, affected=affected, channel="walk_in", flags=flags,
            ).dossier_id  # fmt: skip

    def stepped(self, case_id: UUID, on: date, breaches: Sequence[str] = ("1",), remedy: str = "dialogue_dir") -> None:
        """A step taken."""
        with transaction():
            actions.take_step(**self._common(case_id), on=on, breaches=breaches, remedy=remedy)

    def resolved(
        self, case_id: UUID, on: date, breaches: Sequence[str] = ("1",), outcome: str = "resolved_full",
        sure: bool = True,
    ) -> None:  # fmt: skip
        """Breaches put right, and confirmed by the client where that is sure."""
        with transaction():
            for one in breaches:
                actions.resolve_breach(
                    **self._common(case_id), on=on, breach=one, outcome=outcome, remedy="dialogue_dir",
                    institution="facility_dir",
                )  # fmt: skip
                if sure:
                    actions.confirm_resolution(**self._common(case_id), on=on, breach=one, confirmed_by="client")

    def reopened(self, case_id: UUID, on: date, breach: str = "1") -> None:
        """A breach came back."""
        with transaction():
            actions.reopen_breach(**self._common(case_id), on=on, breach=breach)


def the_visit(world: World) -> UUID:
    """One visit with three breaches, dialogue on all three, a letter on one, two put right and confirmed."""
    ana = Teller(world)
    visit = ana.opened(date(2026, 3, 2), THREE)
    ana.stepped(visit, date(2026, 3, 5), ("1", "2", "3"))
    ana.stepped(visit, date(2026, 3, 9), ("3",), "letter_district")
    ana.resolved(visit, date(2026, 3, 10), ("1", "2"))
    return visit


def a_year(world: World) -> None:
    """Five months of cases of two people in two provinces; Ana's first is the visit."""
    ana, carlos = Teller(world), Teller(world, "carlos", "south")
    the_visit(world)
    for number in range(20):
        month, odd = number // 4 + 1, number % 2
        teller, day = (ana, carlos)[odd], date(2026, month, 3 + number % 4)
        case_id = teller.opened(day, [THREE[number % 3]], (LIONDE, IAPALA)[odd], sex="fm"[month % 2])
        if number % 4 < 3:
            teller.stepped(case_id, day.replace(day=10))
            outcome = ("resolved_full", "resolved_partial")[odd]
            teller.resolved(case_id, day.replace(day=12 + number % 4), outcome=outcome, sure=not odd)
