"""Pages of numbers: dashboard, figures, the rows behind them, what changed, files."""

from __future__ import annotations

from casetracker.reports.views import dashboard, figure, funder, opened
from casetracker.reports.views.blueprint import bp

__all__ = ["bp", "dashboard", "figure", "funder", "opened"]
