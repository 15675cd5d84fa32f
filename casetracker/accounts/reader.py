"""Whoever is asking: who they are and how far each of their roles reaches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from casetracker.ledger.entries import Author

OPERATOR_CODE = "operator"


@dataclass(frozen=True, slots=True)
class Grant:
    """One role in one programme, cut to a place (facility, district or province) or a team where given."""

    role: str
    programme_id: int
    place_code: str | None = None
    team_code: str | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """A person, or the operator at the command line, as every query and action knows them; `code` never changes."""

    user_id: int
    code: str
    name: str
    locale: str
    grants: tuple[Grant, ...] = ()
    operator: bool = False
    must_change: bool = False

    def roles(self, programme_id: int | None = None) -> frozenset[str]:
        """The roles held in one programme, or in any."""
        return frozenset(g.role for g in self.grants if programme_id in (None, g.programme_id))

    @property
    def author(self) -> Author:
        """The reader as the ledger names who writes."""
        return Author(self.user_id, self.code)

    @property
    def programme_ids(self) -> tuple[int, ...]:
        """The programmes in which any role is held, lowest number first."""
        return tuple(sorted({grant.programme_id for grant in self.grants}))

    def grants_of(self, roles: Iterable[str], programme_id: int | None = None) -> tuple[Grant, ...]:
        """The grants that carry one of these roles."""
        wanted = frozenset(roles)
        return tuple(g for g in self.grants if g.role in wanted and programme_id in (None, g.programme_id))


OPERATOR = Reader(0, OPERATOR_CODE, "Operator", "en", operator=True)
