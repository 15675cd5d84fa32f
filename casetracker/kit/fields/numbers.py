"""Numbers as the reader writes them: 1.234,5 or 1,234.5."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from babel.numbers import NumberFormatError, parse_decimal
from wtforms import StringField
from wtforms.validators import ValidationError

from casetracker.kit.languages import region
from casetracker.kit.sentences import gettext as _
from casetracker.kit.spoken import number

LONGEST, KEPT = 20, 200


class NumberField(StringField):
    """A decimal number between `least` and `most`; data is a Decimal or None."""

    whole = False
    drawn_as = "number"

    def __init__(
        self,
        label: Any = None,
        validators: list[Any] | None = None,
        *,
        least: int | None = 0,
        most: int | None = None,
        **kw: Any,
    ):
        self.data: Any = None
        super().__init__(label, validators, **kw)
        self.least, self.most = least, most

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        text = "".join(str(valuelist[0]).split())
        self.data = self._read(text) if text else None

    def _read(self, text: str) -> Any:
        sentence = _("Write a whole number, in digits.") if self.whole else _("Write a number, in digits.")
        try:
            value = Decimal(text) if text.isascii() and text.isdigit() else parse_decimal(text, locale=region())
        except (NumberFormatError, ValueError):
            raise ValueError(sentence) from None
        if len(text) > LONGEST or not value.is_finite() or (self.whole and value != int(value)):
            raise ValueError(sentence)
        return int(value) if self.whole else value

    def pre_validate(self, form: Any) -> None:
        if self.data is None or self.errors:
            return
        if self.least is not None and self.data < self.least:
            raise ValidationError(_("This must be at least %(least)s.", least=number(self.least)))
        if self.most is not None and self.data > self.most:
            raise ValidationError(_("This must be at most %(most)s.", most=number(self.most)))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])[:KEPT]
        return "" if self.data is None else str(self.data)


class WholeField(NumberField):
    """A whole number; data is an int or None."""

    whole = True
    drawn_as = "whole"
