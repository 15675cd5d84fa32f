"""Headline figures of a closed quarter by province, small numbers withheld: what leaves for those who open no case."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask_babel import gettext as _

from casetracker.indicators import names
from casetracker.indicators.catalogue import Indicator, for_audiences
from casetracker.indicators.counting import count
from casetracker.indicators.disclosure import TOTAL, Counts, withheld
from casetracker.indicators.figures import Cell, Figure
from casetracker.kit import clock
from casetracker.kit.periods import Period
from casetracker.kit.sentences import Sentence
from casetracker.kit.tables import Column, Table, Value
from casetracker.ledger.models import Dossier, Programme

NOT_RECORDED = ""
PART_OF = {"R02": "R01"}  # what can be read off by taking one from the other


class NotClosed(ValueError):
    """Only a calendar quarter that is over is given; str() is a sentence."""


def closed_quarters(programme: Programme, most: int = 8) -> list[Period]:
    """The quarters that are over, the latest first."""
    found = [Period.around("quarter", clock.today(programme.timezone)).previous()]
    while len(found) < most:
        found.append(found[-1].previous())
    return found


def headline_table(programme: Programme, quarter: Period, audiences: frozenset[str]) -> Table:
    """Every headline figure of these audiences for a quarter, a row a province and the total. Raises NotClosed."""
    if quarter.unit != "quarter" or quarter.last >= clock.today(programme.timezone):
        raise NotClosed(str(Sentence("Only whole quarters that are over are given here, such as 2026-Q3.")))
    shown = [each for each in for_audiences(audiences) if each.headline]
    figures = [_counted(programme, quarter, each) for each in shown]
    hidden = withheld(_counts(figures))
    known = names.names_of(programme.id, "province")
    rows: list[tuple[Value, ...]] = [
        (names.label("province", code or None, known), *(_said(each, code, hidden) for each in figures))
        for code in sorted(_codes(figures), key=partial(_place_of, list(known)))
    ]
    rows.append((_("Total"), *(_said(each, TOTAL, hidden) for each in figures)))
    return Table(
        title=_("Headline figures"),
        columns=(Column("province", _("Province")), *(_column(each.indicator) for each in figures)),
        rows=rows,
        filters={"period": quarter.label()},
        known_at=clock.now(),
        notes=(
            Sentence("Counts from 1 to 10 are withheld, and with them others from which they could be worked out."),
            Sentence("Every total is counted for itself."),
        ),
    )  # fmt: skip


def _column(indicator: Indicator) -> Column:
    return Column(indicator.key, f"{indicator.key} {indicator.title}", indicator.measure.kind)


def _place_of(order: list[str], code: str) -> tuple[bool, int]:
    """Provinces by name; what has none, last."""
    return (code == NOT_RECORDED, order.index(code) if code in order else len(order))


def _counted(programme: Programme, quarter: Period, indicator: Indicator) -> Figure:
    scope = Dossier.programme_id == programme.id  # whom these tables are for counts all and opens none
    return count(indicator.key, programme_id=programme.id, period=quarter, by=("province",), scope=scope)


def _codes(figures: Sequence[Figure]) -> set[str]:
    return {cell.keys[0] or NOT_RECORDED for each in figures for cell in each.cells}


def _by_row(figure: Figure, measure: str, codes: set[str]) -> dict[str, int]:
    inner = {cell.keys[0] or NOT_RECORDED: int(cell.values[measure] or 0) for cell in figure.cells}
    return {**{code: inner.get(code, 0) for code in codes}, TOTAL: int(figure.total.values[measure] or 0)}


def _counts(figures: Sequence[Figure]) -> list[Counts]:
    """Every count that can be read off the table: each column, its difference from another, both sides of a share."""
    codes, found = _codes(figures), []
    whole: dict[str, dict[str, int]] = {}
    for each in figures:
        key, measures = each.indicator.key, each.indicator.measures
        if each.indicator.measure.kind == "percent":
            part, of = (_by_row(each, measure.key, codes) for measure in measures[1:3])
            found += [Counts(part, (key,)), Counts(_less(of, part), (key,)), Counts(of, (key,))]
        else:
            whole[key] = _by_row(each, each.indicator.measure.key, codes)
            found.append(Counts(whole[key], (key,)))
    for part_key, of_key in PART_OF.items():
        if part_key in whole and of_key in whole:
            found.append(Counts(_less(whole[of_key], whole[part_key]), (of_key, part_key)))
    return found


def _less(whole: dict[str, int], part: dict[str, int]) -> dict[str, int]:
    return {row: max(0, n - part[row]) for row, n in whole.items()}


def _said(figure: Figure, row: str, hidden: dict[str, set[str]]) -> Value:
    """The value of a cell, or that it is withheld."""
    if row in hidden[figure.indicator.key]:
        return str(_("withheld"))
    cell: Cell | None = figure.total if row == TOTAL else figure.cell(row or None)
    empty: Any = 0 if figure.indicator.measure.kind == "int" else None
    return cell.value if cell else empty
