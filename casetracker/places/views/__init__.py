"""Pages of a programme's places and codes, for its managers."""

from __future__ import annotations

from casetracker.places.views import changing, coding, listing, one
from casetracker.places.views.blueprint import codes_bp, places_bp

__all__ = ["changing", "codes_bp", "coding", "listing", "one", "places_bp"]
