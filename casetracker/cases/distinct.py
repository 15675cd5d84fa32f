"""Two cases that look alike and are not the same matter: said once, so that it is not proposed again. Pure."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from casetracker.cases.draft import Draft
from casetracker.cases.state import CaseState
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Entry, Said
from casetracker.ledger.kinds import Refused

DAYS_APART = 14
"""cases of one person, one type and one place told within so many days may be one case recorded twice"""


def _distinct(draft: Draft, entry: Entry) -> None:
    draft.distinct[UUID(entry.codes["other"])] = entry.id


def _saying(state: CaseState, said: Said) -> None:
    if UUID(str(said.codes.get("other"))) in state.distinct:
        raise Refused({"other": Sentence("This was said before.")})


APPLY: dict[str, Callable[[Draft, Entry], None]] = {"case.distinct": _distinct}
RULES: dict[str, Callable[[CaseState, Said], None]] = {"case.distinct": _saying}
