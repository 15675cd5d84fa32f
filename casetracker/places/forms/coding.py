"""What is asked of a code: a label for each language of the programme, and what its list needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from babel import Locale

from casetracker.kit.forms import CodedChecks, CodedSelect, DateField, Form, LineField, Required, WholeField
from casetracker.kit.languages import locale
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.codes import codes
from casetracker.ledger.models import Programme
from casetracker.places.coding import FROM, TAKES

LABELS = "label_"
EXTRA: dict[str, Any] = {
    "group": lambda: CodedSelect(_l("Group"), [Required()]),
    "tier": lambda: CodedSelect(_l("Sensitivity"), [Required()], blank=None),
    "rung": lambda: CodedSelect(_l("Rung"), [Required()]),
    "kind": lambda: CodedSelect(_l("Kind of institution"), [Required()]),
    "answers_to": lambda: CodedSelect(_l("Answers to"), blank=_l("None")),
    "stage": lambda: WholeField(
        _l("Stage"), [Required()], least=1, most=9, description=_l("1 for a first talk, more for each harder step.")
    ),
    "family": lambda: CodedSelect(_l("Kind of remedy"), [Required()]),
    "outcomes": lambda: CodedChecks(_l("Outcomes it goes with"), [Required()]),
}


class LabelForm(Form):
    """Labels by language; made for the languages of a programme by `labelled`."""

    locales: Sequence[str] = ()

    def labels(self) -> dict[str, str]:
        """What was typed, by language."""
        return {one: self[LABELS + one].data or "" for one in self.locales}

    def take(self, problems: Mapping[str, Any]) -> None:
        """A refusal of the labels stands beside the first."""
        first = LABELS + self.locales[0] if self.locales else ""
        super().take({first if name == "labels" else name: sentence for name, sentence in problems.items()})


class RetireForm(Form):
    """The last day it may be chosen."""

    last_day = DateField(_l("Last day it can be chosen"), [Required()], future=True)


def label_form(locales: Sequence[str], present: Mapping[str, str]) -> LabelForm:
    """Other labels for a code."""
    form: LabelForm = _labelled(locales, {})(data={LABELS + one: present.get(one, "") for one in locales})
    return form


def code_form(programme: Programme, list_name: str, locales: Sequence[str]) -> LabelForm:
    """A new code of a list, with what the list asks for."""
    extra = {name: EXTRA[name]() for name in TAKES[list_name]}
    code = LineField(
        _l("Code"), most=60, description=_l("Made from the label if you leave it empty. It can never be changed.")
    )
    form: LabelForm = _labelled(locales, {**extra, "code": code})()
    for name in TAKES[list_name]:
        if name in FROM:
            field: Any = form[name]
            field.offer(codes(programme.id, FROM[name]))
    return form


def _labelled(locales: Sequence[str], more: Mapping[str, Any]) -> type[LabelForm]:
    labels = {LABELS + one: LineField(_l("Label in %(language)s", language=language(one))) for one in locales}
    return type("LabelForm", (LabelForm,), {"locales": tuple(locales), **labels, **more})


def language(code: str) -> str:
    """The name of a language in the reader's own."""
    return str(Locale.parse(code).get_display_name(locale()) or code)
