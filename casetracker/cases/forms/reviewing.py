"""The form of a quality review: the file, what the client said, the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import HiddenField

from casetracker.cases import actions
from casetracker.cases.forms import offers
from casetracker.cases.forms.base import Deed, Ids
from casetracker.cases.queries import CaseFile
from casetracker.cases.reviewed import to_review
from casetracker.cases.state import CaseState
from casetracker.kit.forms import CodedChecks, CodedRadios, Required, WordsField
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.entries import Author


class ReviewForm(Deed):
    """What somebody else than the worker found who looked at a closed case again."""

    slug, title, button = "review", _l("Quality review"), _l("Save the review")
    needs = "case.verify"
    done = _l("The review is saved.")
    month = HiddenField()
    file = CodedRadios(_l("The file"), [Required()])
    interview = CodedRadios(_l("Interview with the client"), [Required()])
    handling = CodedRadios(_l("Satisfied with how we handled it?"))
    outcome = CodedRadios(_l("Satisfied with the outcome?"))
    learned = CodedRadios(_l("Learned something to use another time?"))
    verdict = CodedRadios(_l("Verdict"), [Required()])
    breaches = CodedChecks(_l("Resolutions that are not upheld"), description=_l("They are no longer confirmed."))
    note = WordsField(_l("What you found"), rows=4)

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        return not state.void and any(to_review(state))

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        waiting = [one.month for one in to_review(case.state)] or [one.month for one in case.state.reviews]
        return {"month": asked.get("month") or next(iter(waiting), ""), "seen_seq": case.last_seq}

    def offer(self, case: CaseFile) -> None:
        self.file.offer({"complete": _("Complete"), "gaps": _("Something is missing")})
        self.interview.offer(
            {
                "done": _("Spoke with the client"), "not_reached": _("Could not be reached"),
                "unsafe": _("Contact is not safe"), "declined": _("The client did not want to"),
            }
        )  # fmt: skip
        for field in (self.handling, self.outcome, self.learned):
            field.offer({"yes": _("Yes"), "no": _("No")})
        self.verdict.offer({"upheld": _("Upheld"), "not_upheld": _("Not upheld")})
        resolved = [b for b in case.state.breaches.values() if b.ending and b.ending.resolved]
        self.breaches.offer({b.no: offers.breach_name(case.programme.id, b) for b in resolved})

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        answers = {name: self._fields[name].data or "" for name in ("handling", "outcome", "learned")}
        actions.record_review(
            by=by, programme=case.programme, case_id=case.id, month=str(self.month.data), file=self.file.data or "",
            interview=self.interview.data or "", verdict=self.verdict.data or "", answers=answers,
            breaches=self.breaches.data or [], note=self.note.data or "", entry_id=new_id("review"),
        )  # fmt: skip
