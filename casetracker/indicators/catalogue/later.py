"""What became of it later: waiting, whether remedies hold, money, what clients say, how good the record is."""

from __future__ import annotations

from casetracker.indicators.catalogue.definition import Indicator, Measure
from casetracker.indicators.catalogue.resolutions import COHORT_DAYS, LABELS_WITHIN
from casetracker.kit.sentences import lazy_gettext as _l

OF_CASES = _l("percent of cases")
COUNT = _l("None: it is a count.")
DAY_TOLD = _l("The day the client told us.")
HOLDING_DAYS = 30

INDICATORS = (
    Indicator(
        key="R06",
        title=_l("Median days to resolution counting open breaches"),
        meaning=_l("How long it takes until half of all that people told us is put right, with what still waits."),
        rule=_l(
            "The day by which half of the breaches of the cases opened in the period were resolved, from the day each "
            "was told to the resolution that stands on the day of the report (cumulative incidence, Aalen-Johansen): "
            "one that is open counts as waiting up to that day, one that ended otherwise as never resolved. Where half "
            "have not been resolved, the answer is: not reached."
        ),
        denominator=_l("Breaches of cases opened in the period whose days are known."),
        date_basis=_l("The day the case was opened."),
        unit=_l("days"),
        shape="cohort",
        audience="coordinator",
        kinds=("breach.recorded", "breach.resolved", "breach.reopened", "breach.ended"),
        measures=(
            Measure("median", _l("Median days, open ones counted"), "number", adds=False),
            Measure("n", _l("Breaches told")),
            Measure("resolved", _l("Breaches resolved")),
            Measure("ended", _l("Ended without a resolution")),
            Measure("open", _l("Still open")),
            *(Measure(f"by_{days}", LABELS_WITHIN[days], "percent", rows=False, adds=False) for days in COHORT_DAYS),
        ),
        by=frozenset({"type_group"}),
        better="less",
    ),
    Indicator(
        key="R09",
        title=_l("Resolutions still holding"),
        meaning=_l("Of the resolutions somebody looked at again after a month, how many still hold."),
        rule=_l(
            "Breaches of which somebody could say in the period, 30 days or more after the resolution, whether the "
            "remedy holds: a confirmation, a client asked in a quality review, or the breach come back. The last word "
            "on each breach counts."
        ),
        denominator=_l(
            "Breaches looked at 30 days or more after their resolution. Beside it: of the resolutions that came to "
            "their 30th day in the period, the share looked at since."
        ),
        date_basis=_l("The day somebody looked."),
        unit=_l("percent of breaches"),
        shape="cohort",
        audience="funder",
        kinds=("resolution.checked", "breach.resolved", "breach.reopened"),
        measures=(
            Measure("rate", _l("Still holding, of those looked at"), "percent", adds=False),
            Measure("holding", _l("Breaches whose remedy holds")),
            Measure("checked", _l("Breaches looked at after 30 days")),
            Measure("looked", _l("Looked at, of those 30 days old"), "percent", adds=False),
            Measure("seen", _l("Looked at since")),
            Measure("due", _l("Resolutions that came to 30 days")),
        ),
        by=frozenset({"type_group"}),
        better="more",
        out_of="checked",
    ),
    Indicator(
        key="R10",
        title=_l("Money returned or secured"),
        meaning=_l("How much money people got back or were granted."),
        rule=_l(
            "Sum of the amounts on the resolutions of the period that stand on its last day, in the one currency of "
            "the programme."
        ),
        denominator=_l("None: it is a sum."),
        date_basis=_l("The day the remedy was there."),
        unit=_l("money, in the currency of the programme"),
        shape="sum",
        audience="funder",
        kinds=("relief.money", "breach.reopened"),
        measures=(
            Measure("money", _l("Money returned or secured"), "number"),
            Measure("resolutions", _l("Resolutions with an amount")),
        ),
        by=frozenset({"type_group"}),
        standing=True,
        better="more",
        out_of="resolutions",
    ),
    Indicator(
        key="P04",
        title=_l("Clients' satisfaction in quality reviews"),
        meaning=_l("What clients whom somebody else than their worker asked say of how they were served."),
        rule=_l(
            "Clients satisfied with how we handled their case, of the clients interviewed in the quality reviews of "
            "the period. The last interview of a case in the period counts."
        ),
        denominator=_l(
            "Clients interviewed in quality reviews. Beside it: the share interviewed of all cases reviewed, the rest "
            "not reached, unsafe to contact or unwilling."
        ),
        date_basis=_l("The day of the review."),
        unit=_l("percent of clients interviewed"),
        shape="cohort",
        audience="funder",
        kinds=("review.done",),
        measures=(
            Measure("rate", _l("Satisfied with how it was handled"), "percent", adds=False),
            Measure("handled", _l("Clients satisfied with the handling")),
            Measure("outcome_rate", _l("Satisfied with the outcome"), "percent", adds=False),
            Measure("pleased", _l("Clients satisfied with the outcome")),
            Measure("clients", _l("Clients interviewed")),
            Measure("response", _l("Interviewed, of cases reviewed"), "percent", adds=False),
            Measure("reviewed", _l("Cases reviewed"), adds=False),
        ),
        by=frozenset({"sex", "age_band"}),
        better="more",
        out_of="clients",
    ),
    Indicator(
        key="Q03",
        title=_l("Record completeness"),
        meaning=_l("How complete our records are."),
        rule=_l(
            "Fields filled, of the fields required, on cases opened in the period. Always required: where, how it "
            "reached us, kind of client; of one person sex and age band; of a group its head count; of a resolution "
            "what was granted and which office granted it; of a closed case the reason and whether the client was told."
        ),
        denominator=_l("Fields that the record of each case opened in the period must have by now."),
        date_basis=DAY_TOLD,
        unit=_l("percent of fields"),
        shape="sum",
        audience="coordinator",
        kinds=("fields.required", "fields.filled"),
        measures=(
            Measure("rate", _l("Fields filled, of those required"), "percent", adds=False),
            Measure("filled", _l("Fields filled"), rows=False),
            Measure("required", _l("Fields required"), rows=False),
            Measure("cases", _l("Cases opened")),
        ),
        by=frozenset({"worker"}),
        better="more",
    ),
    Indicator(
        key="Q05",
        title=_l("Consent on record"),
        meaning=_l("How often a client had agreed before somebody outside was told of their matter."),
        rule=_l(
            "Cases whose client had agreed that we act, on or before the day of the first step addressed to an "
            "institution, of the cases opened in the period with such a step."
        ),
        denominator=_l(
            "Cases opened in the period with a step addressed to an institution and a client's file. Cases without a "
            "file and those of which it is not known stand apart."
        ),
        date_basis=DAY_TOLD,
        unit=OF_CASES,
        shape="sum",
        audience="coordinator",
        kinds=("case.outside", "case.outside_apart"),
        measures=(
            Measure("rate", _l("Agreed before the first contact outside"), "percent", adds=False),
            Measure("consented", _l("Cases with consent in time")),
            Measure("cases", _l("Cases with a contact outside")),
            Measure("nobody", _l("Without a client's file: nobody to ask")),
            Measure("unknown", _l("Opened before consents were told to cases")),
        ),
        by=frozenset({"worker"}),
        better="more",
    ),
)
