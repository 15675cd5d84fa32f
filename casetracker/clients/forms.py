"""What is asked on the pages of a client; a new one is recorded with their case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from casetracker.accounts.reader import Reader
from casetracker.clients.actions import Agreed, ClientValues, today
from casetracker.clients.fold import FIELDS, SEVERAL, ClientState
from casetracker.clients.lengths import MOST
from casetracker.clients.possible import Match, Possible, possible_same
from casetracker.kit.forms import (
    CodedChecks,
    CodedRadios,
    CodedSelect,
    DateField,
    Form,
    LineField,
    Required,
    ValidationError,
    WholeField,
    YesNo,
)
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.codes import CodeRow, codes
from casetracker.ledger.models import Programme

APART, NEW = "apart", "new"
AGREES = {"phone": _l("same phone"), "village": _l("same village"), "age_band": _l("same age")}


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


class SameFields(Form):
    """Whether somebody who is typed is on record already; `look` before it is validated or drawn."""

    same = CodedRadios(_l("Is it one of these?"))
    ask = YesNo(_l("Ask whoever coordinates there whether it is the same person?"))
    possible = Possible()

    def look(self, reader: Reader, programme: Programme, typed: ClientValues) -> None:
        """Offer the files that may be of the same person, and always somebody new."""
        self.possible = possible_same(reader, programme.id, typed)
        ages = codes(programme.id, "age_band")
        told = {str(one.id): _told(one, ages) for one in self.possible.known}
        self.same.offer({**told, NEW: _l("None of them: somebody new")})

    def chosen(self) -> UUID | None:
        """The file on record that it is."""
        return UUID(self.same.data) if self.same.data and self.same.data != NEW else None

    def validate_same(self, field: CodedRadios) -> None:
        """Whoever may be on record already is somebody new only if that was said."""
        if self.possible.known and not field.data:
            raise ValidationError(_("There may be a file of this person already. Say whether it is one of these."))

    def validate_ask(self, field: YesNo) -> None:
        """Asked only of who is new here."""
        if self.possible.elsewhere and self.chosen() is None and field.data is None:
            raise ValidationError(_("There may be a file of this person in another area. Say whether to ask there."))


class PossibleForm(SameFields):
    """What was typed so far of somebody, sent while the rest is still being typed."""

    name = LineField(most=MOST["name"])
    phone = LineField(most=MOST["phone"])
    village = LineField(most=MOST["village"])
    sex = LineField(most=20)
    age_band = LineField(most=20)

    def typed(self) -> ClientValues:
        """As the other files are compared with it."""
        return ClientValues(
            name=self.name.data or "", phone=self.phone.data or "", village=self.village.data or "",
            sex=self.sex.data or "u", age_band=self.age_band.data or "u",
        )  # fmt: skip


def _told(match: Match, ages: Mapping[str, CodeRow]) -> str:
    """A file in one line: who, where, how old, and what agrees with what was typed."""
    state, age = match.state, ages.get(match.state.age_band)
    who = [state.name or _("Client without a name"), state.village, age.label if age and age.code != "u" else ""]
    line = ", ".join(one for one in who if one)
    agrees = [str(AGREES[field]) for field in match.alike.agrees if field in AGREES]
    return f"{line} ({'; '.join(agrees)})" if agrees else line


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
