"""Cases opened, open, closed; the check that the flow balances; the load of each worker."""

from __future__ import annotations

from casetracker.indicators.catalogue.definition import CASE, Indicator, Measure
from casetracker.kit.sentences import lazy_gettext as _l

CASES = _l("cases")

INDICATORS = (
    Indicator(
        key="C01",
        title=_l("Cases opened"),
        meaning=_l("How many matters people brought to us."),
        rule=_l(
            "Cases whose day of being told lies in the period. A reopened case is not opened again; cases entered by "
            "mistake or twice are left out."
        ),
        denominator=_l("None: it is a count."),
        date_basis=_l("The day the client told us, not the day it was typed in."),
        unit=CASES,
        shape="sum",
        audience="all",
        kinds=("case.opened",),
        measures=(Measure("cases", _l("Cases opened")),),
        by=CASE,
        headline=True,
    ),
    Indicator(
        key="C02",
        title=_l("Cases open at the end of the period"),
        meaning=_l("How many matters were still open on the last day."),
        rule=_l("Cases opened on or before the last day and not closed by the end of it, rebuilt from dated history."),
        denominator=_l("None: it is a count."),
        date_basis=_l("The last day of the period."),
        unit=CASES,
        shape="span",
        audience="coordinator",
        kinds=("case.open",),
        measures=(Measure("cases", _l("Cases open")),),
        by=CASE,
    ),
    Indicator(
        key="C03",
        title=_l("Cases closed"),
        meaning=_l("How many matters were brought to an end, whatever the end."),
        rule=_l(
            "Cases whose latest closing by the last day lies in the period and was not undone by a reopening by then. "
            "A case closed, reopened and closed again in the period counts once."
        ),
        denominator=_l("None: it is a count."),
        date_basis=_l("The day the case was closed."),
        unit=CASES,
        shape="sum",
        audience="all",
        kinds=("case.closed", "case.reopened"),
        measures=(Measure("cases", _l("Cases closed")),),
        by=CASE | {"outcome", "closure_reason"},
        standing=True,
        headline=True,
    ),
    Indicator(
        key="C04",
        title=_l("Check of the flow"),
        meaning=_l("Whether every case that came in either went out or is still open: the difference must be 0."),
        rule=_l(
            "Open on the eve, plus opened, plus reopened, less closed, every event counted, against those open on the "
            "last day, counted another way. Cases entered by mistake leave no trace in either."
        ),
        denominator=_l("None: it is a check."),
        date_basis=_l("Each event on its own day."),
        unit=CASES,
        shape="balance",
        audience="internal",
        kinds=("case.open", "case.opened", "case.reopened", "case.closed"),
        measures=(
            Measure("difference", _l("Difference"), rows=False),
            Measure("start", _l("Open on the eve"), adds=False),
            Measure("opened", _l("Opened")),
            Measure("reopened", _l("Reopened")),
            Measure("closed", _l("Closed")),
            Measure("end", _l("Open on the last day"), adds=False),
        ),
    ),
    Indicator(
        key="C05",
        title=_l("Open cases per worker"),
        meaning=_l("How many open matters each worker carries."),
        rule=_l(
            "Cases open at the end of the period, each under its main worker, divided by the workers active in the "
            "period. By worker it is that worker's open cases."
        ),
        denominator=_l("Workers with an open case or a step in the period."),
        date_basis=_l("The last day of the period."),
        unit=_l("cases per worker"),
        shape="span",
        audience="coordinator",
        kinds=("case.open", "step.taken"),
        measures=(
            Measure("load", _l("Open cases per worker"), "number", adds=False),
            Measure("cases", _l("Cases open")),
            Measure("workers", _l("Workers active"), rows=False, adds=False),
        ),
        by=frozenset({"worker", "team"}),
        better="less",
    ),
)
