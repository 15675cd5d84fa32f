"""State -> rows of the time limits, and the day by which we or the client must file."""

from __future__ import annotations

from datetime import date
from typing import Any

from casetracker.cases.state import CaseState


def clocks_of(state: CaseState) -> list[dict[str, Any]]:
    """Rows of the table clock, without dossier_id."""
    return [
        {
            "clock_id": c.id, "programme_id": state.codes["programme"], "rule": str(c.rule.get("code", "")),
            "side": c.side, "is_open": c.ended is None and not state.void, "started_on": c.due.start,
            "due_on": c.due.on, "ended_on": c.ended.at.on if c.ended else None, "how": c.ended.how if c.ended else None,
        }
        for c in state.clocks
    ]  # fmt: skip


def filing_due(state: CaseState) -> date | None:
    """The first day by which we or the client must file something, while a problem is still open."""
    if not state.open_breaches:
        return None
    return min((c.due.on for c in state.clocks if c.ours and c.runs), default=None)
