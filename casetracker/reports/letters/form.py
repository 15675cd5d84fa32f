"""The form of a letter: to whom, about what, in which words; it is looked at before it is made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Self

from wtforms import BooleanField
from wtforms.validators import NumberRange, ValidationError

from casetracker.cases.actions.common import preset_of
from casetracker.cases.forms import offers
from casetracker.cases.forms.base import CaseForm
from casetracker.cases.queries import CaseFile
from casetracker.clients.fold import ClientState
from casetracker.kit.forms import (
    CodedChecks,
    CodedRadios,
    CodedSelect,
    DateField,
    LineField,
    Required,
    WholeField,
    WordsField,
)
from casetracker.kit.languages import NAMES
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.reports.letters.asked import Asked, labelled, may_speak, names_them
from casetracker.reports.letters.kinds import KINDS, WAITS, usual_remedy

LOOK = "look"
MOST_LINES = 200


class LetterForm(CaseForm):
    """Everything of a letter that is not in the case already. `kind` is that of its address."""

    kind: str
    client: ClientState | None
    breaches = CodedChecks(_l("Which problems is it about?"), [Required()])
    remedy = CodedSelect(_l("What is done with it"), [Required()])
    institution = CodedSelect(_l("To"), [Required()], description=_l("The nearest ones first."))
    addressee_name = LineField(_l("Name of the person, if it is known"), most=150)
    copy = BooleanField(_l("A copy to the office above"))
    language = CodedRadios(_l("Language of the letter"), [Required()])
    on = DateField(_l("Date of the letter"), [Required()])
    subject = LineField(_l("Subject"), [Required()], most=150)
    facts = WordsField(_l("What happened"), [Required(_l("Write what happened, in a sentence or two."))], rows=8)
    request = WordsField(_l("What else we ask for"), rows=3)
    lines = WholeField(_l("Lines for signatures"), [NumberRange(0, MOST_LINES)])
    due = DateField(_l("When we look again"), future=True)

    @classmethod
    def for_case(cls, case: CaseFile, kind: str, client: ClientState | None, asked: Mapping[str, str]) -> Self:
        """With what the address asks for and what is likely; the story only where the client lets us speak for them."""
        language = case.programme.default_locale if case.programme.default_locale in NAMES else "en"
        preset = preset_of(case.programme)
        wait = timedelta(days=preset.standards.escalate_after_days)
        form = cls(
            data={
                "breaches": [b.no for b in case.state.open_breaches] or list(case.state.breaches), "language": language,
                "remedy": asked.get("remedy") or usual_remedy(preset, kind),
                "institution": asked.get("institution"), "on": case.today, "subject": labelled(KINDS, kind, language),
                "facts": case.state.words.get("narrative", "") if may_speak(client) else "",
                "lines": 20 if kind == "petition" else 0, "due": case.today + wait if kind in WAITS else None,
                "seen_seq": case.last_seq,
            }
        )  # fmt: skip
        form.kind, form.client = kind, client
        form._offer(case)
        return form

    def _offer(self, case: CaseFile) -> None:
        self.breaches.offer(offers.breaches(case, case.state.breaches.values()))
        offers.remedies(self.remedy, case.programme, case.today)
        offers.institutions(self.institution, case.programme, offers.where(case), case.today)
        self.language.offer(NAMES)
        if self.kind != "petition":
            del self.lines

    def validate_facts(self, field: WordsField) -> None:
        """No letter names somebody who has not agreed to it."""
        if names_them(f"{field.data} {self.request.data} {self.subject.data}", self.client):
            raise ValidationError(_("This names the client, who has not agreed that we use their name. Leave it out."))

    def asked(self) -> Asked:
        """What was chosen and typed; only of a form that is valid."""
        values: dict[str, Any] = {
            name: self._fields[name].data for name in ("language", "remedy", "institution", "on", "subject", "facts")
        }
        return Asked(
            kind=self.kind, breaches=tuple(self.breaches.data or ()), request=self.request.data or "",
            addressee_name=self.addressee_name.data or "", copy=bool(self.copy.data),
            lines=(self.lines.data or 0) if self.kind == "petition" else 0, **values,
        )  # fmt: skip
