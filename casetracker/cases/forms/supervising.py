"""Forms of supervision: a remark on the file or on one entry, a call for help, an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from wtforms import HiddenField

from casetracker.accounts.guard import current_reader
from casetracker.accounts.permissions import can
from casetracker.cases import actions
from casetracker.cases.forms.base import Deed, Ids
from casetracker.cases.forms.mending import entry_of
from casetracker.cases.queries import CaseFile
from casetracker.cases.state import CaseState
from casetracker.kit.forms import CodedRadios, Required, WordsField
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.entries import Author, Entry
from casetracker.ledger.kinds import Refused


def remark_names() -> dict[str, str]:
    """What may be remarked by whoever supervises."""
    return {
        "comment": _("Comment"), "praise": _("Well done"), "complete": _("Please complete"),
        "returned": _("Returned for correction"),
    }  # fmt: skip


class RemarkForm(Deed):
    """A supervisor's word on the file, or on one entry of it."""

    slug, title, button = "remark", _l("Remark on this file"), _l("Save the remark")
    needs = "case.verify"
    done = _l("The remark is saved.")
    entry = HiddenField()
    what = CodedRadios(_l("What is it"), [Required()])
    text = WordsField(
        _l("In your words"), rows=4, description=_l("Whoever reads the file reads this too; praise needs no words.")
    )

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        return not state.void

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        return {"entry": asked.get("entry", ""), "seen_seq": case.last_seq}

    def about(self, state: CaseState) -> Entry | None:
        return entry_of(state, self.entry.data) if self.entry.data else None

    def offer(self, case: CaseFile) -> None:
        self.what.offer(remark_names())

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.remark(
            by=by, programme=case.programme, case_id=case.id, what=self.what.data or "", text=self.text.data or "",
            entry=UUID(self.entry.data) if self.entry.data else None, entry_id=new_id("remark"),
        )  # fmt: skip


class HelpForm(Deed):
    """The worker needs somebody: the supervisor's turn until it is answered."""

    slug, title, button = "help", _l("Ask for help"), _l("Ask")
    done = _l("Your coordinator sees it from now on.")
    text = WordsField(_l("What do you need"), [Required(_l("Say it in a few words."))], rows=4)

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.remark(
            by=by, programme=case.programme, case_id=case.id, what="help", text=self.text.data or "",
            entry_id=new_id("help"),
        )  # fmt: skip


def _may_clear(case: CaseFile) -> bool:
    """A possible conflict of interest is cleared by somebody who leads and does not work on the case."""
    reader = current_reader()
    return can(reader, "case.verify", case.programme.id) and reader.code != case.state.worker


class AnswerForm(Deed):
    """The answer to what was asked, which closes it."""

    slug, title, button = "answer", _l("Answer"), _l("Save the answer")
    done = _l("Answered.")
    remark = HiddenField()
    text = WordsField(_l("Your answer"), [Required(_l("Say it in a few words."))], rows=4)

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        return not state.void and any(one.owed_by for one in state.remarks)

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        return {"remark": asked.get("remark", ""), "seen_seq": case.last_seq}

    def about(self, state: CaseState) -> Entry | None:
        return entry_of(state, self.remark.data or "")

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        asked = next((one for one in case.state.remarks if str(one.id) == self.remark.data), None)
        if asked is not None and asked.what == "conflict" and not _may_clear(case):
            raise Refused({"": _("Your coordinator answers this.")})
        actions.answer_remark(
            by=by, programme=case.programme, case_id=case.id, remark=UUID(self.remark.data or ""),
            text=self.text.data or "", entry_id=new_id("answer"),
        )  # fmt: skip
