"""An edition made: counted at a tick, protected against all that left before, put into tables in one language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from casetracker.indicators import names
from casetracker.indicators.asking import moment_of
from casetracker.indicators.catalogue import CATALOGUE, Indicator
from casetracker.indicators.dimensions import LABELS, PERIODS, PLACES
from casetracker.indicators.disclosure import Key, Refused, Release, Table, attack, protect
from casetracker.indicators.figures import Figure
from casetracker.kit import clock
from casetracker.kit.periods import Period
from casetracker.kit.saying import Sentence
from casetracker.kit.sentences import REGIONS, speaking
from casetracker.kit.sentences import gettext as _
from casetracker.kit.spoken import cell
from casetracker.kit.tables import Column, Value
from casetracker.kit.tables import Table as TableOfRows
from casetracker.ledger.models import Programme
from casetracker.reports.packs.aims import of_period, organisation_of, progress, targets_of
from casetracker.reports.packs.checks import Checked
from casetracker.reports.packs.counting import (
    Counted,
    counted,
    every_figure,
    quantities_of,
    threshold_for,
    threshold_of,
)
from casetracker.reports.packs.edition import HIDDEN, Datum, Defined, Edition, Section, Target
from casetracker.reports.packs.plans import Plan
from casetracker.reports.packs.printing import Printer

GOAL = re.compile(r"\d{1,2}\.\d{1,2}")


@dataclass(frozen=True)
class Order:
    """What an edition is asked to be."""

    id: UUID
    number: int
    plan: Plan
    programme: Programme
    period: Period
    language: str
    audience: str
    tick: int
    introduction: str = ""
    notes: tuple[str, ...] = ()


class Tells(ValueError):
    """The table does not add up to what was published of the same period, by a few late entries; str() says where."""

    def __init__(self, table: str, whole: Key) -> None:
        self.table, self.whole = table, whole
        super().__init__(table)

    def __str__(self) -> str:
        said = Sentence(
            "%(table)s is held back. %(key)s has changed since it was published, and beside it these tables would tell "
            "by how much.",
            table=self.table,
            key=" / ".join(self.whole),
        )
        return str(said)


@dataclass(frozen=True)
class Before:
    """What left earlier: (for whom, the release as an outsider has it), and the last count behind each number."""

    releases: Sequence[tuple[str, Release]] = ()
    counts: Mapping[Key, int] = field(default_factory=dict)

    def known_to(self, programme: Programme, audience: str) -> list[Release]:
        """What a reader of this audience may hold, by their own thresholds: all that was made for them, or for readers
        of whom there are as many or more. A funder may lay the public tables beside its own; not the other way."""
        threshold = threshold_for(programme, audience)
        return [
            replace(release, small={key: threshold(key) for key in release.small})
            for whom, release in self.releases
            if threshold_of(whom) >= threshold_of(audience)
        ]


@dataclass(frozen=True)
class Made:
    """The edition, its release, the counts behind it, and how many changes are held back."""

    edition: Edition
    release: Release | None
    counts: Mapping[Key, int]
    held: int


def make(order: Order, checked: Checked, before: Before, done: Callable[[int, int], None] = lambda d, t: None) -> Made:
    """Raises disclosure.Refused where even with all withheld that can be, something could be worked out; and Tells."""
    with speaking(REGIONS[order.language]):
        found = counted(order.plan, order.programme, order.period, order.tick, order.audience, done)
        if not threshold_of(order.audience):
            printer = Printer(order.programme.id, {}, (), exact=True)
            return Made(_edition(order, found, printer, checked, 0), None, {}, 0)
        quantities = quantities_of(order.programme, order.audience, found)
        table = quantities.table(name_of(order))
        said = _said(table, before)
        held = sum(said[key] != value for key, value in table.values.items())
        table = Table(table.name, said, table.small, table.sums, table.at_most)
        protected = protect(table, before.known_to(order.programme, order.audience))
        _watch_over_the_others(order, protected.release, before)
        printer = Printer(order.programme.id, said, protected.release.hidden, exact=False)
        return Made(_edition(order, found, printer, checked, held), protected.release, said, held)


def _watch_over_the_others(order: Order, release: Release, before: Before) -> None:
    """Whoever holds tables made for fewer readers may lay this one beside them."""
    fewer = {whom for whom, _release in before.releases if threshold_of(whom) < threshold_of(order.audience)}
    for whom in sorted(fewer):
        threshold = threshold_for(order.programme, whom)
        mine = replace(release, small={key: threshold(key) for key in release.small})
        exposed = attack([*before.known_to(order.programme, whom), mine])
        if exposed:
            raise Refused(release.name, exposed)


def name_of(order: Order) -> str:
    """How a release is called when it is spoken of."""
    return f"{order.plan.key} {order.period.code}, {order.audience}, {order.number}"


def _said(table: Table, before: Before) -> dict[Key, int]:
    """Every count as it may be said: as it was said before, wherever that was said already. Late entries reach those
    outside in counts that have not left yet. Raises Tells where the two, side by side, would say how many came late."""
    said = dict(table.values) | {key: value for key, value in before.counts.items() if key in table.values}
    for each in table.sums:
        if {each.whole, *each.parts} <= said.keys() and said[each.whole] != sum(said[part] for part in each.parts):
            raise Tells(table.name, each.whole)
    return said


def _edition(order: Order, found: list[Counted], printer: Printer, checked: Checked, held: int) -> Edition:
    zone, programme = ZoneInfo(order.programme.timezone), order.programme
    figures = list(every_figure(found))
    data = dict.fromkeys(datum for figure in figures for datum in printer.data(figure))
    notes = [*order.notes, *checked.notes]
    if held:
        notes.append(_("%(number)s numbers have changed since they were first published; here they stand as then.",
                       number=held))  # fmt: skip
    targets = of_period(targets_of(programme), order.period.code, (each.line.indicator for each in found))
    sections = [_section(each, printer) for each in found]
    if targets:
        sections.append(_aims(programme.id, targets, data))
    return Edition(
        id=str(order.id), number=order.number, pack=order.plan.key, title=str(order.plan.title),
        programme=programme.name, programme_key=programme.key, language=order.language, audience=order.audience,
        first=order.period.first, last=order.period.last, known_at=_moment(moment_of(programme.id, order.tick), zone),
        tick=order.tick, made_at=_moment(clock.now(), zone), introduction=order.introduction, notes=tuple(notes),
        sections=tuple(sections), data=tuple(data), targets=targets, organisation=organisation_of(programme),
        definitions=tuple(_defined(CATALOGUE[each.line.indicator]) for each in found),
        threshold=threshold_of(order.audience), checks=checked.lines, places=_places(programme.id, figures),
        labels=_labels(programme.id, figures), synthetic=programme.synthetic,
    )  # fmt: skip


def _moment(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(microsecond=0)


def _section(each: Counted, printer: Printer) -> Section:
    indicator = CATALOGUE[each.line.indicator]
    tables = tuple(table for figure in each.figures for table in printer.tables(figure))
    notes = dict.fromkeys(str(note) for figure in each.figures for note in figure.notes)
    return Section(indicator.key, str(indicator.title), tuple(notes), tables, each.line.chart)


def _aims(programme_id: int, targets: Sequence[Target], data: Iterable[Datum]) -> Section:
    """What was aimed at, beside what was reached; of what is withheld, no progress is told."""
    reached = {(one.indicator, one.measure, one.period, one.place): one.value for one in data if not one.by}
    provinces = names.names_of(programme_id, "province")
    rows: list[tuple[Value, ...]] = []
    for one in targets:
        measure = next(each for each in CATALOGUE[one.indicator].measures if each.key == one.measure)
        value = reached.get((one.indicator, one.measure, one.period, one.place))
        place = str(provinces.get(one.place, one.place)) if one.place else _("Everywhere")
        said = [HIDDEN if each == HIDDEN else cell(each, measure.kind) for each in (one.baseline, one.target, value)]
        rows.append((f"{one.indicator} {measure.label}", place, *said, progress(one, value)))
    columns = (
        Column("figure", _("Figure")), Column("place", _("Place")), Column("baseline", _("Baseline")),
        Column("target", _("Target")), Column("reached", _("Reached")), Column("progress", _("Of the way"), "percent"),
    )  # fmt: skip
    return Section("targets", _("Targets"), (), (TableOfRows(_("Targets"), columns, rows),))


def _defined(indicator: Indicator) -> Defined:
    said: dict[str, Any] = {name: str(getattr(indicator, name)) for name in
            ("title", "meaning", "rule", "denominator", "date_basis", "unit")}  # fmt: skip
    goals = tuple(dict.fromkeys(GOAL.findall(str(indicator.sdg))))
    return Defined(
        indicator.key, **said, version=str(indicator.version), iati_type=indicator.iati_type,
        iati_measure=indicator.iati_measure, ascending=indicator.ascending, sdg=goals,
    )  # fmt: skip


def _places(programme_id: int, figures: Sequence[Figure]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for level in {name for figure in figures for name in figure.by if name in PLACES}:
        found |= {code: (name, level) for code, name in names.names_of(programme_id, level).items()}
    return found


def _labels(programme_id: int, figures: Sequence[Figure]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {"measure": {}}
    for figure in figures:
        indicator = figure.indicator
        found["measure"] |= {f"{indicator.key}.{each.key}": str(each.label) for each in indicator.measures}
        for name in figure.by:
            if name not in PLACES and name not in PERIODS and name not in found:
                known = names.names_of(programme_id, name)
                found[name] = {"": str(LABELS[name]), **{code: str(label) for code, label in known.items()}}
    return found


__all__ = ["Before", "Made", "Order", "make", "name_of"]
