"""Pages of numbers: dashboard, figures, the rows behind them, what changed, files, reports; letters of a case."""

from __future__ import annotations

from casetracker.reports.views import (
    aims,
    dashboard,
    definition,
    figure,
    letters,
    opened,
    packs,
    receipt,
    templates,
)
from casetracker.reports.views.blueprint import bp

__all__ = [
    "aims",
    "bp",
    "dashboard",
    "definition",
    "figure",
    "letters",
    "opened",
    "packs",
    "receipt",
    "templates",
]
