"""Forms of a programme's manager: days off, and other values for a time limit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import ValidationError

from casetracker.cases.clocks import MOST, UNITS
from casetracker.kit.forms import CodedRadios, CodedSelect, DateField, Form, LineField, Required, WholeField
from casetracker.presets import DeadlineRule

NAMES: Mapping[str, Any] = {
    "hour": _l("hours"), "day": _l("days"), "week": _l("weeks"), "month": _l("months"), "year": _l("years"),
}  # fmt: skip
KINDS: Mapping[str, Any] = {
    "calendar": _l("Every day counts"),
    "working": _l("Working days: weekends and days off are left out"),
}


class DayOffForm(Form):
    """A day on which offices are closed besides the public holidays."""

    day = DateField(_l("Day"), [Required()], future=True)
    name = LineField(_l("What day it is"), [Required()], most=100)


class RuleForm(Form):
    """What a time limit says; limits that have started keep what it said then."""

    amount = WholeField(_l("How long"), least=1, most=3660)
    unit = CodedSelect(_l("Counted in"), [Required()], blank=None)
    day_kind = CodedRadios(_l("Which days count"), [Required()])
    rolls = BooleanField(_l("What ends on a weekend or day off ends on the next working day"))
    extendable_to = WholeField(_l("At most, when extended"), least=1, most=3660)
    verified = BooleanField(_l("Somebody has confirmed this rule: it may start by itself"))
    legal_source = LineField(_l("Law"), [Required()], most=300)

    @classmethod
    def as_it_stands(cls, rule: DeadlineRule) -> Self:
        """The form as the rule stands."""
        names = ("amount", "unit", "rolls", "extendable_to", "verified", "legal_source")
        values = {name: getattr(rule, name) for name in names}
        form = cls(data={**values, "day_kind": rule.day_kind or "calendar"})
        form.unit.offer({unit: NAMES[unit] for unit in UNITS})
        form.day_kind.offer(KINDS)
        return form

    def validate_amount(self, field: WholeField) -> None:
        """Within what a calendar holds; a confirmed rule has a number."""
        most = MOST.get(self.unit.data or "day", 0)
        if field.data is not None and field.data > most:
            raise ValidationError(_("At most %(most)s.", most=most))
        if self.verified.data and not field.data:
            raise ValidationError(_("A rule without a number cannot be confirmed."))

    def validate_day_kind(self, field: CodedRadios) -> None:
        """Weeks and months have no working kind."""
        if field.data == "working" and self.unit.data != "day":
            raise ValidationError(_("Only days can be working days."))

    def validate_extendable_to(self, field: WholeField) -> None:
        """An extension is longer than the limit itself."""
        if field.data is not None and field.data <= (self.amount.data or 0):
            raise ValidationError(_("An extension is longer than the limit itself."))

    def says(self) -> dict[str, Any]:
        """What the rule says now."""
        kind = self.day_kind.data if self.unit.data == "day" else None
        return {
            "amount": int(self.amount.data) if self.amount.data else None, "unit": self.unit.data, "day_kind": kind,
            "rolls": True if self.rolls.data else None, "verified": bool(self.verified.data),
            "extendable_to": int(self.extendable_to.data) if self.extendable_to.data else None,
            "legal_source": self.legal_source.data, "day_kind_verified": None,
        }  # fmt: skip
