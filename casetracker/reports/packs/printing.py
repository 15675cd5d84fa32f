"""The figures of a pack as tables and numbers, with what is withheld marked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from casetracker.indicators import names
from casetracker.indicators.catalogue.definition import Measure
from casetracker.indicators.dimensions import LABELS, PERIODS, PLACES
from casetracker.indicators.disclosure import Key
from casetracker.indicators.figures import Cell, Figure
from casetracker.kit.sentences import gettext as _
from casetracker.kit.tables import Column, Table, Value
from casetracker.reports.packs.edition import HIDDEN, Datum, Number
from casetracker.reports.packs.quantities import counts_of, key_of, sides

UNWATCHED = frozenset({"R04", "R06"})
"""figures whose shares are of parts that are not counted beside them, so that nothing watches over these parts"""


@dataclass(frozen=True)
class Printer:
    """`said`: every count as it may be shown (an older one where a change is held back); `hidden`: those withheld."""

    programme_id: int
    said: Mapping[Key, int]
    hidden: Collection[Key]
    exact: bool
    """nothing is withheld or held back: numbers are printed as they were counted"""

    def value(self, figure: Figure, by: Sequence[str], cell: Cell, measure: Measure) -> Number:
        """A number, no number, or that it is withheld. A share, a median or a sum of decimals stands only where every
        count of its cell does, as it was counted."""
        if self.exact:
            return cell.values[measure.key]
        keys = {name: key_of(figure, by, cell, name) for name in counts_of(figure)}
        if measure.kind == "int":
            key = keys[measure.key]
            return HIDDEN if key in self.hidden else self.said[key]
        if any(key in self.hidden for key in keys.values()):  # what is left of a shown whole was watched over as well
            return HIDDEN
        if any(self.said[key] != int(cell.values[name] or 0) for name, key in keys.items()):
            return HIDDEN
        unwatched = measure.kind == "percent" and figure.indicator.key in UNWATCHED
        return HIDDEN if unwatched else cell.values[measure.key]

    def tables(self, figure: Figure) -> Iterator[Table]:
        """What the figure prints: one table of rows; of two dimensions, one crossing for each measure."""
        if len(figure.by) < 2:
            yield self._rows(figure)
            return
        for measure in _printed(figure):
            yield self._crossing(figure, measure)

    def data(self, figure: Figure) -> Iterator[Datum]:
        """Every number of its tables, once."""
        for by, cells in sides(figure):
            for cell in cells:
                for measure in _printed(figure):
                    yield self._datum(figure, by, cell, measure)

    def _datum(self, figure: Figure, by: Sequence[str], cell: Cell, measure: Measure) -> Datum:
        codes = dict(zip(by, (code or "" for code in cell.keys), strict=True))
        period = next((codes.pop(unit) for unit in PERIODS if unit in codes), figure.period.code)
        place = next((codes.pop(level) for level in reversed(PLACES) if codes.get(level)), None)
        kind = measure.kind if measure.kind in ("int", "number", "percent") else "number"
        return Datum(
            figure.indicator.key, measure.key, period, place, tuple(codes.items()),
            self.value(figure, by, cell, measure), kind,
        )  # fmt: skip

    def _rows(self, figure: Figure) -> Table:
        by, measures = figure.by, _printed(figure)
        first = Column(by[0], LABELS[by[0]]) if by else Column("period", _("Period"))
        rows: list[tuple[Value, ...]] = [
            (self._label(by[0], cell.keys[0]), *(self.value(figure, by, cell, one) for one in measures))
            for cell in (figure.cells if by else ())
        ]
        last = _("Total") if by else figure.period.label()
        rows.append((last, *(self.value(figure, (), figure.total, one) for one in measures)))
        columns = (first, *(Column(one.key, one.label, one.kind) for one in measures))
        return Table(self._title(figure, by), columns, rows, notes=figure.notes)

    def _crossing(self, figure: Figure, measure: Measure) -> Table:
        down, across = figure.by
        heads, sides_ = figure.margins[across], figure.margins[down]
        inner = {cell.keys: cell for cell in figure.cells}
        nought: Number = 0 if measure.kind == "int" else None
        columns = [Column(down, LABELS[down])]
        columns += [
            Column(f"{across}:{head.keys[0] or ''}", self._label(across, head.keys[0]), measure.kind) for head in heads
        ]
        columns.append(Column("total", _("Total"), measure.kind))
        rows: list[tuple[Value, ...]] = []
        for side in sides_:
            cells = [inner.get((side.keys[0], head.keys[0])) for head in heads]
            numbers = [nought if cell is None else self.value(figure, figure.by, cell, measure) for cell in cells]
            rows.append((self._label(down, side.keys[0]), *numbers, self.value(figure, (down,), side, measure)))
        last = [self.value(figure, (across,), head, measure) for head in heads]
        rows.append((_("Total"), *last, self.value(figure, (), figure.total, measure)))
        title = self._title(figure, figure.by)
        if measure is not figure.indicator.measure:
            title = f"{title}: {measure.label}"
        return Table(title, tuple(columns), rows, notes=figure.notes)

    def _title(self, figure: Figure, by: Sequence[str]) -> str:
        said = str(figure.indicator.title)
        if not by:
            return said
        names_ = ", ".join(str(LABELS[name]).lower() for name in by)
        return _("%(figure)s by %(dimension)s", figure=said, dimension=names_)

    def _label(self, dimension: str, code: str | None) -> str:
        return names.label(dimension, code, names.names_of(self.programme_id, dimension))


def _printed(figure: Figure) -> tuple[Measure, ...]:
    """The measures that a figure's tables have: all in a table of rows; of a crossing, those that are counts."""
    measures = figure.indicator.measures
    if len(figure.by) < 2:
        return measures
    return tuple(one for one in measures if one.kind == "int") or (figure.indicator.measure,)
