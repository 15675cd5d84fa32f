"""The forms of report packs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from casetracker.indicators.catalogue import CATALOGUE
from casetracker.kit import clock
from casetracker.kit.forms import (
    CodedSelect,
    DateField,
    Form,
    LineField,
    NumberField,
    Required,
    ValidationError,
    WholeField,
    WordsField,
)
from casetracker.kit.languages import LOCALES, NAMES
from casetracker.kit.periods import UNITS, NotAPeriod, Period
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.models import Programme
from casetracker.places.queries import labels
from casetracker.reports.packs.edition import Organisation, Target
from casetracker.reports.packs.plans import AUDIENCES, PLANS

TEXTS = ("name", "ref", "activity_id", "activity_title", "country", "funder_name", "funder_ref", "provider_activity_id")
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


class OrganisationForm(Form):
    """Who reports, to whom, under which identifiers: what registries of aid ask for."""

    name = LineField(_l("Name of the organisation"), most=150)
    ref = LineField(_l("IATI identifier of the organisation"), most=100, description=_l("Such as MZ-NUIT-400123456."))
    activity_id = LineField(_l("IATI identifier of the activity"), most=100,
                            description=_l("It begins with the organisation's."))  # fmt: skip
    activity_title = LineField(_l("Title of the activity"), most=200)
    country = LineField(_l("Country (two capital letters)"), most=2)
    funder_name = LineField(_l("Name of the funder"), most=150)
    funder_ref = LineField(_l("IATI identifier of the funder"), most=100)
    provider_activity_id = LineField(_l("The funder's own identifier of the activity"), most=100)
    begun = DateField(_l("The activity began on"))

    def organisation(self) -> Organisation:
        """As typed."""
        texts = {name: str(self[name].data or "").strip() for name in TEXTS}
        return Organisation(**texts, begun=self.begun.data)


class TargetForm(Form):
    """What is aimed at: for a figure, a period, everywhere or in a province."""

    figure = CodedSelect(_l("Figure"), blank=_l("Choose"), validators=[Required()])
    period = LineField(_l("Period"), [Required()], most=20, description=_l("2026, 2026-Q3 or 2026-03"))
    place = CodedSelect(_l("Place"), blank=_l("Everywhere"))
    baseline = NumberField(_l("Baseline"), description=_l("Of a share, its percent."))
    baseline_year = WholeField(_l("Year of the baseline"), least=1990, most=2100)
    target = NumberField(_l("Target"), description=_l("Of a share, its percent."))
    note = LineField(_l("Note"), most=300)

    def offer(self, programme: Programme) -> None:
        """Every measure of the catalogue, every province."""
        self.figure.offer(
            {f"{one.key}.{measure.key}": f"{one.key} {measure.label}" for one in CATALOGUE.values()
             for measure in one.measures}
        )  # fmt: skip
        self.place.offer(labels(programme.id, "province"))

    def validate_period(self, field: LineField) -> None:
        """A whole month, quarter or year."""
        try:
            unit = Period.named(str(field.data or "")).unit
        except NotAPeriod as unread:
            raise ValidationError(str(unread)) from None
        if unit is None:
            raise ValidationError(_("Choose a whole month, quarter or year."))

    def aimed(self) -> Target:
        """As typed, shares as fractions."""
        indicator, _dot, measure = str(self.figure.data).partition(".")
        kind = next(one.kind for one in CATALOGUE[indicator].measures if one.key == measure)
        baseline, target = (_number(field.data, kind) for field in (self.baseline, self.target))
        return Target(
            indicator, measure, Period.named(str(self.period.data)).code, self.place.data or None, baseline,
            self.baseline_year.data, target, self.note.data or "",
        )  # fmt: skip


def _number(said: Decimal | None, kind: str) -> float | int | None:
    if said is None:
        return None
    number = float(said) / 100 if kind == "percent" else float(said)
    return int(number) if kind == "int" and number.is_integer() else number


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
