"""Forms from a resolution that somebody reports to the closing, and back again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms.validators import ValidationError

from casetracker.cases import actions
from casetracker.cases.forms import offers
from casetracker.cases.forms.base import Deed, Ids, running
from casetracker.cases.queries import CaseFile
from casetracker.cases.state import Breach, CaseState
from casetracker.kit.forms import CodedChecks, CodedRadios, CodedSelect, DateField, NumberField, Required, WordsField
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.codes import codes
from casetracker.ledger.entries import Author


class OnBreaches(Deed):
    """A day and some of the problems: those that `which` picks."""

    on = DateField(_l("Day it happened"), [Required()])
    breaches = CodedChecks(_l("Which problems"), [Required()])

    @classmethod
    def which(cls, state: CaseState) -> tuple[Breach, ...]:
        """The problems that this can be said of."""
        return state.open_breaches

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        return running(state) and bool(cls.which(state))

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        found = [breach.no for breach in cls.which(case.state)]
        return {"on": case.today, "breaches": found if len(found) == 1 else [], "seen_seq": case.last_seq}

    def offer(self, case: CaseFile) -> None:
        self.breaches.offer(offers.breaches(case, self.which(case.state)))


class ReportForm(OnBreaches):
    """Somebody says that it is done."""

    slug, title, button = "reported", _l("Somebody says it is done"), _l("Save")
    what = WordsField(_l("Who says so, and what they say was done"), rows=3)
    due = DateField(_l("When to go and see"), future=True)

    @classmethod
    def which(cls, state: CaseState) -> tuple[Breach, ...]:
        return tuple(b for b in state.open_breaches if b.reported is None)

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.report_resolution(
            by=by, programme=case.programme, case_id=case.id, on=self.on.data, breaches=self.breaches.data or [],
            what=self.what.data or "", due=self.due.data, entry_id=new_id("reported"),
        )  # fmt: skip


class ResolveForm(OnBreaches):
    """The remedy exists."""

    slug, title, button = "resolved", _l("It is resolved"), _l("Save the resolution")
    done = _l("The resolution is saved. Ask the client or the committee to confirm it.")
    on = DateField(_l("Day the remedy was there"), [Required()], partial=True)
    outcome = CodedRadios(_l("How far is it put right?"), [Required()])
    relief = CodedSelect(_l("What the client received"), blank=_l("Not said"))
    amount = NumberField(_l("Amount returned"), description=_l("Only where money was returned."))
    institution = CodedSelect(_l("Who delivered it"), blank=_l("Not said"))
    remedy = CodedSelect(_l("What brought it about"), blank=_l("Not said"))
    what = WordsField(_l("What was put right"), rows=3)

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        last = case.state.steps[-1] if case.state.steps else None
        found = {"institution": last.institution, "remedy": last.remedy} if last else {}
        return super().likely(case, asked) | found

    def offer(self, case: CaseFile) -> None:
        super().offer(case)
        outcomes = codes(case.programme.id, "outcome")
        self.outcome.offer({code: row for code, row in outcomes.items() if row.more.get("is_resolution")})
        self.relief.offer(codes(case.programme.id, "relief"))
        offers.remedies(self.remedy, case.programme)
        offers.institutions(self.institution, case.programme, offers.where(case))

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        amount = None if self.amount.data is None else round(self.amount.data * 100)
        for no in self.breaches.data or []:
            actions.resolve_breach(
                by=by, programme=case.programme, case_id=case.id, on=self.on.data, precision=self.on.precision,
                breach=no, outcome=self.outcome.data or "", relief=self.relief.data, amount=amount,
                institution=self.institution.data, remedy=self.remedy.data, what=self.what.data or "",
                entry_id=new_id(f"resolved {no}"),
            )  # fmt: skip
            amount = None  # what was returned once is counted once


class ConfirmForm(OnBreaches):
    """Client or committee confirm, or the worker saw it."""

    slug, title, button = "confirmed", _l("Confirm a resolution"), _l("Save the confirmation")
    done = _l("The confirmation is saved.")
    on = DateField(_l("Day it was confirmed"), [Required()])
    confirmed_by = CodedRadios(_l("Who confirms that it is there"), [Required()])
    what = WordsField(_l("In their words"), rows=3)

    @classmethod
    def which(cls, state: CaseState) -> tuple[Breach, ...]:
        return tuple(b for b in state.breaches.values() if b.ending is not None and b.ending.resolved)

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        return not state.void and any(b.status == "resolved" for b in state.breaches.values())

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        waiting = [b.no for b in case.state.breaches.values() if b.status == "resolved"]
        return super().likely(case, asked) | {"breaches": waiting}

    def offer(self, case: CaseFile) -> None:
        super().offer(case)
        self.confirmed_by.offer(codes(case.programme.id, "confirmed_by"))

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        for no in self.breaches.data or []:
            actions.confirm_resolution(
                by=by, programme=case.programme, case_id=case.id, on=self.on.data, breach=no,
                confirmed_by=self.confirmed_by.data or "", what=self.what.data or "",
                entry_id=new_id(f"confirmed {no}"),
            )  # fmt: skip


class TellForm(Deed):
    """Whether the client was told the outcome."""

    slug, title, button = "told", _l("Tell the client the outcome"), _l("Save")
    on = DateField(_l("Day"), [Required()])
    state = CodedRadios(_l("Was the client told?"), [Required()])
    what = WordsField(_l("What they said"), rows=3)

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        return not state.void

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        return {"on": case.today, "seen_seq": case.last_seq}

    def offer(self, case: CaseFile) -> None:
        rows = codes(case.programme.id, "told_state")
        self.state.offer({code: row for code, row in rows.items() if code != "unknown"})

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.tell_client(
            by=by, programme=case.programme, case_id=case.id, on=self.on.data, state=self.state.data or "",
            what=self.what.data or "", entry_id=new_id("told"),
        )  # fmt: skip


class CameBackForm(OnBreaches):
    """A problem that had ended is there again, while the case is open."""

    slug, title, button = "came-back", _l("A problem came back"), _l("Save")
    on = DateField(_l("Day it came back"), [Required()])
    why = WordsField(_l("What happened"), rows=3)

    @classmethod
    def which(cls, state: CaseState) -> tuple[Breach, ...]:
        return tuple(b for b in state.breaches.values() if b.ending is not None)

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        for no in self.breaches.data or []:
            actions.reopen_breach(
                by=by, programme=case.programme, case_id=case.id, on=self.on.data, breach=no,
                why=self.why.data or "", entry_id=new_id(f"back {no}"),
            )  # fmt: skip


class ReopenForm(OnBreaches):
    """The case goes on."""

    slug, title, button = "reopen", _l("Reopen the case"), _l("Reopen the case")
    done = _l("The case is open again.")
    on = DateField(_l("Day"), [Required()])
    breaches = CodedChecks(_l("Which problems are open again?"))
    back_on = DateField(
        _l("Day the problem came back"),
        description=_l("Only if that was before the day on which the case is reopened."),
    )
    why = WordsField(_l("Why"), [Required(_l("Say why it is reopened."))], rows=3)
    due = DateField(_l("By when is something to be done"), future=True)

    @classmethod
    def which(cls, state: CaseState) -> tuple[Breach, ...]:
        return tuple(b for b in state.breaches.values() if b.ending is not None)

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        return state.closed is not None and not state.void

    def validate_back_on(self, field: DateField) -> None:
        """It came back on the day of the reopening at the latest."""
        if field.data and self.on.data and field.data > self.on.data:
            raise ValidationError(_("A problem cannot come back after the case is reopened for it."))
        if field.data and not self.breaches.data:
            raise ValidationError(_("Say which problem came back on this day."))

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.reopen_case(
            by=by, programme=case.programme, case_id=case.id, on=self.on.data, breaches=self.breaches.data or [],
            why=self.why.data or "", due=self.due.data, back_on=self.back_on.data, entry_id=new_id("reopened"),
        )  # fmt: skip
