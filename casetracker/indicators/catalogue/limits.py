"""Time limits of the law: whether they answer us in time, what is late, and whether we file in time."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from casetracker.indicators.catalogue.definition import Indicator, Measure

REQUESTS = _l("requests")
DAY_DUE = _l("The day the time limit ended.")

INDICATORS = (
    Indicator(
        key="T04",
        title=_l("Statutory replies on time"),
        meaning=_l("How often an institution answers within the time that the law gives it."),
        rule=_l("Requests answered on or before the day they were due, of all that fell due in the period."),
        denominator=_l("Requests whose time limit ended in the period, answered or not: silence counts."),
        date_basis=DAY_DUE,
        unit=_l("percent of requests"),
        shape="cohort",
        audience="government",
        kinds=("reply.due",),
        measures=(
            Measure("rate", _l("Answered on time"), "percent", adds=False),
            Measure("on_time", _l("Requests answered on time")),
            Measure("late", _l("Requests answered late or not at all")),
            Measure("requests", _l("Requests that fell due")),
        ),
        better="more",
        out_of="requests",
    ),
    Indicator(
        key="T05",
        title=_l("Statutory replies not received"),
        meaning=_l("How many requests wait for an answer although the time that the law gives has passed."),
        rule=_l("Requests past the day they were due and without an answer on the day, each counted once."),
        denominator=_l("None: it is a count."),
        date_basis=_l("The last day of the period, or the day of the report if that is earlier."),
        unit=REQUESTS,
        shape="span",
        audience="all",
        kinds=("reply.late",),
        measures=(Measure("requests", _l("Requests without an answer")),),
        better="less",
    ),
    Indicator(
        key="T06",
        title=_l("Our own filing deadlines met"),
        meaning=_l("How often we or the client filed within the time that the law gives us."),
        rule=_l("Filings made on or before the day they were due, of all that fell due in the period."),
        denominator=_l("Time limits for us or the client that ended in the period, but those not needed in the end."),
        date_basis=DAY_DUE,
        unit=_l("percent of deadlines"),
        shape="cohort",
        audience="coordinator",
        kinds=("filing.due",),
        measures=(
            Measure("rate", _l("Filed on time"), "percent", adds=False),
            Measure("on_time", _l("Deadlines met")),
            Measure("late", _l("Deadlines missed")),
            Measure("deadlines", _l("Deadlines that fell")),
        ),
        by=frozenset({"worker"}),
        better="more",
        out_of="deadlines",
    ),
)
