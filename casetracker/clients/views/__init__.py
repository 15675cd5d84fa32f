"""Pages of clients."""

from __future__ import annotations

from casetracker.clients.views import asked, finding, one, same
from casetracker.clients.views.blueprint import bp

__all__ = ["asked", "bp", "finding", "one", "same"]
