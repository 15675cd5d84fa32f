"""Where the numbers of a question lead: to the rows behind them, for those who may open them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from flask import url_for

from casetracker.accounts.permissions import can
from casetracker.reports.linked import Codes, Opens
from casetracker.reports.question import Question

CELL = "at_"


def openings(question: Question) -> Callable[[str], Opens | None]:
    """For the key of a figure, the addresses of the rows behind its numbers; None for those who open none."""
    may = can(question.reader, "figure.open", question.programme.id)
    return lambda key: _opening(question, key) if may else None


def _opening(question: Question, key: str) -> Opens:
    base = url_for("reports.opened", key=key, **question.query(by=None, then=None))

    def address(codes: Codes, measure: str) -> str:
        cell = {CELL + name: code or "" for name, code in codes.items()}
        return f"{base}&{urlencode({'measure': measure, **cell})}"

    return address
