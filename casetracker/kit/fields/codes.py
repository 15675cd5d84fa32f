"""Choices among codes: the code is kept, its label in the reader's language is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import ValidationError

from casetracker.kit.languages import label as label_in
from casetracker.kit.languages import said
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l

CHOOSE = _l("Choose")


def _or_none(value: Any) -> str | None:
    return str(value).strip() or None if value is not None else None


def text_of(row: Any) -> str:
    """The label of a code: of a mapping by language, of an object that has one, or text as it is."""
    if isinstance(row, Mapping):
        return label_in(row)
    return label_in(row.labels) if hasattr(row, "labels") else str(said(row))


def choices_of(
    rows: Mapping[str, Any], groups: Mapping[str, Any] | None = None, keep: tuple[str, Any] | None = None
) -> list[Any]:
    """Choices in the order given; grouped where a code has a group; a retired code kept while it is the present one."""
    offered = dict(rows) if keep is None or keep[0] in rows else {keep[0]: keep[1], **rows}
    made = []
    for code, row in offered.items():
        group = text_of(groups[code]) if groups and code in groups else None
        made.append(SelectChoice(str(code), text_of(row), optgroup=group))
    return made


class _Coded:
    """What the three have in common: nothing is offered until `offer`."""

    choices: Any
    data: Any

    def offer(
        self, rows: Mapping[str, Any], *, groups: Mapping[str, Any] | None = None, keep: tuple[str, Any] | None = None
    ) -> None:
        """The codes to choose from; called after the form is made, before it is validated or drawn."""
        self.choices = self.before() + choices_of(rows, groups, keep)

    def before(self) -> list[Any]:
        """What stands above the codes."""
        return []

    def pre_validate(self, form: Any) -> None:
        """A code that was not offered is refused; nothing chosen is for `Required` to judge."""
        chosen = self.data if isinstance(self.data, list) else [self.data] if self.data is not None else []
        if not {str(code) for code in chosen} <= {choice.value for choice in self.choices or []}:
            raise ValidationError(_("Choose one of the answers offered."))


class CodedSelect(_Coded, SelectField):
    """A drop-down; data is a code or None."""

    drawn_as = "select"

    def __init__(self, label: Any = None, validators: list[Any] | None = None, *, blank: Any = CHOOSE, **kw: Any):
        self.blank = blank
        super().__init__(label, validators, coerce=kw.pop("coerce", _or_none), choices=self.before(), **kw)

    def before(self) -> list[Any]:
        return [SelectChoice("", str(self.blank) if self.blank else "")] if self.blank is not None else []


class CodedRadios(_Coded, RadioField):
    """Radio buttons; data is a code or None."""

    drawn_as = "radios"

    def __init__(self, label: Any = None, validators: list[Any] | None = None, **kw: Any):
        super().__init__(label, validators, coerce=kw.pop("coerce", _or_none), choices=kw.pop("choices", []), **kw)


class CodedChecks(_Coded, SelectMultipleField):
    """Check boxes; data is a list of codes, each once, in the order offered."""

    drawn_as = "checks"

    def __init__(self, label: Any = None, validators: list[Any] | None = None, **kw: Any):
        super().__init__(label, validators, coerce=kw.pop("coerce", str), choices=kw.pop("choices", []), **kw)

    def process_data(self, value: Any) -> None:
        self.data = list(value) if value else []

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = list(dict.fromkeys(str(value) for value in valuelist))


class YesNo(RadioField):
    """Yes or no; data is True, False or None."""

    drawn_as = "radios"

    def __init__(self, label: Any = None, validators: list[Any] | None = None, **kw: Any):
        choices = [SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No"))]
        super().__init__(label, validators, coerce=_yes, choices=choices, **kw)

    def pre_validate(self, form: Any) -> None:
        """Neither is allowed; `Required` judges that."""


def _yes(value: Any) -> bool | None:
    if isinstance(value, bool) or value is None:
        return value
    return {"yes": True, "no": False}.get(str(value))
