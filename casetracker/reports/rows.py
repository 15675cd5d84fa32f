"""The rows behind a number: one a fact, in codes and days, each with the reference of its case and no word of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, overload

from sqlalchemy import Connection, Date, Select, Subquery, func, literal, select, tuple_

from casetracker.indicators import catalogue, names
from casetracker.indicators.figures import Cell, Figure
from casetracker.indicators.opening import behind
from casetracker.kit.db import db
from casetracker.kit.paging import SIZE, Page, page_of
from casetracker.kit.sentences import gettext as _
from casetracker.kit.tables import Column, Table, Value
from casetracker.ledger.models import BigId, Dossier
from casetracker.reports.figures import figure
from casetracker.reports.linked import Codes
from casetracker.reports.question import Question

AT_ONCE = 1_000
CODED = {"type": "type", "outcome": "outcome", "facility": "place", "district": "district"}


@dataclass(frozen=True)
class Behind:
    """A number and the facts behind it. `value` is the number as its figure has it."""

    figure: Figure
    cell: Codes
    measure: str
    value: Value
    facts: Subquery

    @property
    def statement(self) -> Select[Any]:
        """Every row, in order of day."""
        return self._select("day", "precision", "part_id", *CODED.values(), "id", "unit_id")

    @property
    def written(self) -> Select[Any]:
        """The same rows with what a file shows and nothing else: (reference, day, precision, part, codes)."""
        return self._select("day", "precision", "part_id", *CODED.values())

    def _select(self, *names: str) -> Select[Any]:
        return (
            select(Dossier.reference, *(self.facts.c[name] for name in names))
            .join_from(self.facts, Dossier, Dossier.id == self.facts.c.unit_id)
            .order_by(self.facts.c.day, self.facts.c.id)
        )

    def count(self) -> int:
        """How many rows there are."""
        return db.session.scalar(select(func.count()).select_from(self.facts)) or 0

    def page(self, after: str = "", before: str = "") -> Page[Any]:
        """One page of rows, after or before a key."""
        key = tuple_(self.facts.c.day, self.facts.c.id)
        query = self.statement
        if before:
            query = query.where(key < _place(before)).order_by(None)
            query = query.order_by(self.facts.c.day.desc(), self.facts.c.id.desc())
        elif after:
            query = query.where(key > _place(after))
        fetched = db.session.execute(query.limit(SIZE + 1)).all()
        return page_of(fetched, lambda row: f"{row.day}~{row.id}", after=after, before=before)


def open_cell(question: Question, key: str, cell: Codes, measure: str = "") -> Behind:
    """Open a number of a figure to its rows. Raises RefusedBreakdown, NotAPeriod, NotOpened."""
    indicator = catalogue.find(key)
    of = figure(question, indicator.key, tuple(cell))
    found = _cell(of, cell)
    measure = measure if measure in {each.key for each in indicator.measures} else indicator.measure.key
    facts = behind(
        indicator.key, programme_id=question.programme.id, period=question.period, cell=cell, measure=measure,
        scope=question.scope, as_at=question.as_at, filters=question.filters,
    ).subquery()  # fmt: skip
    return Behind(of, cell, measure, found.values[measure] if found else 0, facts)


def _cell(of: Figure, cell: Codes) -> Cell | None:
    """The cell of these codes; of a figure that is always split, perhaps the margin of one side."""
    if not cell:
        return of.total
    if set(of.by) == set(cell):
        return of.cell(*(cell[name] for name in of.by))
    name, code = next(iter(cell.items()))
    return next((side for side in of.margins.get(name, ()) if side.keys == (code,)), None)


def _place(key: str) -> Any:
    """Where a page begins. ValueError where nobody gave such a key out."""
    day, _mark, number = key.partition("~")
    return tuple_(literal(date.fromisoformat(day), Date), literal(int(number), BigId))


@dataclass(frozen=True)
class Labels:
    """What the codes of rows are called, read once for all of them."""

    by: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, programme_id: int) -> Labels:
        return cls({name: names.names_of(programme_id, name) for name in CODED})

    def say(self, name: str, code: str | None) -> str:
        """The label of a code, nothing where there is none."""
        return self.by[name].get(code, code) if code else ""


class Streamed(Sequence[tuple[Value, ...]]):
    """Rows that come from the database while they are written out, a thousand at a time."""

    def __init__(self, connection: Connection, behind: Behind, labels: Labels, length: int) -> None:
        self.connection, self.behind, self.labels, self.length = connection, behind, labels, length

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, at: int) -> tuple[Value, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[tuple[Value, ...]]: ...
    def __getitem__(self, at: int | slice) -> Any:
        return list(self)[at]

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        found = self.connection.execution_options(yield_per=AT_ONCE).execute(self.behind.written)
        types, outcomes, facilities, districts = (self.labels.by[name].get for name in CODED)
        for block in found.partitions():
            for reference, day, precision, part, kind, outcome, place, district in block:
                yield (
                    reference, day, precision, part, kind, types(kind, kind), outcome, outcomes(outcome, outcome),
                    place, facilities(place, place), district, districts(district, district),
                )  # fmt: skip


def rows_table(found: Behind, connection: Connection, programme_id: int) -> Table:
    """Every row behind a number, as a table that is read while it is written."""
    of = found.figure
    columns = [
        Column("reference", _("Case")), Column("day", _("Day"), "date"), Column("precision", _("Known to the")),
        Column("part", _("Breach or step")),
    ]  # fmt: skip
    for name, label in coded_columns().items():
        columns += [Column(f"{name}_code", _("%(name)s (code)", name=label)), Column(name, label)]
    measured = next(each for each in of.indicator.measures if each.key == found.measure)
    n = found.count()
    return Table(
        title=f"{of.indicator.key} {of.indicator.title}: {measured.label}",
        columns=tuple(columns),
        rows=Streamed(connection, found, Labels.of(programme_id), n),
        rule=of.indicator.rule,
        filters={**of.table().filters, **cell_said(found)},
        known_at=of.known_at,
        n=n,
    )


def coded_columns() -> dict[str, str]:
    """The coded columns of a row, as they are called."""
    return {"type": _("Type"), "outcome": _("Outcome"), "facility": _("Facility"), "district": _("District")}


def cell_said(found: Behind) -> dict[str, str]:
    """The cell that was opened, dimension by dimension, in the reader's words."""
    programme_id = found.figure.programme_id
    return {
        name: names.label(name, code, names.names_of(programme_id, name)) for name, code in found.cell.items()
    }  # fmt: skip
