"""What is asked on the pages of a client; a new one is recorded with their case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from casetracker.clients.actions import Agreed, today
from casetracker.clients.fold import FIELDS, SEVERAL, ClientState
from casetracker.clients.lengths import MOST
from casetracker.kit.forms import (
    CodedChecks,
    CodedRadios,
    CodedSelect,
    DateField,
    Form,
    LineField,
    Required,
    WholeField,
    YesNo,
)
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.codes import codes
from casetracker.ledger.models import Programme

APART = "apart"


class IdentityForm(Form):
    """Who a client is, to be corrected. `offer` before anything is validated or drawn."""

    client_kind = CodedRadios(_l("Who is affected"), [Required()], default="individual")
    name = LineField(_l("Name"), most=MOST["name"], description=_l("As they want to be called. Of a group, its name."))
    phone = LineField(_l("Phone"), most=MOST["phone"])
    village = LineField(_l("Village or neighbourhood"), most=MOST["village"])
    safe_contact = LineField(
        _l("How to reach them safely"),
        most=MOST["safe_contact"],
        description=_l("Whom to ask for, when, and what not to say."),
    )
    language = CodedSelect(_l("Language they speak"))
    sex = CodedRadios(_l("Sex"))
    age_band = CodedSelect(_l("Age"))
    disability = CodedRadios(_l("Disability"))
    flags = CodedChecks(
        _l("What makes the file sensitive"), description=_l("Some of these close the file to colleagues.")
    )
    heads = WholeField(
        _l("How many people"), least=1, most=1_000_000, description=_l("For a group, a family or a community.")
    )
    estimated = YesNo(_l("Is that number an estimate?"))

    def offer(self, programme: Programme, present: ClientState) -> None:
        """The programme's codes; a retired one stays while it is the present one."""
        day = today(programme)
        for field, list_name in (
            (self.client_kind, "client_kind"), (self.language, "language"), (self.sex, "sex"),
            (self.age_band, "age_band"), (self.disability, "disability"), (self.flags, "sensitivity_flag"),
        ):  # fmt: skip
            every, kept = codes(programme.id, list_name), getattr(present, field.short_name)
            held = {kept} if isinstance(kept, str) else set(kept or ())
            field.offer({code: row for code, row in every.items() if row.valid_on(day) or code in held})

    def changes(self) -> dict[str, Any]:
        """Every field; the action leaves out what is the same. One person has no number of people."""
        said = {name: self[name].data for name in FIELDS}
        said |= {name: said[name] or "u" for name in ("sex", "age_band", "disability")}
        if self.client_kind.data not in SEVERAL:
            said |= {"heads": None, "estimated": None}
        return said


class ConsentForm(Form):
    """What they agree to, purpose by purpose."""

    consents = CodedChecks(_l("They agree that we may"), [Required(_l("Choose what they agree to."))])
    consent_method = CodedRadios(_l("How they agreed"), [Required()], default="oral")
    language = CodedSelect(_l("Language in which it was explained"))
    happened_on = DateField(_l("Day they agreed"), [Required()])

    def offer(self, programme: Programme) -> None:
        """Purposes, methods, languages."""
        day = today(programme)
        self.consents.offer(codes(programme.id, "consent_purpose", day))
        self.consent_method.offer(codes(programme.id, "consent_method", day))
        self.language.offer(codes(programme.id, "language", day))

    def agreed(self) -> list[Agreed]:
        """As the action takes it."""
        return [Agreed(purpose, self.consent_method.data or "", self.language.data) for purpose in self.consents.data]


class WithdrawalForm(Form):
    """Consent taken back."""

    happened_on = DateField(_l("Day they took it back"), [Required()])


class FindForm(Form):
    """A name, a phone number or a village; sent, never put into an address."""

    text = LineField(
        _l("Name, phone or village"), [Required()], most=100, description=_l("At least three letters of a word.")
    )


class SameForm(Form):
    """Two files side by side: which one stays, or that they are two people."""

    verdict = CodedRadios(_l("What do you see?"), [Required()])

    def offer(self, first: UUID, second: UUID) -> None:
        """The three answers."""
        self.verdict.offer({
            str(first): _l("One person: the first file stays"), str(second): _l("One person: the second file stays"),
            APART: _l("Two people"),
        })  # fmt: skip


class AskForm(Form):
    """Nothing but the asking: whoever coordinates answers."""


class AnswerForm(Form):
    """A coordinator's answer to another area."""

    verdict = CodedRadios(_l("Is it the same person?"), [Required()])

    def offer(self) -> None:
        """Yes or no."""
        self.verdict.offer({"accepted": _l("Yes: count them as one person"), "declined": _l("No: two people")})
