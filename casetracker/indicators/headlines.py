"""Headline figures of a closed quarter by province, small numbers withheld: what leaves for those who open no case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from casetracker.indicators import names
from casetracker.indicators.catalogue import Indicator, for_audiences
from casetracker.indicators.counting import count
from casetracker.indicators.disclosure import TOTAL, Grid, Hidden, Quantity, withheld
from casetracker.indicators.figures import Figure
from casetracker.kit import clock
from casetracker.kit.periods import Period
from casetracker.kit.sentences import Sentence
from casetracker.kit.sentences import gettext as _
from casetracker.kit.tables import Column, Table, Value
from casetracker.ledger.models import Dossier, Programme

NOT_RECORDED = ""
PART_OF = {"R02": "R01"}  # the rest can be read off by taking one from the other
AT_MOST = (
    ("P01", "C01"), ("C01", "B01"), ("R01", "B01"), ("R11", "R01"), ("C03", "R03.ended"), ("R11", "C01"),
)  # fmt: skip


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
    hidden = withheld(_grid(figures))
    known = names.names_of(programme.id, "province")
    rows: list[tuple[Value, ...]] = [
        (names.label("province", code or None, known), *_said(figures, code, hidden))
        for code in sorted(_codes(figures), key=partial(_place_of, list(known)))
    ]
    rows.append((_("Total"), *_said(figures, TOTAL, hidden)))
    columns = [column for each in figures for column in _columns(each.indicator)]
    return Table(
        title=_("Headline figures"),
        columns=(Column("province", _("Province")), *columns),
        rows=rows,
        filters={"period": quarter.label()},
        known_at=clock.now(),
        notes=(
            Sentence("Counts from 1 to 10 are withheld, and with them others from which they could be worked out."),
            Sentence("Every total is counted for itself."),
        ),
    )  # fmt: skip


def _columns(indicator: Indicator) -> list[Column]:
    """The figure, and beside a rate what it is out of."""
    column = Column(indicator.key, f"{indicator.key} {indicator.title}", indicator.measure.kind)
    if indicator.measure.kind != "percent":
        return [column]
    whole = indicator.measures[2]
    return [column, Column(f"{indicator.key}_n", f"{indicator.key} {whole.label}", whole.kind)]


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


def _grid(figures: Sequence[Figure]) -> Grid:
    """Every count that can be read off the table, and how they hang together."""
    codes = _codes(figures)
    found: list[Quantity] = []
    sums: list[tuple[str, tuple[str, ...]]] = []
    for each in figures:
        key = each.indicator.key
        if each.indicator.measure.kind == "percent":
            part, whole = (measure.key for measure in each.indicator.measures[1:3])
            found += [Quantity(f"{key}.{name}", key, _by_row(each, name, codes)) for name in (whole, part)]
            sums.append((f"{key}.{whole}", (f"{key}.{part}",)))
        else:
            found.append(Quantity(key, key, _by_row(each, each.indicator.measure.key, codes)))
    counted = {each.key: each for each in found}
    sums += [(whole, (part,)) for part, whole in PART_OF.items() if {part, whole} <= set(counted)]
    rests = [(whole, part, f"{whole}-{part}") for whole, (part,) in sums]
    for whole, part, rest in rests:
        found.append(Quantity(rest, None, _less(counted[whole].values, counted[part].values)))
    return Grid(tuple(found), tuple((whole, (part, rest)) for whole, part, rest in rests), AT_MOST)


def _less(whole: Mapping[str, int], part: Mapping[str, int]) -> dict[str, int]:
    return {row: max(0, n - part[row]) for row, n in whole.items()}


def _said(figures: Sequence[Figure], row: str, hidden: Hidden) -> list[Value]:
    """The values of a row, or that they are withheld."""
    said: list[Value] = []
    for each in figures:
        keys = [each.indicator.measure.key]
        if each.indicator.measure.kind == "percent":
            keys.append(each.indicator.measures[2].key)
        if row in hidden[each.indicator.key]:
            said += [str(_("withheld")) for _key in keys]
        else:
            cell = each.total if row == TOTAL else each.cell(row or None)
            empty = 0 if each.indicator.measure.kind == "int" else None
            said += [cell.values[key] if cell else empty for key in keys]
    return said
