"""Forms of who holds a case, how sensitive it is, and whether it is one at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from wtforms.validators import ValidationError

from casetracker.accounts.guard import current_reader
from casetracker.cases import actions
from casetracker.cases.forms import offers
from casetracker.cases.forms.base import Deed, Ids
from casetracker.cases.queries import CaseFile, case_file
from casetracker.cases.queries.reading import case_referenced
from casetracker.cases.state import CaseState
from casetracker.kit.forms import CodedChecks, CodedRadios, CodedSelect, LineField, Required, WordsField
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.codes import codes
from casetracker.ledger.entries import Author
from casetracker.ledger.kinds import Stale


class VoidForm(Deed):
    """Not a case after all."""

    slug, title, button = "void", _l("This is not a case"), _l("Take it out of every count")
    needs = "case.verify"
    done = _l("It no longer counts. The file stays.")
    reason = CodedRadios(_l("Why"), [Required()])
    same_as = LineField(
        _l("Reference of the case that stays"), description=_l("Where it is recorded twice: the other file.")
    )
    why = WordsField(_l("In a few words"), rows=3)
    case: CaseFile
    stays: UUID | None = None

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        same_as = asked.get("same_as", "")[:40]
        return {"seen_seq": case.last_seq, **({"reason": "duplicate", "same_as": same_as} if same_as else {})}

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        return not state.void

    def offer(self, case: CaseFile) -> None:
        self.case = case
        self.reason.offer({"duplicate": _("It is recorded twice"), "entry_error": _("It was entered by mistake")})

    def validate_same_as(self, field: LineField) -> None:
        """Another case that counts, or the matter would be in no count at all."""
        if self.reason.data != "duplicate":
            return
        if not field.data:
            raise ValidationError(_("Say which case it is a duplicate of."))
        reader = current_reader()
        found = case_referenced(reader, self.case.programme.id, field.data)
        stays = case_file(reader, found) if found and found != self.case.id else None
        if stays is None:
            raise ValidationError(_("There is no other case with this reference."))
        if stays.state.void:
            raise ValidationError(_("That case is in no count either: it was taken out itself."))
        self.stays = stays.id

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.void_case(
            by=by, programme=case.programme, case_id=case.id, reason=self.reason.data or "", why=self.why.data or "",
            same_as=self.stays, entry_id=new_id("void"),
        )  # fmt: skip


class DistinctForm(Deed):
    """Another matter than a case that looks like it."""

    slug, title, button = "distinct", _l("Not a duplicate"), _l("They are two matters")
    needs = "case.verify"
    done = _l("It will not be proposed as a duplicate again.")
    other = LineField(_l("Reference of the case that looks like it"), [Required()])
    case: CaseFile
    found: UUID | None = None

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        return not state.void

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        return {"seen_seq": case.last_seq, "other": asked.get("other", "")[:40]}

    def offer(self, case: CaseFile) -> None:
        self.case = case

    def validate_other(self, field: LineField) -> None:
        """A case that the reader may open."""
        self.found = case_referenced(current_reader(), self.case.programme.id, field.data or "")
        if self.found is None or self.found == self.case.id:
            raise ValidationError(_("There is no other case with this reference."))

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        if self.found is not None:
            actions.tell_apart(
                by=by, programme=case.programme, case_id=case.id, other=self.found, entry_id=new_id("distinct")
            )


class FlagsForm(Deed):
    """Flags that make the case more sensitive."""

    slug, title, button = "flags", _l("Make it more sensitive"), _l("Save")
    done = _l("The case is more sensitive now.")
    flags = CodedChecks(
        _l("Why"), [Required()], description=_l("Sensitivity is raised, never lowered: fewer people will see the case.")
    )

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        return not state.void

    def offer(self, case: CaseFile) -> None:
        self.flags.offer(codes(case.programme.id, "sensitivity_flag"))

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.raise_flags(
            by=by, programme=case.programme, case_id=case.id, flags=self.flags.data or [], entry_id=new_id("flags")
        )  # fmt: skip


class AssignForm(Deed):
    """A coordinator's order: who holds the case, without being asked first."""

    slug, title, button = "assign", _l("Assign the case"), _l("Assign it")
    needs = "case.assign"
    worker = CodedSelect(_l("Worker"), [Required()], blank=None)
    team = CodedSelect(_l("Team"), blank=_l("None"))
    supervisor = CodedSelect(_l("Supervisor"), blank=_l("None"))
    lawyer = CodedSelect(_l("Lawyer"), blank=_l("None"))

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        return not state.void

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        return {name: getattr(case.state, name) for name in HOLDERS} | {"seen_seq": case.last_seq}

    def offer(self, case: CaseFile) -> None:
        for name, roles in HOLDERS.items():
            now = getattr(case.state, name)
            offered = offers.people(case.programme, *roles) if roles else offers.teams(case.programme)
            cast(CodedSelect, self._fields[name]).offer(offered, keep=(now, now) if now else None)

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        seen = self.seen()
        moved = [entry.seq for entry in case.state.entries if entry.kind == "case.assigned"]
        if seen is not None and moved and moved[-1] > seen:
            raise Stale("worker", case.state.worker)
        changed = {
            name: self._fields[name].data
            for name in HOLDERS
            if (self._fields[name].data or None) != getattr(case.state, name)
        }
        if changed:
            actions.assign_case(
                by=by, programme=case.programme, case_id=case.id, entry_id=new_id("assigned"), **changed
            )  # fmt: skip


HOLDERS: Mapping[str, tuple[str, ...]] = {
    "worker": ("paralegal", "coordinator", "manager"),
    "team": (),
    "supervisor": ("coordinator", "manager"),
    "lawyer": ("lawyer",),
}
