"""Forms of cases: one for each deed, by its address."""

from __future__ import annotations

from casetracker.cases.forms.base import CaseForm, Deed, Ids, ids_of
from casetracker.cases.forms.closing import CloseForm
from casetracker.cases.forms.ending import (
    CameBackForm,
    ConfirmForm,
    ReopenForm,
    ReportForm,
    ResolveForm,
    TellForm,
)
from casetracker.cases.forms.handing import HANDING
from casetracker.cases.forms.holding import AssignForm, DistinctForm, FlagsForm, VoidForm
from casetracker.cases.forms.limits import LIMITS, StartForm
from casetracker.cases.forms.mending import CorrectForm, RedateForm, SettleForm, WithdrawForm
from casetracker.cases.forms.redacting import RedactForm
from casetracker.cases.forms.referring import REFERRING
from casetracker.cases.forms.reviewing import ReviewForm
from casetracker.cases.forms.supervising import AnswerForm, HelpForm, RemarkForm
from casetracker.cases.forms.working import BreachForm, NextForm, NoteForm, ReplyForm, StepForm

FORMS: tuple[type[Deed], ...] = (
    StepForm, ReplyForm, ReportForm, ResolveForm, ConfirmForm, TellForm, CloseForm, ReopenForm, CameBackForm,
    NextForm, NoteForm, BreachForm, FlagsForm, AssignForm, CorrectForm, SettleForm, RedateForm, WithdrawForm,
    VoidForm, DistinctForm, HelpForm, RemarkForm, AnswerForm, ReviewForm, RedactForm,
    StartForm, *LIMITS,
    *HANDING,
    *REFERRING,
)  # fmt: skip
DEEDS: dict[str, type[Deed]] = {form.slug: form for form in FORMS}

__all__ = ["DEEDS", "CaseForm", "Deed", "Ids", "ids_of"]
