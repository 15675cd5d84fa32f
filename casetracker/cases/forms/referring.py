"""Forms of referral: to another organisation, and what it answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from wtforms import HiddenField

from casetracker.cases import actions
from casetracker.cases.forms import offers
from casetracker.cases.forms.base import Deed, Ids, running
from casetracker.cases.forms.mending import entry_of
from casetracker.cases.queries import CaseFile
from casetracker.cases.state import CaseState
from casetracker.kit.forms import CodedRadios, CodedSelect, DateField, LineField, Required, WordsField
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.entries import Author, Entry


def answer_names() -> dict[str, str]:
    """What an organisation may answer."""
    return {
        "accepted": _("They take the client on"), "refused": _("They do not take the client on"),
        "no_answer": _("No answer came"),
    }  # fmt: skip


class ReferForm(Deed):
    """Another organisation takes over what is not ours to do; the client agrees first."""

    slug, title, button = "refer", _l("Refer to another organisation"), _l("Save the referral")
    done = _l("The referral is saved. Its sheet can be printed from the file.")
    on = DateField(_l("Day"), [Required()])
    to = LineField(_l("To which organisation"), most=200)
    institution = CodedSelect(_l("Or one of these"), blank=_l("None of these"))
    what = WordsField(
        _l("What for"),
        [Required(_l("Say what for."))],
        rows=4,
        description=_l("This stands on the sheet that the organisation reads: no more than it needs."),
    )
    due = DateField(_l("When we ask whether they took it on"), future=True)

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        return {"on": case.today, "seen_seq": case.last_seq}

    def offer(self, case: CaseFile) -> None:
        offers.institutions(self.institution, case.programme, offers.where(case), case.today)

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.refer(
            by=by, programme=case.programme, case_id=case.id, on=self.on.data, to=self.to.data or "",
            institution=self.institution.data, what=self.what.data or "", due=self.due.data,
            entry_id=new_id("referral"),
        )  # fmt: skip


class ReferralAnswerForm(Deed):
    """What the organisation answered."""

    slug, title, button = "referral-answer", _l("Record the answer to a referral"), _l("Save the answer")
    done = _l("Answered.")
    referral = HiddenField()
    answer = CodedRadios(_l("What did they answer?"), [Required()])
    on = DateField(_l("Day"), [Required()])
    what = WordsField(_l("In their words"), rows=3)

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        return running(state) and any(one.waits for one in state.referrals)

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        waiting = [str(one.id) for one in case.state.referrals if one.waits]
        asked_for = asked.get("referral") or (waiting[-1] if waiting else "")
        return {"referral": asked_for, "on": case.today, "seen_seq": case.last_seq}

    def offer(self, case: CaseFile) -> None:
        self.answer.offer(answer_names())

    def about(self, state: CaseState) -> Entry | None:
        return entry_of(state, self.referral.data) if self.referral.data else None

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.answer_referral(
            by=by, programme=case.programme, case_id=case.id, referral=UUID(self.referral.data or str(UUID(int=0))),
            answer=self.answer.data or "", on=self.on.data, what=self.what.data or "", entry_id=new_id("answer"),
        )  # fmt: skip


REFERRING: tuple[type[Deed], ...] = (ReferForm, ReferralAnswerForm)
"""the deeds of this file"""
