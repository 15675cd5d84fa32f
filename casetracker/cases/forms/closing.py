"""Closing a case: how each problem that is still open ended, whether the client was told, and why it is closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self

from wtforms.validators import ValidationError

from casetracker.cases import actions
from casetracker.cases.forms import offers
from casetracker.cases.forms.base import Deed, Ids
from casetracker.cases.queries import CaseFile
from casetracker.cases.state import CaseState, best
from casetracker.kit.forms import CodedRadios, CodedSelect, DateField, Required, WordsField
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.codes import CodeRow, codes
from casetracker.ledger.entries import Author

UNRESOLVED = ("not_resolved", "transferred")


class CloseForm(Deed):
    """One choice for each problem that is still open; a resolution has its own form, with the day it happened."""

    slug, title, button = "close", _l("Close the case"), _l("Close the case")
    done = _l("The case is closed.")

    on = DateField(_l("Day"), [Required()])
    told = CodedRadios(_l("Was the client told the outcome?"))
    reason = CodedSelect(_l("Why it is closed"), [Required()])
    what = WordsField(_l("In a few words"), rows=3)
    case: CaseFile

    @classmethod
    def shaped(cls, case: CaseFile, asked: Mapping[str, str]) -> type[Self]:
        fields = {
            f"outcome_{breach.no}": CodedRadios(offers.breach_name(case.programme.id, breach), [Required()])
            for breach in case.state.open_breaches
        }
        return type(cls.__name__, (cls,), fields)

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        return {"on": case.today, "seen_seq": case.last_seq}

    def offer(self, case: CaseFile) -> None:
        self.case = case
        rows = codes(case.programme.id, "outcome")
        for field in self.outcome_fields:
            field.offer({code: rows[code] for code in UNRESOLVED if code in rows})
        told = codes(case.programme.id, "told_state")
        self.told.offer({code: row for code, row in told.items() if code != "unknown"})
        self.reason.offer(reasons(case))

    @property
    def outcome_fields(self) -> list[CodedRadios]:
        """The choices, one a problem."""
        return [field for field in self if field.name.startswith("outcome_")]  # type: ignore[misc]

    @property
    def asks_told(self) -> bool:
        """There is a client, and nothing was said yet of telling them."""
        return bool(self.case.state.codes.get("client")) and not self.case.state.told

    def validate_told(self, field: CodedRadios) -> None:
        """Being told the outcome is the client's right."""
        if self.asks_told and not field.data:
            raise ValidationError(_("Say whether the client was told the outcome."))

    def validate_reason(self, field: CodedSelect) -> None:
        """A reason goes with some outcomes only."""
        chosen = [str(one.data) for one in self.outcome_fields if one.data]
        row = codes(self.case.programme.id, "closure_reason").get(field.data or "")
        if len(chosen) < len(self.outcome_fields) or row is None:
            return
        if outcome_of(self.case.state, chosen) not in row.more.get("outcomes", ()):
            raise ValidationError(_("This reason does not go with how the problems ended. Choose another."))

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        same: dict[str, Any] = {"by": by, "programme": case.programme, "case_id": case.id, "on": self.on.data}
        for field in self.outcome_fields:
            no = field.name.removeprefix("outcome_")
            actions.end_breach(**same, breach=no, outcome=field.data or "", entry_id=new_id(f"ended {no}"))
        if self.told.data:
            actions.tell_client(**same, state=self.told.data, entry_id=new_id("told"))
        actions.close_case(
            **same, reason=self.reason.data or "", what=self.what.data or "", entry_id=new_id("closed")
        )  # fmt: skip


def outcome_of(state: CaseState, of_open: Iterable[str]) -> str:
    """The outcome the case would have if its open problems ended so."""
    ended = {no: breach.ending.outcome for no, breach in state.breaches.items() if breach.ending}
    return best(ended | {f"open {number}": outcome for number, outcome in enumerate(of_open)})


def reasons(case: CaseFile) -> dict[str, CodeRow]:
    """Reasons that go with an outcome the case can still have."""
    still = len(case.state.open_breaches)
    tried = [[code] * still for code in UNRESOLVED] if still else [[]]
    possible = {outcome_of(case.state, one) for one in tried}
    if still:
        possible.add("not_resolved" if "not_resolved" in possible else "resolved_partial")
    rows = codes(case.programme.id, "closure_reason", case.today)
    return {code: row for code, row in rows.items() if possible & set(row.more.get("outcomes", ()))}
