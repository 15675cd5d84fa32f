"""Telling the worker, in a sentence that names nobody, that somebody whom they name may be known to us."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import flash

from casetracker.cases import actions
from casetracker.cases.forms.base import Ids
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.entries import Author
from casetracker.ledger.models import Programme


def tell_of_interest(by: Author, programme: Programme, case_id: UUID, names: Sequence[str], new_id: Ids) -> None:
    """After somebody was named: the answer, said once to whoever named them."""
    answer = actions.weigh_interest(
        by=by, programme=programme, case_id=case_id, names=names, entry_id=new_id("interest")
    )  # fmt: skip
    if answer == "yes":
        flash(
            _("Speak to your coordinator before you go on: somebody named in this case may be known to us."), "warning"
        )
    elif answer == "ask":
        flash(
            _("Somebody with a name like this is known to us. Ask your coordinator whether it is the same."), "warning"
        )
