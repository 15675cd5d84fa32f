"""What a page of numbers can be asked, as a form that is only ever read."""

from __future__ import annotations

from datetime import date

from wtforms.validators import ValidationError

from casetracker.indicators.catalogue import Indicator
from casetracker.indicators.dimensions import LABELS, RefusedBreakdown, check_breakdown, in_order
from casetracker.kit import clock
from casetracker.kit.forms import CodedSelect, Form, LineField
from casetracker.kit.periods import NotAPeriod, Period
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.models import Programme
from casetracker.reports.reading import (
    OTHER,
    NotAMoment,
    code,
    last_twelve_months,
    offered,
    read_past_moment,
    read_period,
)

PERIOD_HINT = _l("2026, 2026-Q3, 3/2026 or 15/3/2026")


class PeriodForm(Form):
    """Programme, days, place."""

    programme = CodedSelect(_l("Programme"), blank=None)
    period = CodedSelect(_l("Period"), blank=None)
    first = LineField(_l("Other period: from"), name="from", most=20, description=PERIOD_HINT)
    last = LineField(_l("Other period: to"), name="to", most=20)
    place = CodedSelect(_l("Place"), blank=_l("Everywhere"))

    asked: Period
    at: Programme

    def begin(self, programme: Programme, others: list[Programme]) -> None:
        """Say which programme is asked about, and which others there are."""
        self.programme.offer({one.key: one.name for one in others})
        self.at, self.programme.data = programme, programme.key
        today = clock.today(self.at.timezone)
        names = {code: period.label() for code, period in offered(today).items()}
        self.period.offer({OTHER: _("Another, from and to:"), **names})

    def validate(self, *args: object, **kwargs: object) -> bool:
        """A period by its name, else by its ends, else the last twelve months; false where it cannot be read."""
        today = clock.today(self.at.timezone)
        if not (self.period.data or self.first.data or self.last.data):
            self.period.data = code(last_twelve_months(today))
        if not super().validate():
            return False
        try:
            self.asked = offered(today).get(self.period.data or "") or self._between(today)
        except NotAPeriod as unread:
            self.first.errors = [*self.first.errors, str(unread)]
            return False
        named = code(self.asked) in offered(today)
        self.period.data = code(self.asked) if named else OTHER
        if named:
            self.first.data = self.last.data = ""
        return True

    def _between(self, today: date) -> Period:
        first, last = self.first.data or "", self.last.data or ""
        return read_period(first, last, today) if first or last else last_twelve_months(today)


class FigureForm(PeriodForm):
    """And what to break a figure down by, as known when."""

    by = CodedSelect(_l("Broken down by"), blank=_l("Nothing"))
    then = CodedSelect(_l("and by"), blank=_l("Nothing"))
    as_at = LineField(_l("As known at"), most=40, description=_l("Now, unless you give a day, with or without a time."))
    measure = CodedSelect(_l("Shown in the picture"), blank=None)

    indicator: Indicator

    def turn_to(self, indicator: Indicator) -> None:
        """Offer what the indicator allows. What else was asked for stays, to be refused by name."""
        self.indicator = indicator
        names = {name: LABELS[name] for name in in_order(indicator.allowed)}
        for field in (self.by, self.then):
            field.offer(names, keep=(field.data, field.data) if field.data else None)
        self.measure.offer({each.key: each.label for each in indicator.measures})
        self.measure.data = self.measure.data or indicator.measure.key

    def breakdowns(self) -> tuple[str, ...]:
        """What was chosen, each once. A question that says nothing of it is broken down by month."""
        said = self.by.raw_data or self.then.raw_data
        chosen = (self.by.data, self.then.data) if said else ("month",)
        return tuple(dict.fromkeys(name for name in chosen if name))

    def validate_by(self, field: CodedSelect) -> None:
        """Only what the indicator allows, at most two."""
        try:
            check_breakdown(self.indicator.key, self.breakdowns(), self.indicator.allowed)
        except RefusedBreakdown as refused:
            raise ValidationError(str(refused)) from None

    def validate_as_at(self, field: LineField) -> None:
        """Must be readable, in the programme's time zone."""
        if field.data:
            try:
                read_past_moment(field.data, self.at.timezone, clock.today(self.at.timezone))
            except NotAMoment as unread:
                raise ValidationError(str(unread)) from None
