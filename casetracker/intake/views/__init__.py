"""Pages of paper: forms to print, and a pile of them to key in."""

from __future__ import annotations

from casetracker.intake.views import keying, paper
from casetracker.intake.views.blueprint import bp

__all__ = ["bp", "keying", "paper"]
