"""Pages of clients."""

from __future__ import annotations

from casetracker.clients.views import finding, one
from casetracker.clients.views.blueprint import bp

__all__ = ["bp", "finding", "one"]
