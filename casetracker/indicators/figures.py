"""A figure as it was counted: its total, its cells, what they are called, and the tables it leaves in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from casetracker.indicators import names
from casetracker.indicators.asking import Filters
from casetracker.indicators.catalogue.definition import Indicator
from casetracker.indicators.dimensions import LABELS
from casetracker.kit.periods import Period
from casetracker.kit.sentences import gettext as _
from casetracker.kit.tables import Column, Says, Table, Value

Key = tuple[str | None, ...]
Number = int | float | None


@dataclass(frozen=True)
class Cell:
    """Codes in the order of the breakdowns, and a value for each measure of the indicator."""

    keys: Key
    values: Mapping[str, Number]

    @property
    def value(self) -> Number:
        """The figure itself: the first measure."""
        return next(iter(self.values.values()))


@dataclass(frozen=True)
class Figure:
    """`tick` None is the present; `margins` hold, for two breakdowns, the totals of each, counted for themselves."""

    indicator: Indicator
    programme_id: int
    period: Period
    by: tuple[str, ...]
    filters: Filters
    known_at: datetime
    tick: int | None
    total: Cell
    cells: tuple[Cell, ...] = ()
    margins: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict)
    notes: tuple[Says, ...] = ()

    @property
    def value(self) -> Number:
        """The one number of the period."""
        return self.total.value

    @property
    def n(self) -> int | None:
        """How many facts stand behind it, where a measure says so."""
        found = self.total.values.get(_n_of(self.indicator))
        return None if found is None else int(found)

    def cell(self, *keys: str | None) -> Cell | None:
        """The cell of these codes; None where nothing was counted."""
        return next((cell for cell in self.cells if cell.keys == keys), None)

    def at(self, *keys: str | None) -> Number:
        """The value of a cell, 0 where nothing was counted."""
        found = self.cell(*keys)
        return found.value if found else 0

    def table(self, codes: bool = False) -> Table:
        """A row for each cell, the total last; `codes` adds the code of each label, for files."""
        labels = {name: names.names_of(self.programme_id, name) for name in self.by}
        dimensions = [column for name in self.by for column in _dimension_columns(name, codes)]
        if not self.by:
            dimensions = [Column("period", _("Period"))]
        columns = (*dimensions, *(Column(each.key, each.label, each.kind) for each in self.indicator.measures))
        rows = [(*self._row_keys(cell, labels, codes), *self._row_values(cell)) for cell in self.cells]
        rows.append((*self._total_keys(len(dimensions), codes), *self._row_values(self.total)))
        return self._table(columns, rows)

    def crossed(self, measure: str = "") -> Table:
        """Two breakdowns crossed: a row for each code of the first, a column for each of the second, margins at the
        edges, each counted for itself: count it with `margins`."""
        down, across = self.by
        labels = {name: names.names_of(self.programme_id, name) for name in self.by}
        which = next((m for m in self.indicator.measures if m.key == measure), self.indicator.measure)
        inner = {cell.keys: cell.values[which.key] for cell in self.cells}
        blank: Number = 0 if which.kind == "int" else None
        heads, sides = self.margins[across], self.margins[down]
        columns = [Column(down, LABELS[down])]
        columns += [
            Column(f"{across}:{head.keys[0] or ''}", names.label(across, head.keys[0], labels[across]), which.kind)
            for head in heads
        ]
        columns.append(Column("total", _("Total"), which.kind))
        rows: list[tuple[Value, ...]] = [
            (
                names.label(down, side.keys[0], labels[down]),
                *(inner.get((side.keys[0], head.keys[0]), blank) for head in heads),
                side.values[which.key],
            )
            for side in sides
        ]
        rows.append((_("Total"), *(head.values[which.key] for head in heads), self.total.values[which.key]))
        return self._table(tuple(columns), rows)

    def _table(self, columns: tuple[Column, ...], rows: list[tuple[Value, ...]]) -> Table:
        return Table(
            title=f"{self.indicator.key} {self.indicator.title}",
            columns=columns,
            rows=rows,
            rule=self.indicator.rule,
            filters=self._said_filters(),
            known_at=self.known_at,
            n=self.n,
            notes=self.notes,
        )

    def _said_filters(self) -> dict[str, Says]:
        said: dict[str, Says] = {"period": self.period.label()}
        for name, codes in self.filters.items():
            known = names.names_of(self.programme_id, name)
            said[name] = ", ".join(names.label(name, code, known) for code in codes)
        return said

    def _row_keys(self, cell: Cell, labels: Mapping[str, Mapping[str, str]], codes: bool) -> list[Value]:
        row: list[Value] = []
        for name, code in zip(self.by, cell.keys, strict=True):
            row += [code or ""] if codes else []
            row.append(names.label(name, code, labels[name]))
        return row

    def _total_keys(self, width: int, codes: bool) -> list[Value]:
        """The word stands among the labels, never where a code is expected."""
        row: list[Value] = [""] * width
        row[1 if codes and self.by else 0] = _("Total") if self.by else self.period.label()
        return row

    def _row_values(self, cell: Cell) -> list[Any]:
        return [cell.values[measure.key] for measure in self.indicator.measures]


def _dimension_columns(name: str, codes: bool) -> list[Column]:
    label = Column(name, LABELS[name])
    return [Column(f"{name}_code", _("%(name)s (code)", name=LABELS[name])), label] if codes else [label]


def _n_of(indicator: Indicator) -> str:
    """The measure that says how many facts stand behind the figure: the last whole one that a share is taken of."""
    if indicator.out_of:
        return indicator.out_of
    preferred = ("n", "ended", "closed", "cases", "breaches", "had_30")
    keys = [measure.key for measure in indicator.measures]
    return next((key for key in preferred if key in keys), keys[0])
