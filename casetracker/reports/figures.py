"""Figures for pages: counted once for every state of the ledger, question and reach, and remembered."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

from flask import current_app

from casetracker.indicators.counting import count
from casetracker.indicators.figures import Figure
from casetracker.kit import clock
from casetracker.kit.periods import Period
from casetracker.kit.tables import Table
from casetracker.reports.memory import Memory
from casetracker.reports.question import Question

MOST = 2_000
LARGEST = 400  # cells of a figure worth remembering


def figure(question: Question, key: str, by: tuple[str, ...] = (), period: Period | None = None) -> Figure:
    """One figure of a question, equal to a recount: whatever is written moves the programme's tick."""
    fresh: Memory[Figure] = Memory(MOST, lambda made: len(made.cells) <= LARGEST)
    kept: Memory[Figure] = current_app.extensions.setdefault("casetracker.reports.figures", fresh)
    period = period or question.period

    def counted() -> Figure:
        return count(
            key, programme_id=question.programme.id, period=period, by=by, scope=question.scope,
            as_at=question.as_at, filters=question.filters, margins=True,
        )  # fmt: skip

    if question.reader.operator:
        return counted()
    found = kept.get((*state(question), key, by, period), counted)
    return found if question.as_at else replace(found, known_at=clock.now())


def table_of(question: Question, figure: Figure) -> Table:
    """The table of a figure as it leaves: with the programme, and for whom it was counted."""
    table = figure.table(codes=True)
    said = {"programme": question.programme.name, "counted_for": question.reader.code, **table.filters}
    return replace(table, filters=said)


def state(question: Question) -> tuple[Hashable, ...]:
    """All that the figures of a question depend on, beside which figures they are."""
    reader = question.reader
    return (
        question.programme.id, question.tick, question.today, question.as_at, tuple(question.filters.items()),
        reader.code, reader.grants,
    )  # fmt: skip
