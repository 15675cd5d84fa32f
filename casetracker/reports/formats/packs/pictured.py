"""The picture of a section's first table: which of its columns are drawn, and the words for who cannot see it."""

from __future__ import annotations

from dataclasses import dataclass

from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import locale
from casetracker.kit.tables import Column, Table
from casetracker.reports.formats.packs.words import shown
from casetracker.reports.packs.edition import HIDDEN, Section
from casetracker.reports.pictures import MOST_BARS, MOST_LINES, MOST_SQUARES, Mark, Picture, Shape

PERIODS = ("month", "quarter", "year", "period")


@dataclass(frozen=True)
class Drawn:
    """Which rows and columns of a table are in its picture, by their places in it; `at` names the rows."""

    table: Table
    at: int
    series: tuple[int, ...]
    rows: tuple[int, ...]
    left_out: int = 0

    @property
    def columns(self) -> list[Column]:
        return [self.table.columns[place] for place in self.series]

    @property
    def over_time(self) -> bool:
        return self.table.columns[self.at].key in PERIODS

    @property
    def withheld(self) -> bool:
        return any(self.table.rows[row][place] == HIDDEN for row in self.rows for place in self.series)


def drawn(section: Section) -> Drawn | None:
    """What is drawn of a section; None where nothing is to be seen."""
    if not section.chart or not section.tables:
        return None
    table = section.tables[0]
    names = [place for place, column in enumerate(table.columns) if not column.numeric]
    if not names or len(names) == len(table.columns):
        return None
    over_time = table.columns[names[-1]].key in PERIODS
    all_rows = tuple(at for at, row in enumerate(table.rows) if not _is_total(str(row[names[-1]])))
    rows = all_rows if over_time else all_rows[:MOST_BARS]
    all_series = _series(table)
    series = all_series[: MOST_LINES if over_time else MOST_SQUARES]
    found = Drawn(table, names[-1], series, rows, len(all_rows) - len(rows) + len(all_series) - len(series))
    return found if any(_number(table.rows[row][place]) for row in rows for place in series) else None


def _is_total(name: str) -> bool:
    return name == _("Total")


def _series(table: Table) -> tuple[int, ...]:
    """The parts of a crossing, without its total; else the first column of numbers: others may be parts of it."""
    numeric = [place for place, column in enumerate(table.columns) if column.numeric]
    crossed = [place for place in numeric if ":" in table.columns[place].key]
    return tuple(crossed or numeric[:1])


def _number(value: object) -> float | None:
    return value if isinstance(value, int | float) else None


def picture(what: Drawn) -> Picture:
    """The marks: one column as columns or bars, several as lines over time, else as squares with their numbers."""
    several = len(what.series) > 1
    shape: Shape = ("lines" if several else "columns") if what.over_time else "grid" if several else "bars"
    marks = [
        Mark(_named(what, row), str(what.table.columns[place].label), _number(what.table.rows[row][place]))
        for row in what.rows
        for place in what.series
    ]
    if shape == "grid":  # squares have their series downwards
        marks = [Mark(mark.series, mark.at, mark.value) for mark in marks]
    return Picture(shape, tuple(marks), what.columns[0].kind == "percent", locale())


def _named(what: Drawn, row: int) -> str:
    """The row's name; where it has one number and that is withheld, the mark beside it: no bar is not zero."""
    name, value = str(what.table.rows[row][what.at] or ""), what.table.rows[row][what.series[0]]
    return f"{name} ({HIDDEN})" if len(what.series) == 1 and value == HIDDEN else name


def told(what: Drawn) -> str:
    """All that the picture shows, as a sentence for each series."""
    series = [
        f"{column.label}: "
        + ", ".join(
            f"{what.table.rows[row][what.at] or ''} {shown(what.table.rows[row][place], column.kind)}"
            for row in what.rows
        )
        for place, column in zip(what.series, what.columns, strict=True)
    ]
    return f"{what.table.title}. {'; '.join(series)}."


def notes(what: Drawn) -> list[str]:
    """What the picture does not show."""
    withheld = [_("Withheld numbers are not drawn.")] * what.withheld
    return withheld + [_("Only the first are drawn; the table has all.")] * (what.left_out > 0)


def below(what: Drawn) -> str:
    """What stands under a picture."""
    return " ".join([_("The same figures stand in the table below."), *notes(what)])
