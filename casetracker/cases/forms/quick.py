"""One step on several cases: a morning's meeting with the director that served five of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self, cast

from casetracker.cases import actions
from casetracker.cases.forms import offers
from casetracker.cases.forms.base import CaseForm, Ids
from casetracker.cases.queries import CaseFile
from casetracker.cases.state import Breach
from casetracker.kit.forms import CodedSelect, DateField, LineField, Required, WordsField
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.codes import codes
from casetracker.ledger.entries import Author
from casetracker.ledger.kinds import Refused

MOST = 50
ABOUT = "about"
RESOLVED = ("resolved_full", "resolved_partial")


class QuickStepForm(CaseForm):
    """What was done, once, and for each problem of each case what came of it."""

    on = DateField(_l("Day it happened"), [Required()])
    remedy = CodedSelect(_l("What was done"), [Required()])
    institution = CodedSelect(_l("With whom"), blank=_l("Nobody outside"))
    result = CodedSelect(_l("What came of it"), blank=_l("Not known yet"))
    who = LineField(_l("Who took part"), most=300, description=_l("Roles rather than names, where that is enough."))
    what = WordsField(
        _l("What was said and agreed"),
        rows=3,
        description=_l("This stands in the file of every case below: write nothing that names a client."),
    )
    relief = CodedSelect(_l("What the clients received"), blank=_l("Not said"))
    next_step = LineField(_l("What is next"), most=300)
    due = DateField(_l("By when"), future=True)

    @classmethod
    def for_cases(cls, cases: Sequence[CaseFile]) -> Self:
        """The form with a choice for every open problem of these cases."""
        fields = {
            name_of(case, breach): CodedSelect(offers.breach_name(case.programme.id, breach), blank=None)
            for case in cases
            for breach in case.state.open_breaches
        }
        likely: dict[str, Any] = {"on": cases[0].today} | dict.fromkeys(fields, ABOUT)
        form: Self = type(cls.__name__, (cls,), fields)(data=likely)
        form._offer(cases)
        return form

    def _offer(self, cases: Sequence[CaseFile]) -> None:
        programme, today = cases[0].programme, cases[0].today
        outcomes = codes(programme.id, "outcome")
        choices: dict[str, Any] = {ABOUT: _("It was about this")}
        choices |= {code: outcomes[code] for code in RESOLVED if code in outcomes}
        choices |= {"no": _("It was not about this")}
        for case in cases:
            for breach in case.state.open_breaches:
                cast(CodedSelect, self._fields[name_of(case, breach)]).offer(
                    {**choices, "no": _("It was not about this")}
                )
        places = {offers.where(case) for case in cases}
        offers.remedies(self.remedy, programme, today)
        offers.institutions(self.institution, programme, places.pop() if len(places) == 1 else None, today)
        offers.results(self.result, programme)
        self.relief.offer(codes(programme.id, "relief"))

    def said_of(self, case: CaseFile) -> dict[str, str]:
        """Breach number -> what was chosen for it, of those that the step was about."""
        chosen = {b.no: str(self._fields[name_of(case, b)].data) for b in case.state.open_breaches}
        return {no: what for no, what in chosen.items() if what == ABOUT or what in RESOLVED}

    def act(self, cases: Sequence[CaseFile], by: Author, new_id: Ids) -> int:
        """A step on each case through the same action as anywhere; how many were served. Refused: none was."""
        served = [case for case in cases if self.said_of(case)]
        if not served:
            raise Refused({"": _("Say for at least one problem that the step was about it.")})
        for case in served:
            try:
                self._act_on(case, by, new_id)
            except Refused as refused:
                raise Refused({"": f"{case.reference}: {'; '.join(map(str, refused.problems.values()))}"}) from refused
        return len(served)

    def _act_on(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        common: dict[str, Any] = {
            "by": by, "programme": case.programme, "case_id": case.id, "on": self.on.data,
            "remedy": self.remedy.data, "institution": self.institution.data,
        }  # fmt: skip
        said = self.said_of(case)
        actions.take_step(
            **common, breaches=list(said), result=self.result.data, what=self.what.data or "",
            who=self.who.data or "", next_step=self.next_step.data or "", due=self.due.data,
            entry_id=new_id(f"{case.id} step"),
        )  # fmt: skip
        for no, outcome in said.items():
            if outcome in RESOLVED:
                actions.resolve_breach(
                    **common, breach=no, outcome=outcome, relief=self.relief.data, entry_id=new_id(f"{case.id} {no}")
                )


def name_of(case: CaseFile, breach: Breach) -> str:
    """The field of one problem of one case."""
    return f"b_{case.id.hex}_{breach.no}"
