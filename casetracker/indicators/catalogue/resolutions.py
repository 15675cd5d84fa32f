"""Resolutions of service-delivery failures: how many, confirmed, at which rung, how fast, out of how many."""

from __future__ import annotations

from casetracker.indicators.catalogue.definition import CASE, Indicator, Measure
from casetracker.kit.sentences import lazy_gettext as _l

BREACHES = _l("breaches")
OF_BREACHES = _l("percent of breaches")
DAY_RESOLVED = _l("The day the remedy was there.")
COHORT_DAYS = (30, 60, 90, 180)
LABELS_WITHIN = {
    30: _l("Resolved within 30 days"),
    60: _l("Resolved within 60 days"),
    90: _l("Resolved within 90 days"),
    180: _l("Resolved within 180 days"),
}
LABELS_HAD = {
    30: _l("Breaches that have had 30 days"),
    60: _l("Breaches that have had 60 days"),
    90: _l("Breaches that have had 90 days"),
    180: _l("Breaches that have had 180 days"),
}

INDICATORS = (
    Indicator(
        key="R01",
        title=_l("Resolutions of service-delivery failures"),
        meaning=_l("How many breaches were put right, fully or partly."),
        rule=_l(
            "Breaches whose latest resolution by the last day lies in the period and was not undone by a reopening by "
            "then. A breach that comes back and is put right again in the period counts once."
        ),
        denominator=_l("None: it is a count."),
        date_basis=DAY_RESOLVED,
        unit=BREACHES,
        shape="sum",
        audience="all",
        kinds=("breach.resolved", "breach.reopened"),
        measures=(
            Measure("breaches", _l("Resolutions")),
            Measure("full", _l("Fully resolved")),
            Measure("partial", _l("Partly resolved")),
        ),
        by=CASE | {"rung", "outcome"},
        standing=True,
        headline=True,
        better="more",
    ),
    Indicator(
        key="R02",
        title=_l("Resolutions confirmed by the client or the committee"),
        meaning=_l("How many resolutions the people concerned have said are real."),
        rule=_l(
            "Resolutions of the period with a confirmation by the client or the committee dated by the last day. Those "
            "only seen by the worker stand apart."
        ),
        denominator=_l("None: it is a count."),
        date_basis=_l("The day the remedy was there; the confirmation by the last day of the period."),
        unit=BREACHES,
        shape="sum",
        audience="all",
        kinds=("breach.resolved", "breach.reopened", "breach.confirmed"),
        measures=(
            Measure("confirmed", _l("Confirmed by client or committee")),
            Measure("seen", _l("Only seen by the worker")),
        ),
        by=frozenset({"type_group"}),
        standing=True,
        headline=True,
        better="more",
    ),
    Indicator(
        key="R03",
        title=_l("Resolution rate at closure"),
        meaning=_l("Of the breaches whose case was closed, how many were put right."),
        rule=_l(
            "Breaches resolved fully or partly, of all breaches ended, in cases whose closing lies in the period and "
            "stands on the last day."
        ),
        denominator=_l(
            "Breaches resolved fully, partly or not, of cases closed in the period. Those handed over to another "
            "organisation are left out and shown beside it."
        ),
        date_basis=_l("The day the case was closed."),
        unit=OF_BREACHES,
        shape="sum",
        audience="funder",
        kinds=("breach.closed", "case.reopened"),
        measures=(
            Measure("rate", _l("Resolved, of breaches ended"), "percent", adds=False),
            Measure("resolved", _l("Breaches resolved")),
            Measure("ended", _l("Breaches ended")),
            Measure("transferred", _l("Handed over")),
        ),
        by=CASE,
        standing=True,
        headline=True,
        better="more",
    ),
    Indicator(
        key="R04",
        title=_l("Resolution rate by cohort"),
        meaning=_l("Of the breaches of cases opened in the period, how many were put right in time."),
        rule=_l(
            "Breaches that stood resolved 30, 60, 90 and 180 days after their case was opened, of those that have had "
            "as many days. Blank while fewer than 10 have."
        ),
        denominator=_l("Breaches of cases opened in the period that have had so many days by the day of the report."),
        date_basis=_l("The day the case was opened."),
        unit=OF_BREACHES,
        shape="cohort",
        audience="coordinator",
        kinds=("breach.recorded", "breach.resolved", "breach.reopened"),
        measures=tuple(
            measure
            for days in COHORT_DAYS
            for measure in (
                Measure(f"within_{days}", LABELS_WITHIN[days], "percent", adds=False),
                Measure(f"had_{days}", LABELS_HAD[days]),
            )
        ),
        by=frozenset({"type_group"}),
        better="more",
    ),
    Indicator(
        key="R05",
        title=_l("Median days to resolution"),
        meaning=_l("How long it takes until a breach is put right, for those that were."),
        rule=_l(
            "Median of the days from the opening of the case to the resolution, for the resolutions of the period, "
            "with the 25th and 75th percentile. Days known only to the month or year are left out."
        ),
        denominator=_l("Resolutions of the period whose days are both known."),
        date_basis=DAY_RESOLVED,
        unit=_l("days"),
        shape="cohort",
        audience="all",
        kinds=("breach.resolved", "breach.reopened"),
        measures=(
            Measure("median", _l("Median days"), "number", adds=False),
            Measure("p25", _l("25th percentile"), "number", rows=False, adds=False),
            Measure("p75", _l("75th percentile"), "number", rows=False, adds=False),
            Measure("n", _l("Resolutions with both days")),
            Measure("left_out", _l("Left out, day not known")),
        ),
        by=frozenset({"type", "type_group", "rung"}),
        standing=True,
        better="less",
    ),
    Indicator(
        key="R07",
        title=_l("Where breaches are resolved"),
        meaning=_l("Which rung of the ladder put breaches right: whether problems need higher authority."),
        rule=_l("Resolutions of the period by the rung of the institution that delivered the remedy."),
        denominator=_l("All resolutions of the period."),
        date_basis=DAY_RESOLVED,
        unit=OF_BREACHES,
        shape="sum",
        audience="all",
        kinds=("breach.resolved", "breach.reopened"),
        measures=(
            Measure("share", _l("Share of resolutions"), "percent", adds=False),
            Measure("breaches", _l("Resolutions")),
            Measure("all", _l("All resolutions"), rows=False, adds=False),
        ),
        by=frozenset({"type_group", "rung"}),
        split="rung",
        standing=True,
    ),
    Indicator(
        key="R08",
        title=_l("Reopened cases"),
        meaning=_l("How often what was closed as resolved came back."),
        rule=_l("Cases reopened within 180 days of a closing as resolved, of those so closed."),
        denominator=_l("Cases closed as resolved in the period, at least 180 days before the day of the report."),
        date_basis=_l("The day the case was closed."),
        unit=_l("percent of cases"),
        shape="cohort",
        audience="coordinator",
        kinds=("case.closed", "case.reopened"),
        measures=(
            Measure("rate", _l("Reopened within 180 days"), "percent", adds=False),
            Measure("reopened", _l("Cases reopened")),
            Measure("closed", _l("Cases closed as resolved")),
        ),
        by=frozenset({"type_group"}),
        better="less",
    ),
    Indicator(
        key="R11",
        title=_l("Cases resolved"),
        meaning=_l("How many matters were settled as a whole."),
        rule=_l(
            "Cases of which every breach has ended and at least one was resolved, by the last day. A case that came "
            "back by then does not count."
        ),
        denominator=_l("None: it is a count."),
        date_basis=_l("The day the last breach ended."),
        unit=_l("cases"),
        shape="sum",
        audience="all",
        kinds=("case.resolved", "case.unresolved"),
        measures=(Measure("cases", _l("Cases resolved")),),
        by=CASE | {"outcome"},
        standing=True,
        headline=True,
        better="more",
    ),
)
