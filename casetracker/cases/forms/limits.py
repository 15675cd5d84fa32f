"""Forms of time limits: started by hand, extended, paused, resumed, stopped, given another day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import abort
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from casetracker.cases import actions
from casetracker.cases.deadlines import Clock
from casetracker.cases.forms.base import Deed, Ids
from casetracker.cases.forms.mending import entry_of
from casetracker.cases.queries import CaseFile
from casetracker.cases.queries.limits import rule_name, rules_of
from casetracker.cases.queries.saying_clocks import reason
from casetracker.cases.rules import ELIGIBILITY
from casetracker.cases.state import CaseState
from casetracker.kit.forms import CodedRadios, CodedSelect, DateField, LineField, Required, WholeField
from casetracker.ledger.entries import Author, Entry


class StartForm(Deed):
    """A limit that no step started: by a decision, a birth, an arrival, or under a rule that nobody confirmed."""

    slug, title, button = "limit", _l("Start a time limit"), _l("Start it")
    done = _l("The time limit runs.")
    rule = CodedSelect(_l("Which time limit"), [Required()])
    start = DateField(_l("Day it counts from"), [Required()])
    due = DateField(
        _l("Day it is due"),
        future=True,
        description=_l("Only where the rule is not confirmed or the day is another."),
    )
    why = LineField(_l("Why on that day"), most=300)

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        return {"start": case.today, "rule": asked.get("rule"), "seen_seq": case.last_seq}

    def offer(self, case: CaseFile) -> None:
        rules = rules_of(case.programme.id)
        self.rule.offer({
            code: rule_name(rule) if rule.runs else _("%(rule)s (not confirmed)", rule=rule_name(rule))
            for code, rule in rules.items()
        })  # fmt: skip

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.start_clock(
            by=by, programme=case.programme, case_id=case.id, rule=self.rule.data or "", start=self.start.data,
            due=self.due.data, why=self.why.data or "", entry_id=new_id("limit"),
        )  # fmt: skip


class OnLimit(Deed):
    """About one running limit, named in the address."""

    clock = HiddenField()

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        return {"clock": asked.get("clock", ""), "on": case.today, "seen_seq": case.last_seq}

    def offer(self, case: CaseFile) -> None:
        self.found(case.state)

    def about(self, state: CaseState) -> Entry | None:
        return entry_of(state, str(self.found(state).id))

    def found(self, state: CaseState) -> Clock:
        """The limit; a page that is not there where the case has none such."""
        found = next((one for one in state.clocks if str(one.id) == self.clock.data), None)
        if found is None:
            abort(404)
        return found

    def said(self, case: CaseFile, by: Author, new_id: Ids) -> dict[str, Any]:
        """What every deed on a limit takes."""
        return {
            "by": by, "programme": case.programme, "case_id": case.id, "clock": UUID(str(self.clock.data)),
            "entry_id": new_id(self.slug),
        }  # fmt: skip


class ExtendForm(OnLimit):
    """They take longer, as the rule allows."""

    slug, title, button = "limit-extend", _l("Extend a time limit"), _l("Extend it")
    done = _l("The time limit is extended.")
    to = WholeField(_l("How long in all, from the first day"), [Required()], least=1, most=3660)
    why = LineField(_l("Why"), most=300)

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        found = next((one for one in case.state.clocks if str(one.id) == asked.get("clock")), None)
        return super().likely(case, asked) | {"to": found.rule.get("extendable_to") if found else None}

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.extend_clock(**self.said(case, by, new_id), to=int(self.to.data or 0), why=self.why.data or "")


class PauseForm(OnLimit):
    """They wait for us."""

    slug, title, button = "limit-pause", _l("Pause a time limit"), _l("Pause it")
    done = _l("The time limit is paused.")
    on = DateField(_l("From which day"), [Required()])
    why = LineField(_l("Why"), [Required(_l("Say why it is paused."))], most=300)

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.pause_clock(**self.said(case, by, new_id), on=self.on.data, why=self.why.data or "")


class ResumeForm(OnLimit):
    """It goes on."""

    slug, title, button = "limit-resume", _l("Let a time limit go on"), _l("Let it go on")
    done = _l("The time limit goes on.")
    on = DateField(_l("From which day"), [Required()])

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.resume_clock(**self.said(case, by, new_id), on=self.on.data)


class StopForm(OnLimit):
    """It is over."""

    slug, title, button = "limit-stop", _l("Stop a time limit"), _l("Stop it")
    done = _l("The time limit is stopped.")
    on = DateField(_l("On which day"), [Required()])
    reason = CodedRadios(_l("Why"), [Required()])
    why = LineField(_l("In a few words"), most=300)

    def offer(self, case: CaseFile) -> None:
        super().offer(case)
        side = self.found(case.state).side
        fits = {"institution": ("answered",), "client": ("met",), ELIGIBILITY: ()}.get(side, ())
        self.reason.offer({code: reason(code) for code in (*fits, "not_needed", "mistake")})

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.stop_clock(
            **self.said(case, by, new_id), on=self.on.data, reason=self.reason.data or "", why=self.why.data or ""
        )


class OtherDayForm(OnLimit):
    """Another due day than the rule gives."""

    slug, title, button = "limit-day", _l("Give a time limit another day"), _l("Save the day")
    done = _l("The time limit has another day.")
    due = DateField(_l("Day it is due"), [Required()], future=True)
    why = LineField(_l("Why"), [Required(_l("Say why the day is another."))], most=300)

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.override_clock(**self.said(case, by, new_id), due=self.due.data, why=self.why.data or "")


LIMITS = (ExtendForm, PauseForm, ResumeForm, StopForm, OtherDayForm)
