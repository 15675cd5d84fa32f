"""What each number means, for its readers: the definition as the catalogue says it, and a list of all of them."""

from __future__ import annotations

from flask import abort, render_template

from casetracker.accounts.chosen import chosen_programme
from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.permissions import audiences
from casetracker.indicators.catalogue import Indicator, for_audiences
from casetracker.indicators.dimensions import LABELS, in_order
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.reports.views.asking import indicator_named
from casetracker.reports.views.blueprint import bp

AUDIENCES = {
    "all": _l("Everybody"),
    "funder": _l("Funders and the programme"),
    "government": _l("Governments and the programme"),
    "coordinator": _l("Coordinators"),
    "internal": _l("The programme office"),
}
IATI_TYPES = {1: _l("Output"), 2: _l("Outcome")}
IATI_MEASURES = {"unit": _l("Unit"), "percentage": _l("Percentage")}
MORE_IS = {True: _l("More is better"), False: _l("Less is better"), None: _l("Neither more nor less is better")}


@bp.get("/numbers/definitions")
@permission("figure.read")
def definitions() -> str:
    """Every indicator this reader is shown, with what it means."""
    return render_template("reports/definitions.html", indicators=for_audiences(_audiences()))


@bp.get("/numbers/<key>/definition")
@permission("figure.read")
def definition(key: str) -> str:
    """One indicator: what, how, out of what, by what, and what it cannot say."""
    indicator = indicator_named(key)
    if indicator.audience not in _audiences():
        abort(404)
    return render_template("reports/definition.html", indicator=indicator, said=_said(indicator))


def _audiences() -> frozenset[str]:
    return audiences(current_reader(), chosen_programme("figure.read").id)


def _said(indicator: Indicator) -> dict[str, str]:
    """What is said in codes, in the reader's words."""
    return {
        "by": ", ".join(str(LABELS[name]) for name in in_order(indicator.allowed)),
        "columns": "; ".join(str(each.label) for each in indicator.measures),
        "audience": str(AUDIENCES[indicator.audience]),
        "more": str(MORE_IS[indicator.ascending]),
        "iati": f"{IATI_TYPES[indicator.iati_type]}, {IATI_MEASURES[indicator.iati_measure]}".lower(),
    }
