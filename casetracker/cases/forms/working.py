"""Forms of the work itself: steps, replies, what is next, notes, one more problem."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from wtforms import BooleanField
from wtforms.validators import ValidationError

from casetracker.cases import actions
from casetracker.cases.forms import offers
from casetracker.cases.forms.base import Deed, Ids
from casetracker.cases.ladder import goes_down
from casetracker.cases.queries import CaseFile
from casetracker.cases.queries.rungs import ladder_of
from casetracker.cases.state import CaseState
from casetracker.kit.forms import CodedChecks, CodedSelect, DateField, LineField, Required, WordsField
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.kit.spoken import day as day_text
from casetracker.ledger.codes import codes, label_of
from casetracker.ledger.entries import Author


class NextStep(Deed):
    """What is next: shared by every form that moves a case."""

    next_step = LineField(_l("What is next"), most=300)
    due = DateField(_l("By when"), future=True)
    turn = CodedSelect(_l("Whose turn is it"), blank=_l("As usual for this result"))

    def offer(self, case: CaseFile) -> None:
        self.turn.offer(offers.TURNS)

    def next(self) -> dict[str, Any]:
        """What is next as actions take it."""
        return {"next_step": self.next_step.data or "", "due": self.due.data, "turn": self.turn.data}


class StepForm(NextStep):
    """One attempt at a remedy, for one or more problems; those that it put right can be said at once."""

    slug, title, button = "step", _l("Record a step"), _l("Save the step")
    done = _l("The step is saved.")

    on = DateField(_l("Day it happened"), [Required()])
    breaches = CodedChecks(_l("Which problems was it about?"), [Required()])
    remedy = CodedSelect(_l("What was done"), [Required()])
    institution = CodedSelect(_l("With whom"), blank=_l("Nobody outside"), description=_l("The nearest ones first."))
    down = LineField(_l("Why a nearer office again"), most=300, description=_l("Only where a higher one was tried."))
    received = DateField(
        _l("Day they received it"), description=_l("Where it is another day: some time limits count from it.")
    )
    result = CodedSelect(_l("What came of it"), blank=_l("Not known yet"))
    who = LineField(_l("Who took part"), most=300, description=_l("Roles rather than names, where that is enough."))
    what = WordsField(_l("What was said and agreed"), rows=4)
    solved = CodedChecks(_l("Put right in full, and it is there"), description=_l("A promise is not yet a resolution."))
    partly = CodedChecks(_l("Put right in part"))
    relief = CodedSelect(_l("What the client received"), blank=_l("Not said"))
    case: CaseFile

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        return {
            "on": case.today, "breaches": [b.no for b in case.state.open_breaches], "seen_seq": case.last_seq,
            "remedy": asked.get("remedy") or None, "institution": asked.get("institution") or None,
        }  # fmt: skip

    def offer(self, case: CaseFile) -> None:
        super().offer(case)
        self.case = case
        still = case.state.open_breaches
        self.breaches.offer(offers.breaches(case, case.state.breaches.values()))
        self.solved.offer(offers.breaches(case, still))
        self.partly.offer(offers.breaches(case, still))
        offers.remedies(self.remedy, case.programme, case.today)
        offers.institutions(self.institution, case.programme, offers.where(case), case.today)
        offers.results(self.result, case.programme)
        self.relief.offer(codes(case.programme.id, "relief"))

    @property
    def may_go_down(self) -> bool:
        """Was anybody but the nearest office tried? Until then there is nothing to go down from."""
        ladder = ladder_of(self.case.programme.id)
        return any(ladder.height(step.institution) > 0 for step in self.case.state.steps)

    def validate_down(self, field: LineField) -> None:
        """Nobody is kept from going down the ladder again; the file says why."""
        ladder, steps = ladder_of(self.case.programme.id), self.case.state.steps
        if not (field.data or "").strip() and goes_down(ladder, steps, self.breaches.data or [], self.institution.data):
            raise ValidationError(_("A higher office was tried already: say why this one now."))

    def validate_partly(self, field: CodedChecks) -> None:
        """One problem has one outcome, and what a step put right it was about."""
        if set(field.data or ()) & set(self.solved.data or ()):
            raise ValidationError(_("A problem is put right either in full or in part."))
        if not {*(field.data or ()), *(self.solved.data or ())} <= set(self.breaches.data or ()):
            raise ValidationError(_("A step can only put right the problems that it was about."))

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        common: dict[str, Any] = {
            "by": by, "programme": case.programme, "case_id": case.id, "on": self.on.data,
            "remedy": self.remedy.data, "institution": self.institution.data,
        }  # fmt: skip
        actions.take_step(
            **common, **self.next(), breaches=self.breaches.data or [], result=self.result.data,
            what=self.what.data or "", who=self.who.data or "", why=self.down.data or "",
            received=self.received.data, entry_id=new_id("step"),
        )  # fmt: skip
        solved = dict.fromkeys(self.solved.data or [], "resolved_full")
        for no, outcome in (solved | dict.fromkeys(self.partly.data or [], "resolved_partial")).items():
            actions.resolve_breach(
                **common, breach=no, outcome=outcome, relief=self.relief.data, entry_id=new_id(f"resolved {no}")
            )


class ReplyForm(NextStep):
    """What an institution answered to a step."""

    slug, title, button = "reply", _l("Record a reply"), _l("Save the reply")
    done = _l("The reply is saved.")

    step = CodedSelect(_l("To which step"), [Required()], blank=None)
    on = DateField(_l("Day it came"), [Required()])
    result = CodedSelect(_l("What they answered"), [Required()])
    what = WordsField(_l("In their words"), rows=4)

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        return super().possible(state) and bool(state.steps)

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        last = str(case.state.steps[-1].id) if case.state.steps else None
        return {"on": case.today, "step": asked.get("step") or last, "seen_seq": case.last_seq}

    def offer(self, case: CaseFile) -> None:
        super().offer(case)
        self.step.offer({str(step.id): _step_name(case, step) for step in reversed(case.state.steps)})
        offers.results(self.result, case.programme)

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.receive_reply(
            by=by, programme=case.programme, case_id=case.id, on=self.on.data, step=UUID(str(self.step.data)),
            result=self.result.data or "", what=self.what.data or "", entry_id=new_id("reply"), **self.next(),
        )  # fmt: skip


def _step_name(case: CaseFile, step: Any) -> str:
    named = [label_of(case.programme.id, "remedy", step.remedy)]
    if step.institution:
        named.append(label_of(case.programme.id, "institution", step.institution))
    return f"{day_text(step.at.on)}: {', '.join(named)}"


class NextForm(NextStep):
    """What is next, without a step."""

    slug, title, button = "next", _l("Say what is next"), _l("Save")
    next_step = LineField(_l("What is next"), [Required()], most=300)
    due = DateField(_l("By when"), [Required()], future=True)
    turn = CodedSelect(_l("Whose turn is it"), [Required()], blank=None)

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        return {"turn": "worker", "seen_seq": case.last_seq}

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.set_next(
            by=by, programme=case.programme, case_id=case.id, entry_id=new_id("next"),
            next_step=self.next_step.data or "", due=self.due.data, turn=self.turn.data or "worker",
        )  # fmt: skip


class NoteForm(Deed):
    """A note in the file."""

    slug, title, button = "note", _l("Add a note"), _l("Save the note")
    done = _l("The note is saved.")
    text = WordsField(_l("Note"), [Required(_l("Write the note."))], rows=6)
    private = BooleanField(
        _l("Private: only I and the supervisor named in the case read it"),
        description=_l("When the case is handed on, private notes go along only where you say so."),
    )

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        return True

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.add_note(
            by=by, programme=case.programme, case_id=case.id, text=self.text.data or "",
            private=bool(self.private.data), entry_id=new_id("note"),
        )  # fmt: skip


class BreachForm(Deed):
    """One more problem of the same matter."""

    slug, title, button = "problem", _l("Add a problem"), _l("Save the problem")
    done = _l("The problem is added.")
    on = DateField(_l("Day you were told"), [Required()])
    case_type = CodedSelect(_l("What kind of problem"), [Required()])
    what = WordsField(_l("What happened"), rows=4)

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        return {"on": case.today, "seen_seq": case.last_seq}

    def offer(self, case: CaseFile) -> None:
        rows, groups = offers.case_types(case.programme, case.today)
        self.case_type.offer(rows, groups=groups)

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        number = 1 + max((int(no) for no in case.state.breaches), default=0)
        actions.add_breach(
            by=by, programme=case.programme, case_id=case.id, no=str(number), case_type=self.case_type.data or "",
            on=self.on.data, words={"what": self.what.data or ""},
        )  # fmt: skip
