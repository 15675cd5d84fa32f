"""The work done and how timely it is: breaches recorded, steps, first contact, overdue, silence, telling the client."""

from __future__ import annotations

from casetracker.indicators.catalogue.definition import CASE, Indicator, Measure
from casetracker.kit.sentences import lazy_gettext as _l

CASES = _l("cases")
COUNT = _l("None: it is a count.")
OF_CASES = _l("percent of cases")
STEP = frozenset({"remedy", "rung", "worker", "team", "channel", "sex", "age_band", "client_kind"})
LAST_DAY = _l("The last day of the period, or the day of the report if that is earlier.")
FIRST_CONTACT_DAYS = 3
TOLD_DAYS = 7
REOPENED_DAYS = 180

INDICATORS = (
    Indicator(
        key="B01",
        title=_l("Breaches recorded"),
        meaning=_l("How many service-delivery failures people told us of."),
        rule=_l("Breaches whose day of being told lies in the period; a case may hold several."),
        denominator=COUNT,
        date_basis=_l("The day the client told us."),
        unit=_l("breaches"),
        shape="sum",
        audience="all",
        kinds=("breach.recorded",),
        measures=(Measure("breaches", _l("Breaches recorded")),),
        by=CASE,
        headline=True,
    ),
    Indicator(
        key="A01",
        title=_l("Steps taken"),
        meaning=_l("How much was done: dialogues, letters, appeals and other attempts at a remedy."),
        rule=_l("Steps dated in the period; a step for several breaches counts once."),
        denominator=COUNT,
        date_basis=_l("The day of the step."),
        unit=_l("steps"),
        shape="sum",
        audience="all",
        kinds=("step.taken",),
        measures=(Measure("steps", _l("Steps taken")),),
        by=STEP,
    ),
    Indicator(
        key="A02",
        title=_l("Attempts at a remedy"),
        meaning=_l("How many attempts breaches received: a step for three breaches is three attempts."),
        rule=_l("Steps dated in the period, counted once for each breach they were for."),
        denominator=COUNT,
        date_basis=_l("The day of the step."),
        unit=_l("attempts"),
        shape="sum",
        audience="all",
        kinds=("step.attempt",),
        measures=(Measure("attempts", _l("Attempts at a remedy")),),
        by=STEP | {"type", "type_group"},
    ),
    Indicator(
        key="T01",
        title=_l("First contact within the standard"),
        meaning=_l("How often somebody began to act within three days."),
        rule=_l("Cases with a first step within 3 days of being told, of all cases opened in the period."),
        denominator=_l("Cases opened in the period whose days are known."),
        date_basis=_l("The day the client told us."),
        unit=OF_CASES,
        shape="cohort",
        audience="coordinator",
        kinds=("case.opened", "case.contacted"),
        measures=(
            Measure("rate", _l("First step within 3 days"), "percent", adds=False),
            Measure("contacted", _l("Cases acted on within 3 days")),
            Measure("cases", _l("Cases opened, days known")),
        ),
        by=frozenset({"worker"}),
        better="more",
    ),
    Indicator(
        key="T02",
        title=_l("Follow-ups overdue"),
        meaning=_l("How many open cases wait for a next step whose day has passed."),
        rule=_l("Open cases with a next step due before the day, each once whatever the number of overdue steps."),
        denominator=COUNT,
        date_basis=LAST_DAY,
        unit=CASES,
        shape="span",
        audience="coordinator",
        kinds=("case.overdue",),
        measures=(Measure("cases", _l("Cases overdue")),),
        by=frozenset({"worker", "team"}),
        better="less",
    ),
    Indicator(
        key="T03",
        title=_l("Cases without activity"),
        meaning=_l("How many open cases nobody has touched for 60 days."),
        rule=_l("Open cases without any entry of work for 60 days."),
        denominator=COUNT,
        date_basis=LAST_DAY,
        unit=CASES,
        shape="span",
        audience="coordinator",
        kinds=("case.silent",),
        measures=(Measure("cases", _l("Cases without activity")),),
        by=frozenset({"worker", "team"}),
        better="less",
    ),
    Indicator(
        key="T07",
        title=_l("Client told the outcome"),
        meaning=_l("How often the person who complained heard from us what came of it."),
        rule=_l(
            "Cases whose client was told the outcome within 7 days of the closing, of the cases closed in the period."
        ),
        denominator=_l(
            "Cases closed in the period where contact is safe and possible and it is known whether the client was "
            "told. The others stand apart."
        ),
        date_basis=_l("The day the case was closed."),
        unit=OF_CASES,
        shape="cohort",
        audience="all",
        kinds=("case.told_due", "case.reopened", "case.closed", "case.told_unsafe"),
        measures=(
            Measure("rate", _l("Told within 7 days"), "percent", adds=False),
            Measure("told", _l("Clients told within 7 days")),
            Measure("cases", _l("Cases closed, contact safe and possible")),
            Measure("unsafe", _l("Contact unsafe or impossible")),
            Measure("unknown", _l("Not known whether told")),
        ),
        by=frozenset({"worker"}),
        standing=True,
        better="more",
    ),
    Indicator(
        key="Q04",
        title=_l("Days from event to entry"),
        meaning=_l(
            "How long after being told a case was entered: late typing from paper and late sending from the field."
        ),
        rule=_l("Median of the days from being told to being recorded, with the 25th and 75th percentile."),
        denominator=_l("Cases opened in the period whose day is known."),
        date_basis=_l("The day the client told us."),
        unit=_l("days"),
        shape="cohort",
        audience="coordinator",
        kinds=("case.opened",),
        measures=(
            Measure("median", _l("Median days"), "number", adds=False),
            Measure("p25", _l("25th percentile"), "number", rows=False, adds=False),
            Measure("p75", _l("75th percentile"), "number", rows=False, adds=False),
            Measure("n", _l("Cases with both days")),
            Measure("left_out", _l("Left out, day not known")),
        ),
        by=frozenset({"worker"}),
        better="less",
    ),
)
