"""Forms that put right what was recorded: corrections, other days, withdrawals, conflicts, a case that is none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Self, cast

from flask import abort
from wtforms import HiddenField

from casetracker.cases import actions
from casetracker.cases.fold import VOIDABLE
from casetracker.cases.forms import offers
from casetracker.cases.forms.base import Deed, Ids
from casetracker.cases.forms.interest import tell_of_interest
from casetracker.cases.queries import CaseFile
from casetracker.cases.state import CaseState
from casetracker.kit.forms import CodedRadios, CodedSelect, DateField, LineField, Required, WordsField, YesNo
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.codes import codes
from casetracker.ledger.entries import Author, Entry
from casetracker.ledger.kinds import Refused
from casetracker.places.queries import labels, places

WORDS: Mapping[str, Any] = {
    "narrative": _l("What happened"),
    "department": _l("Department or service"),
    "accused": _l("Who it is about (the role)"),
    "accused_name": _l("Their name, only where it is needed"),
}
FIELDS: Mapping[str, Any] = {
    **WORDS,
    "channel": _l("How it reached us"),
    "place": _l("Where it happened"),
    "everyone": _l("Does it affect everybody who comes there?"),
    "contact": _l("May we contact the client?"),
    "event_on": _l("Day it happened to them"),
}


def field_label(name: str) -> str:
    """What a field of a case is called."""
    if name.startswith("breach:"):
        return str(_("Kind of problem %(no)s", no=name.split(":")[1]))
    return str(FIELDS.get(name, name))


class CorrectForm(Deed):
    """Another value for one field; what stood before stays in the file."""

    slug, title, button = "correct", _l("Correct what was recorded"), _l("Save the correction")
    done = _l("The correction is saved.")
    field = HiddenField()

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        return not state.void

    @classmethod
    def shaped(cls, case: CaseFile, asked: Mapping[str, str]) -> type[Self]:
        name = asked.get("field", "")
        if name not in FIELDS and name.removeprefix("breach:") not in case.state.breaches:
            abort(404)
        return type(cls.__name__, (cls,), {"value": _field(name)})

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        name = asked.get("field", "")
        return {"field": name, "value": present(case.state, name), "seen_seq": case.last_seq}

    def offer(self, case: CaseFile) -> None:
        name, value = str(self.field.data), cast(CodedSelect, self._fields["value"])
        if name == "channel":
            value.offer(codes(case.programme.id, "intake_channel"))
        elif name == "contact":
            value.offer(offers.CONTACT)
        elif name == "place":
            names = labels(case.programme.id)
            rows, groups = offers.places(places(case.programme.id, "facility", "district"), names)
            value.offer(rows, groups=groups)
        elif name.startswith("breach:"):
            rows, groups = offers.case_types(case.programme)
            value.offer(rows, groups=groups)

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.correct_field(
            by=by, programme=case.programme, case_id=case.id, field=str(self.field.data),
            value=self._fields["value"].data, seen_seq=self.seen(), entry_id=new_id("corrected"),
        )  # fmt: skip
        if self.field.data in ("accused", "accused_name"):
            tell_of_interest(by, case.programme, case.id, [str(self._fields["value"].data or "")], new_id)


class SettleForm(CorrectForm):
    """Two corrections of one field, neither having seen the other: which value holds."""

    slug, title, button = "settle", _l("Say which holds"), _l("Save")
    needs = "case.verify"

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        return bool(state.conflicts) and not state.void

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        if str(self.field.data) not in case.state.conflicts:
            raise Refused({"": _("This does not fit the case as it stands now.")})
        actions.settle_conflict(
            by=by, programme=case.programme, case_id=case.id, field=str(self.field.data),
            value=self._fields["value"].data, entry_id=new_id("settled"),
        )  # fmt: skip


def _field(name: str) -> Any:
    label = field_label(name)
    if name == "narrative":
        return WordsField(label, [Required()], rows=8)
    if name in WORDS:
        return LineField(label, most=300)
    if name == "everyone":
        return YesNo(label, [Required()])
    if name == "contact":
        return CodedRadios(label, [Required()])
    if name == "event_on":
        return DateField(label)
    return CodedSelect(label, [Required()])


def present(state: CaseState, name: str) -> Any:
    """The value that holds now."""
    if name in WORDS:
        return state.words.get(name, "").strip()
    if name in ("worker", "team", "supervisor", "lawyer"):
        return getattr(state, name)
    if name.startswith("breach:"):
        return state.breaches[name.removeprefix("breach:")].type
    value = state.codes.get(name)
    if name == "event_on":
        return date.fromisoformat(value) if value else None
    return value or state.codes.get("district") if name == "place" else value


class OnEntry(Deed):
    """About one entry of the file, named in the address."""

    entry = HiddenField()

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        return True

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        found = entry_of(case.state, asked.get("entry", ""))
        return {"entry": str(found.id), "on": day_of(case.state, found), "seen_seq": case.last_seq}

    def about(self, state: CaseState) -> Entry | None:
        return entry_of(state, str(self.entry.data))


def entry_of(state: CaseState, asked: str) -> Entry:
    """The entry asked for; a page that is not there otherwise."""
    found = next((entry for entry in state.entries if str(entry.id) == asked), None)
    if found is None:
        abort(404)
    return found


def day_of(state: CaseState, entry: Entry) -> date:
    """The day an entry stands under, as corrected."""
    return state.days.get(entry.id, (entry.happened_on, ""))[0]


class RedateForm(OnEntry):
    """Another day for something that was recorded."""

    slug, title, button = "day", _l("Correct the day"), _l("Save the day")
    done = _l("The day is corrected.")
    on = DateField(_l("Day it happened"), [Required()], partial=True)
    why = LineField(_l("Why"), most=300)

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        entry = entry_of(case.state, str(self.entry.data))
        actions.correct_day(
            by=by, programme=case.programme, case_id=case.id, entry=entry.id, on=self.on.data,
            precision=self.on.precision, why=self.why.data or "", entry_id=new_id("redated"),
        )  # fmt: skip


class WithdrawForm(OnEntry):
    """An entry that was a mistake; it stays in the file, struck through."""

    slug, title, button = "withdraw", _l("Withdraw an entry"), _l("Withdraw it")
    done = _l("It is withdrawn.")
    why = LineField(_l("Why"), [Required(_l("Say why it is withdrawn."))], most=300)

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        entry = entry_of(case.state, str(self.entry.data))
        actions.void_entry(
            by=by, programme=case.programme, case_id=case.id, entry=entry.id, why=self.why.data or "",
            entry_id=new_id("voided"),
        )  # fmt: skip


def may_be_withdrawn(state: CaseState, entry: Entry) -> bool:
    """Does it stand, and is it of a kind that can be withdrawn?"""
    return entry.kind in VOIDABLE and entry.id not in state.voided and (not state.void or entry.kind == "case.voided")
