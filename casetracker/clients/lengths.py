"""How many letters fit in what is typed of a person: the same on every page and in every import."""

from __future__ import annotations

from casetracker.kit.typed import LINE

MOST = {"name": LINE, "phone": 60, "village": LINE, "safe_contact": 500}
