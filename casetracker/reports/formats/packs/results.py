"""The results of an IATI activity: an indicator for each measure, with its periods, targets and actual values.

A withheld value has no place in an indicator of numbers, whose values must be there: it stands in a second, qualitative
indicator of the same result, as a comment where the value would be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar
from xml.etree import ElementTree as Xml

from casetracker.kit.sentences import gettext as _
from casetracker.reports.formats.packs.words import period
from casetracker.reports.formats.packs.xml import add, told
from casetracker.reports.packs.edition import HIDDEN, Datum, Defined, Edition, Target

NUMBER, PERCENTAGE, WORDS = "1", "2", "5"
"""measures of an indicator"""

Said = TypeVar("Said", Datum, Target)


@dataclass(frozen=True)
class Measured:
    """All that an edition says about one measure of one indicator."""

    edition: Edition
    defined: Defined
    measure: str
    data: tuple[Datum, ...]
    targets: tuple[Target, ...]

    @property
    def percent(self) -> bool:
        kinds = {one.kind for one in self.data}
        return "percent" in kinds or (not kinds and self.defined.iati_measure == "percentage")

    @property
    def title(self) -> str:
        return f"{self.defined.title}: {self.edition.measure(self.defined.key, self.measure)}"

    def written(self, value: int | float) -> str:
        """The number in full: percentages as IATI writes them, 66.7 for two thirds."""
        exact = Decimal(repr(value)) * (100 if self.percent else 1)
        return f"{exact.normalize():f}" if exact else "0"


def add_results(activity: Xml.Element, edition: Edition) -> None:
    """A result for each indicator that has numbers or targets, in the order of the definitions."""
    for defined in edition.definitions:
        known = [one.measure for one in edition.data if one.indicator == defined.key]
        known += [one.measure for one in edition.targets if one.indicator == defined.key]
        measured = [_measured(edition, defined, measure) for measure in dict.fromkeys(known)]
        numbers = [one for one in measured if _shown(one) or one.targets]
        withheld = [one for one in measured if _withheld(one)]
        if numbers or withheld:
            _result(activity, defined, numbers, withheld)


def _measured(edition: Edition, defined: Defined, measure: str) -> Measured:
    mine = (defined.key, measure)
    data = tuple(one for one in edition.data if (one.indicator, one.measure) == mine)
    targets = tuple(one for one in edition.targets if (one.indicator, one.measure) == mine)
    return Measured(edition, defined, measure, data, targets)


def _shown(one: Measured) -> list[Datum]:
    return [datum for datum in one.data if isinstance(datum.value, int | float)]


def _withheld(one: Measured) -> list[Datum]:
    return [datum for datum in one.data if datum.value == HIDDEN]


def _result(activity: Xml.Element, defined: Defined, numbers: list[Measured], withheld: list[Measured]) -> None:
    result = add(activity, "result", {"type": str(defined.iati_type), "aggregation-status": "0"})
    told(add(result, "title"), defined.title)
    told(add(result, "description"), _described(defined))
    for one in numbers:
        indicator = _indicator(result, one, PERCENTAGE if one.percent else NUMBER, one.title)
        _baselines(indicator, one)
        _periods(indicator, one)
    for one in withheld:
        indicator = _indicator(result, one, WORDS, _("%(title)s: withheld", title=one.title))
        for code, data in _by_period(_withheld(one)):
            element = _period(indicator, code)
            for datum in data:
                _comment(_where(add(element, "actual"), one.edition, datum), _("Withheld: a small number."))


def _described(defined: Defined) -> str:
    parts = (defined.meaning, defined.rule, defined.denominator, defined.date_basis)
    return " ".join(part for part in parts if part) or defined.title


def _indicator(result: Xml.Element, one: Measured, measure: str, title: str) -> Xml.Element:
    """Never additive: people are counted once a period, rates and medians have no sum, and small parts are withheld."""
    ascending = "" if one.defined.ascending is None else str(int(one.defined.ascending))
    if measure == WORDS:
        ascending = ""
    indicator = add(result, "indicator", {"measure": measure, "ascending": ascending, "aggregation-status": "0"})
    told(add(indicator, "title"), title)
    told(add(indicator, "description"), one.defined.rule or one.defined.meaning)
    return indicator


def _baselines(indicator: Xml.Element, one: Measured) -> None:
    """Each once, though several periods have targets against it."""
    found = {(target.baseline_year, target.place): target for target in one.targets}
    for (year, _place), target in found.items():
        if target.baseline is not None and year is not None:
            element = add(indicator, "baseline", {"year": str(year), "value": one.written(target.baseline)})
            _where(element, one.edition, target)


def _periods(indicator: Xml.Element, one: Measured) -> None:
    targets = dict(_by_period(one.targets))
    shown = dict(_by_period(_shown(one)))
    for code in sorted({*targets, *shown}, key=period):
        element = _period(indicator, code)
        for target in targets.get(code, []):
            if target.target is not None:
                wanted = _where(add(element, "target", {"value": one.written(target.target)}), one.edition, target)
                _comment(wanted, target.note)
        for datum in shown.get(code, []):
            assert isinstance(datum.value, int | float)
            _where(add(element, "actual", {"value": one.written(datum.value)}), one.edition, datum)


def _by_period(of: Iterable[Said]) -> list[tuple[str, list[Said]]]:
    found: dict[str, list[Said]] = {}
    for one in of:
        found.setdefault(one.period, []).append(one)
    return sorted(found.items(), key=lambda pair: period(pair[0]))


def _period(indicator: Xml.Element, code: str) -> Xml.Element:
    days = period(code)
    element = add(indicator, "period")
    add(element, "period-start", {"iso-date": days.first.isoformat()})
    add(element, "period-end", {"iso-date": days.last.isoformat()})
    return element


def _where(element: Xml.Element, edition: Edition, of: Datum | Target) -> Xml.Element:
    """The place and the part that a value is of."""
    if of.place is not None:
        add(element, "location", {"ref": of.place})
    for name, code in of.by if isinstance(of, Datum) else ():
        add(element, "dimension", {"name": edition.dimension(name), "value": edition.label(name, code)})
    return element


def _comment(element: Xml.Element, text: str) -> None:
    if text:
        told(add(element, "comment"), text)
