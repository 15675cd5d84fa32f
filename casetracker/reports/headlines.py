"""The dashboard: headline figures with those of the period before, and pictures with their tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from casetracker.indicators import names
from casetracker.indicators.catalogue import CATALOGUE
from casetracker.indicators.dimensions import LABELS
from casetracker.indicators.figures import Figure
from casetracker.kit.periods import UNITS
from casetracker.kit.sentences import gettext as _
from casetracker.kit.spoken import cell
from casetracker.kit.tables import Column, Says, Table
from casetracker.reports.charts import draw
from casetracker.reports.figures import figure
from casetracker.reports.linked import Opens, linked
from casetracker.reports.pictures import Picture, picture_of, together
from casetracker.reports.question import Question

DONE = ("A01", "A02")
IN_HAND = ("C02", "T02", "T03")
SHORT = {"month": 24, "quarter": 24}  # more of them in a period are drawn by the next longer unit
BELOW = {None: "province", "province": "district", "district": "facility"}


@dataclass(frozen=True)
class Headline:
    """One figure as a card: what it is called, its value now and in the period before."""

    key: str
    label: Says
    value: str
    before: str
    note: Says = ""


@dataclass(frozen=True)
class Drawn:
    """A picture and the table behind it."""

    svg: Markup
    table: Table
    title: str
    note: str = ""


def headlines(question: Question, keys: tuple[str, ...] = ()) -> list[Headline]:
    """The cards this reader is shown; every total is counted for its own period, none is summed."""
    shown = [each for each in question.indicators if (each.key in keys if keys else each.headline)]
    return [headline(question, each.key) for each in shown]


def headline(question: Question, key: str, now: Figure | None = None) -> Headline:
    """One card; `now` is the figure of the period where it has been counted already."""
    before = question.period.previous()
    now, then = now or figure(question, key), figure(question, key, period=before)
    measure = now.indicator.measure
    return Headline(
        key,
        now.indicator.title,
        cell(now.value, measure.kind),
        _("%(value)s in %(period)s", value=cell(then.value, measure.kind), period=before.label()),
        _("n = %(n)s", n=cell(now.n, "int")) if measure.kind == "percent" else _beside(now),
    )


def _beside(now: Figure) -> str:
    """What stands beside a number so that it is never only the sum: full and partial, counted and estimated."""
    rest = now.indicator.measures[1:]
    return "; ".join(f"{one.label}: {cell(now.total.values[one.key], one.kind)}" for one in rest)


def pictures(question: Question, openings: Callable[[str], Opens | None]) -> list[Drawn]:
    """A picture over time, of the flow, by type group and by place; none where there is nothing to see."""
    unit = unit_of(question)
    by_place = BELOW.get(question.place.level if question.place else None)
    asked = [("R01", unit), ("B01", "type_group"), *([("B01", by_place)] if by_place else [])]
    found = [_drawn(figure(question, key, (by,)), openings(key)) for key, by in asked if question.shows(key)]
    found.insert(1, _flow(question, unit))
    return [each for each in found if each is not None]


def unit_of(question: Question) -> str:
    """The shortest unit of which the period does not hold too many."""
    return next((unit for unit in UNITS[:2] if len(question.period.parts(unit)) <= SHORT[unit]), "year")


def drawn(picture: Picture | None, table: Table, title: str) -> Drawn | None:
    """The picture as SVG, with its table and what it leaves out."""
    if picture is None:
        return None
    note = _("The largest are drawn; the table has all.") if picture.left_out else ""
    return Drawn(draw(picture), table, title, note)


def _drawn(of: Figure, opens: Opens | None) -> Drawn | None:
    title = _("%(figure)s by %(dimension)s", figure=of.indicator.title, dimension=str(LABELS[of.by[0]]).lower())
    return drawn(picture_of(of), linked(of, opens), title)


def _flow(question: Question, unit: str) -> Drawn | None:
    """Cases opened and cases closed, side by side."""
    opened, closed = (figure(question, key, (unit,)) for key in ("C01", "C03"))
    title = _("Cases opened and closed by %(dimension)s", dimension=str(LABELS[unit]).lower())
    at = {each.keys: each.value for each in closed.cells}
    known = names.names_of(question.programme.id, unit)
    rows = [(names.label(unit, each.keys[0], known), each.value, at.get(each.keys)) for each in opened.cells]
    columns = (
        Column(unit, LABELS[unit]),
        *(Column(key, CATALOGUE[key].title, "int") for key in ("C01", "C03")),
    )
    rows.append((_("Total"), opened.value, closed.value))
    table = Table(title, columns, rows, notes=tuple(dict.fromkeys([*opened.notes, *closed.notes])))
    return drawn(together([opened, closed]), table, title)
