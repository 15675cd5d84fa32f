"""May it be remarked, answered? Pure, as check.py."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from casetracker.cases.remarks import OWED_BY
from casetracker.cases.state import CaseState
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Said
from casetracker.ledger.kinds import Refused

WORDLESS = ("praise", "conflict")


def _remarking(state: CaseState, said: Said) -> None:
    what, about = said.codes.get("what"), said.codes.get("entry")
    if what not in OWED_BY:
        raise Refused({"what": Sentence("Choose one.")})
    if what not in WORDLESS and not said.words.get("what", "").strip():
        raise Refused({"text": Sentence("Say it in a few words.")})
    if what == "help" and state.closed:
        raise Refused({"": Sentence("This case is closed. Reopen it before recording more.")})
    if about and UUID(str(about)) not in {e.id for e in state.entries} - state.voided:
        raise Refused({"entry": Sentence("This entry does not stand any more.")})


def _answering(state: CaseState, said: Said) -> None:
    wanted = UUID(str(said.codes.get("remark")))
    if not any(one.id == wanted and one.owed_by for one in state.remarks):
        raise Refused({"": Sentence("Nobody waits for this answer any more.")})
    if not said.words.get("what", "").strip():
        raise Refused({"text": Sentence("Say it in a few words.")})


SUPERVISION_RULES: dict[str, Callable[[CaseState, Said], None]] = {
    "remark.made": _remarking,
    "remark.answered": _answering,
}
