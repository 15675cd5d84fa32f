"""The forms of report packs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casetracker.kit import clock
from casetracker.kit.forms import CodedSelect, Form, LineField, Required, WordsField
from casetracker.kit.languages import LOCALES, NAMES
from casetracker.kit.periods import UNITS, Period
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.models import Programme
from casetracker.reports.packs.plans import PLANS

AUDIENCES = {
    "coordinator": _l("Coordinators and managers"),
    "funder": _l("A funder"),
    "government": _l("The authorities"),
    "public": _l("Everybody"),
}
BACK = {"month": 12, "quarter": 8, "year": 3}


class DraftForm(Form):
    """Which pack, for whom, which period, in which language, and what is said first."""

    pack = CodedSelect(_l("Report"), blank=None, validators=[Required()])
    audience = CodedSelect(_l("For whom"), blank=None, validators=[Required()])
    period = CodedSelect(_l("Period"), blank=_l("Choose"), validators=[Required()])
    language = CodedSelect(_l("Language"), blank=None, validators=[Required()])
    introduction = WordsField(_l("Introduction"), rows=6, most=20_000,
                              description=_l("An empty line begins a new paragraph. Name nobody."))  # fmt: skip

    def offer(self, programme: Programme, audiences: Iterable[str]) -> None:
        """Packs, readers, periods that are over, languages."""
        self.pack.offer({plan.key: plan.title for plan in PLANS.values()})
        self.audience.offer({key: AUDIENCES[key] for key in audiences})
        self.period.offer({period.code: period.label() for period in over(programme)})
        self.language.offer({code: NAMES[code] for code in LOCALES})


class WordsForm(Form):
    """Other words for an edition."""

    introduction = WordsField(_l("Introduction"), rows=6, most=20_000)


class DiscardForm(Form):
    """Why an edition is not published."""

    why = LineField(_l("Why"), most=300, validators=[Required()])


def over(programme: Programme) -> Iterator[Period]:
    """Months, quarters and years that are over, the latest of each first."""
    today = clock.today(programme.timezone)
    for unit in reversed(UNITS[:2]):
        yield from _back(Period.around(unit, today), BACK[unit])
    yield from _back(Period.around("year", today), BACK["year"])


def _back(period: Period, times: int) -> Iterator[Period]:
    for _number in range(times):
        period = period.previous()
        yield period
