"""Pages of clients."""

from __future__ import annotations

from casetracker.clients.views import finding, one, same
from casetracker.clients.views.blueprint import bp

__all__ = ["bp", "finding", "one", "same"]
