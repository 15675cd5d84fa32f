"""The form of somebody who leaves: who takes each of their cases, in one sitting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self
from uuid import UUID

from casetracker.cases import actions
from casetracker.cases.actions.handing import workers
from casetracker.cases.forms.base import CaseForm
from casetracker.cases.queries.rows import ListRow
from casetracker.kit.forms import CodedSelect, Required, WordsField
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.entries import Author
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme


class LeavingForm(CaseForm):
    """One receiver for all, or another for some; nothing is saved until every case has one."""

    everything = CodedSelect(_l("Who takes them on"), blank=_l("I choose for each case"))
    note = WordsField(
        _l("Note for whoever takes them on"),
        [Required(_l("Write what the next person has to know."))],
        rows=4,
        description=_l("This stands in the file of every case below: write nothing that names a client."),
    )

    @classmethod
    def handing_on(cls, programme: Programme, leaving: str, held: Sequence[ListRow]) -> Self:
        """The form with a choice for each case."""
        choices = {field_of(row.dossier_id): CodedSelect(row.reference, blank=_l("As for all")) for row in held}
        form: Self = type(cls.__name__, (cls,), choices)()
        able = {code: name for code, name in workers(programme).items() if code != leaving}
        for name in ("everything", *choices):
            field: Any = form[name]
            field.offer(able)
        return form

    def act(self, programme: Programme, held: Sequence[ListRow], by: Author) -> int:
        """Hand all of them on, or none; how many."""
        to = {row.dossier_id: self[field_of(row.dossier_id)].data or self.everything.data for row in held}
        left = {field_of(case): _("Say who takes this case.") for case, worker in to.items() if not worker}
        if left:
            raise Refused(dict(left))
        return actions.hand_on(by=by, programme=programme, to=to, note=self.note.data or "")


def field_of(case_id: UUID) -> str:
    """The field of one case."""
    return f"c_{case_id.hex}"
