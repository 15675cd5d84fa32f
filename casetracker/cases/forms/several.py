"""One deed on several cases chosen in a list: handing them over, saying what is next."""

from __future__ import annotations

from typing import Any, ClassVar

from casetracker.cases import actions
from casetracker.cases.forms import offers
from casetracker.cases.forms.base import CaseForm, Ids, running
from casetracker.cases.forms.holding import HOLDERS
from casetracker.cases.queries import CaseFile
from casetracker.cases.state import CaseState
from casetracker.kit.forms import CodedSelect, DateField, LineField, Required, ValidationError
from casetracker.kit.saying import Sentence
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.entries import Author
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme

MOST = 200


class SeveralForm(CaseForm):
    """`needs`: the permission in the programme and for each case; `endpoint`: where it is sent."""

    needs: ClassVar[str] = "case.write"
    endpoint: ClassVar[str] = ""
    title: ClassVar[Any] = ""
    button: ClassVar[Any] = _l("Save for all of them")
    fields: ClassVar[tuple[str, ...]] = ()

    def offer(self, programme: Programme) -> None:
        """The codes to choose from."""

    def unfit(self, state: CaseState) -> Sentence | None:
        """Why this is not possible in a case; None where it is."""
        return None if running(state) else Sentence("It is closed, or no case at all.")

    def act_on(self, case: CaseFile, seen: int | None, by: Author, new_id: Ids) -> None:
        """Do it in one case; `seen`: the last entry of it that the writer had seen. Refused where it may not be."""
        raise NotImplementedError


class FollowForm(SeveralForm):
    """The same next step for all."""

    endpoint, title = "cases.follow_several", _l("What is next in several cases")
    fields = ("next_step", "due", "turn")
    next_step = LineField(
        _l("What is next"),
        [Required()],
        most=300,
        description=_l("This stands in the file of every case below: write nothing that names a client."),
    )
    due = DateField(_l("By when"), [Required()], future=True)
    turn = CodedSelect(_l("Whose turn"), blank=None)

    def offer(self, programme: Programme) -> None:
        self.turn.offer(offers.TURNS)

    def act_on(self, case: CaseFile, seen: int | None, by: Author, new_id: Ids) -> None:
        actions.set_next(
            by=by, programme=case.programme, case_id=case.id, next_step=self.next_step.data or "", due=self.due.data,
            turn=self.turn.data or "worker", entry_id=new_id(f"{case.id} next"),
        )  # fmt: skip


class HandOverForm(SeveralForm):
    """Another worker, another team, another supervisor; what is left empty stays."""

    needs, endpoint, title = "case.assign", "cases.assign_several", _l("Hand several cases over")
    fields = ("worker", "team", "supervisor")
    worker = CodedSelect(_l("Worker"), blank=_l("As it is"))
    team = CodedSelect(_l("Team"), blank=_l("As it is"))
    supervisor = CodedSelect(_l("Supervisor"), blank=_l("As it is"))

    def offer(self, programme: Programme) -> None:
        self.worker.offer(offers.people(programme, *HOLDERS["worker"]))
        self.supervisor.offer(offers.people(programme, *HOLDERS["supervisor"]))
        self.team.offer(offers.teams(programme))

    def validate_worker(self, _field: Any) -> None:
        """Somebody, or some team."""
        if not any(self[name].data for name in self.fields):
            raise ValidationError(_("Choose who takes them over."))

    def unfit(self, state: CaseState) -> Sentence | None:
        return Sentence("It is no case at all.") if state.void else None

    def act_on(self, case: CaseFile, seen: int | None, by: Author, new_id: Ids) -> None:
        asked = {name: str(self[name].data) for name in self.fields if self[name].data}
        changed: dict[str, Any] = {name: code for name, code in asked.items() if code != getattr(case.state, name)}
        if not changed:
            raise Refused({"": Sentence("They hold it already.")})
        moved = [entry.seq for entry in case.state.entries if entry.kind == "case.assigned"]
        if seen is not None and moved and moved[-1] > seen:
            raise Refused({"": Sentence("Somebody handed it over since you opened the page.")})
        actions.assign_case(
            by=by, programme=case.programme, case_id=case.id, entry_id=new_id(f"{case.id} assigned"), **changed
        )
