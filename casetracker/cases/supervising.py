"""What each entry of supervision does to a case: remarks and their answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from casetracker.cases.draft import Draft
from casetracker.cases.remarks import Remark
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Entry


def _remarked(draft: Draft, entry: Entry) -> None:
    about = entry.codes.get("entry")
    draft.remarks[entry.id] = Remark(
        entry.id, entry.codes["what"], entry.author, entry.happened_on, UUID(about) if about else None
    )


def _answered(draft: Draft, entry: Entry) -> None:
    remark = draft.remarks.get(UUID(entry.codes["remark"]))
    if remark is None:
        draft.anomaly(entry, Sentence("An answer was given to a remark that is not in this file."))
        return
    draft.remarks[remark.id] = replace(remark, answered=entry.id)


SUPERVISED: dict[str, Callable[[Draft, Entry], None]] = {
    "remark.made": _remarked,
    "remark.answered": _answered,
}
