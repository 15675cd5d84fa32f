"""The form of a list that is kept: its name, and whom it is shared with."""

from __future__ import annotations

from casetracker.accounts.reader import Reader
from casetracker.cases.queries.choices import teams_for
from casetracker.kit.forms import CodedSelect, Form, LineField, Required
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.models import Programme


class ListForm(Form):
    """What is kept is the filter, not the cases: the list opens with those that fit it then."""

    name = LineField(_l("Name of the list"), [Required()], most=60, description=_l("No client's name: others read it."))
    team = CodedSelect(_l("Shared with"), blank=_l("Nobody, only for me"))

    def offer(self, reader: Reader, programme: Programme, present: str | None = None) -> None:
        """The reader's teams; the present one stays."""
        self.team.offer(teams_for(reader, programme), keep=(present, present) if present else None)
