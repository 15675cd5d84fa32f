"""People: clients, those who benefit directly, and those who use a facility where something was put right for all."""

from __future__ import annotations

from casetracker.indicators.catalogue.definition import Indicator, Measure
from casetracker.kit.sentences import lazy_gettext as _l

PEOPLE = _l("people")
COUNT = _l("None: it is a count.")
DAY_RESOLVED = _l("The day the remedy was there.")

INDICATORS = (
    Indicator(
        key="P01",
        title=_l("Clients"),
        meaning=_l("How many different people brought a matter to us."),
        rule=_l(
            "Different people with a case opened in the period, each once. Anonymous and community cases are not "
            "people and stand apart."
        ),
        denominator=COUNT,
        date_basis=_l("The day the client told us."),
        unit=PEOPLE,
        shape="distinct",
        audience="funder",
        kinds=("case.opened",),
        measures=(
            Measure("people", _l("Clients"), adds=False),
            Measure("anonymous", _l("Anonymous cases")),
            Measure("communities", _l("Cases of communities and committees")),
        ),
        by=frozenset({"sex", "age_band"}),
        headline=True,
    ),
    Indicator(
        key="P02",
        title=_l("People directly benefiting"),
        meaning=_l("How many people had something put right for them."),
        rule=_l(
            "Different named people on the resolutions of the period, plus the counted members of their groups who are "
            "not named, each group once. Estimated head counts stand apart and are not added."
        ),
        denominator=COUNT,
        date_basis=DAY_RESOLVED,
        unit=PEOPLE,
        shape="distinct",
        audience="funder",
        kinds=("breach.resolved", "breach.reopened"),
        measures=(
            Measure("people", _l("People directly benefiting"), adds=False),
            Measure("named", _l("Named people"), adds=False),
            Measure("counted", _l("Unnamed members, counted"), adds=False),
            Measure("estimated", _l("Unnamed members, estimated"), adds=False),
        ),
        by=frozenset({"sex", "age_band", "type_group"}),
        standing=True,
        better="more",
    ),
    Indicator(
        key="P03",
        title=_l("People indirectly benefiting"),
        meaning=_l("How many people live around the facilities where something was put right for everyone."),
        rule=_l(
            "Population of the facilities with at least one resolution of the period that affects everyone who uses "
            "them, each facility once. Never added to the people directly benefiting."
        ),
        denominator=COUNT,
        date_basis=DAY_RESOLVED,
        unit=PEOPLE,
        shape="distinct",
        audience="funder",
        kinds=("breach.resolved", "breach.reopened"),
        measures=(
            Measure("people", _l("People indirectly benefiting"), adds=False),
            Measure("facilities", _l("Facilities"), adds=False),
            Measure("unknown", _l("Facilities without a population figure"), adds=False),
        ),
        standing=True,
        better="more",
    ),
)
