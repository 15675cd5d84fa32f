"""Private notes: whoever wrote one reads it, the supervisor named in the case, and whoever took the case over together
with its notes. Nobody else is told that there is one; what is sealed in them is in no index."""

from __future__ import annotations

from dataclasses import replace

from casetracker.cases.state import CaseState
from casetracker.ledger.entries import Entry


def may_read(state: CaseState, note: Entry, reader: str) -> bool:
    """May this reader (the code of an account) know of this note? Of one that is not private, anybody who opens the
    case."""
    if not note.codes.get("private") or reader in (note.author, state.supervisor):
        return True
    return any(
        offer.answer == "accepted" and offer.notes_go and offer.answered_by == reader and offer.answered_seq > note.seq
        for offer in state.offers
    )


def for_reader(state: CaseState, reader: str) -> CaseState:
    """The same case without the private notes that are not this reader's to know."""
    readable = tuple(entry for entry in state.entries if may_read(state, entry, reader))
    return state if len(readable) == len(state.entries) else replace(state, entries=readable)
