"""The shipped report packs: which figures, by what, for which periods; what differs between them is only this."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from casetracker.indicators.catalogue import CATALOGUE
from casetracker.kit.sentences import lazy_gettext as _l

By = tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One figure of a pack and the breakdowns in which it is shown: at most three, of two dimensions each (what is
    asked of a table that many read is fixed beforehand)."""

    indicator: str
    tables: tuple[By, ...] = ((),)
    chart: bool = False


@dataclass(frozen=True)
class Plan:
    """A pack. `units`: the periods it is made for, whole ones of these; `audience`: whom it is usually made for."""

    key: str
    title: Any
    about: Any
    audience: str
    units: tuple[str, ...]
    lines: tuple[Line, ...]

    def lines_for(self, audience: str) -> tuple[Line, ...]:
        """What readers of an audience are shown of it."""
        shown = [line for line in self.lines if CATALOGUE[line.indicator].audience in SHOWN[audience]]
        if audience in INSIDE:
            return tuple(shown)
        return tuple(replace(line, tables=_outside(line.tables)) for line in shown)


def _outside(tables: tuple[By, ...]) -> tuple[By, ...]:
    return tuple(by for by in tables if not INSIDE_ONLY & {*by}) or ((),)


FUNDER_YEAR = Plan(
    "funder_year",
    _l("Report to a funder"),
    _l("What was reported, resolved and confirmed, for how many people, by province and kind of problem."),
    "funder",
    ("quarter", "year"),
    (
        Line("R01", (("province", "type_group"), ("rung",)), chart=True),
        Line("R02", (("type_group",),)),
        Line("C01", (("province", "type_group"), ("channel",)), chart=True),
        Line("B01", (("type_group",),)),
        Line("C03", (("outcome",),)),
        Line("R03", (("type_group",),)),
        Line("R05", (("type_group",),)),
        Line("R09"),
        Line("R10"),
        Line("R11", (("province",),)),
        Line("A01", (("remedy",),)),
        Line("P01", (("sex",), ("age_band",))),
        Line("P02", (("sex",),)),
        Line("P04"),
        Line("T07"),
    ),
)
GOVERNMENT_QUARTER = Plan(
    "government_quarter",
    _l("Report to the authorities"),
    _l("Which failures of services were told, where they were put right and by whom, and which answers are owed."),
    "government",
    ("quarter", "year"),
    (
        Line("B01", (("province", "type_group"), ("type",)), chart=True),
        Line("R01", (("province", "type_group"), ("rung",)), chart=True),
        Line("R05", (("rung",),)),
        Line("R07", (("rung",),)),
        Line("T04"),
        Line("T05", (("province",),)),
    ),
)
COORDINATOR_MONTH = Plan(
    "coordinator_month",
    _l("The month for coordinators"),
    _l("What came, what was done and what is owed, by facility and worker, with nothing withheld."),
    "coordinator",
    ("month", "quarter", "year"),
    (
        Line("C01", (("month", "type"), ("facility",)), chart=True),
        Line("C02", (("province", "type_group"),)),
        Line("C03", (("outcome",), ("closure_reason",))),
        Line("B01", (("month", "type"), ("type",))),
        Line("R01", (("month", "type"), ("facility",), ("rung",)), chart=True),
        Line("R02", (("type_group",),)),
        Line("R03", (("type_group",),)),
        Line("R04", (("type_group",),)),
        Line("R05", (("type_group",),)),
        Line("R06", (("type_group",),)),
        Line("R08"),
        Line("R09"),
        Line("A01", (("worker",), ("remedy",))),
        Line("T01", (("worker",),)),
        Line("T02", (("worker",),)),
        Line("T03", (("worker",),)),
        Line("T06"),
        Line("T07"),
        Line("C05", (("worker",),)),
        Line("Q03", (("worker",),)),
        Line("Q04", (("worker",),)),
        Line("Q05", (("worker",),)),
    ),
)
PLANS = {plan.key: plan for plan in (FUNDER_YEAR, GOVERNMENT_QUARTER, COORDINATOR_MONTH)}

AUDIENCES = {
    "coordinator": _l("Coordinators and managers"),
    "funder": _l("A funder"),
    "government": _l("The authorities"),
    "public": _l("Everybody"),
}
"""as readers of a report are called"""
THRESHOLDS = {"coordinator": 0, "funder": 5, "government": 11, "public": 11}
"""audience -> counts from 1 to one less are withheld (DOMAIN 4.6); coordinators see their own"""
INSIDE = frozenset({"coordinator"})
"""audiences with true figures, who may open the cases behind them"""
INSIDE_ONLY = frozenset({"worker", "team", "facility", "district"})
"""what nothing is broken down by outside: staff are named nowhere, and one facility is one person's place of work"""
SHOWN = {
    "coordinator": frozenset({"all", "funder", "government", "coordinator", "internal"}),
    "funder": frozenset({"all", "funder"}),
    "government": frozenset({"all", "government"}),
    "public": frozenset({"all"}),
}
"""audience -> audiences of indicators that it is shown"""
RESTRICTED = 11
"""the same for kinds of problem that fewer may open, whoever reads"""
