"""Files of a case: what attaching and withdrawing one does to the state, and when either may be said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from casetracker.cases.draft import Draft
from casetracker.cases.state import Attachment, CaseState
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Entry, Said
from casetracker.ledger.kinds import Refused

MOST_FILES = 300


def _attached(draft: Draft, entry: Entry) -> None:
    codes = entry.codes
    draft.attachments[entry.id] = Attachment(
        entry.id, draft.at(entry), codes["media"], codes["size"], codes["stored"], entry.author,
        bool(codes.get("ours")), dict(entry.words),
    )  # fmt: skip
    draft.active(entry)


def _withdrawn(draft: Draft, entry: Entry) -> None:
    found = draft.attachments.get(UUID(entry.codes["file"]))
    if found is None or found.withdrawn is not None:
        draft.anomaly(entry, Sentence("A file was withdrawn that does not stand."))
        return
    draft.attachments[found.id] = replace(found, withdrawn=draft.at(entry))


def _attaching(state: CaseState, said: Said) -> None:
    if len(state.attachments) >= MOST_FILES:
        raise Refused({"file": Sentence("At most %(most)s files in one case.", most=MOST_FILES)})


def _withdrawing(state: CaseState, said: Said) -> None:
    if not any(str(one.id) == said.codes["file"] and one.withdrawn is None for one in state.attachments):
        raise Refused({"": Sentence("This file does not stand; it cannot be withdrawn again.")})
    if not said.words.get("why", "").strip():
        raise Refused({"why": Sentence("Say why it is withdrawn.")})


APPLY: dict[str, Callable[[Draft, Entry], None]] = {"file.attached": _attached, "file.withdrawn": _withdrawn}
RULES: dict[str, Callable[[CaseState, Said], None]] = {"file.attached": _attaching, "file.withdrawn": _withdrawing}
