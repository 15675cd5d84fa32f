"""Pages of accounts: the door, one's own account, the people and teams of a programme."""

from __future__ import annotations

from casetracker.accounts.views import door, own, people, returning, teams
from casetracker.accounts.views.blueprint import bp

__all__ = ["bp", "door", "own", "people", "returning", "teams"]
