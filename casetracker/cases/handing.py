"""Offering a case to another: what each entry does to the case, and when it may be said. The giver holds the case until
the very entry by which it is accepted, so that it has exactly one holder at every moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from casetracker.cases.draft import Draft
from casetracker.cases.handover import Offer
from casetracker.cases.state import HIGHLY_RESTRICTED, CaseState
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Entry, Said
from casetracker.ledger.kinds import Refused


def _offered(draft: Draft, entry: Entry) -> None:
    if any(offer.waits for offer in draft.offers.values()):
        draft.anomaly(entry, Sentence("The case was offered to two at once."))
        return
    codes = entry.codes
    draft.offers[entry.id] = Offer(
        entry.id, entry.author, entry.happened_on, codes.get("worker"), codes.get("team"),
        bool(codes.get("notes_go")), dict(entry.words),
    )  # fmt: skip


def _answer(draft: Draft, entry: Entry, answer: str) -> bool:
    """Was there an offer to answer? If so it is answered now."""
    offer = draft.offers.get(UUID(entry.codes["offer"]))
    if offer is None or not offer.waits:
        draft.anomaly(entry, Sentence("An offer was answered that did not stand."))
        return False
    draft.offers[offer.id] = replace(
        offer, answer=answer, answered_by=entry.author, answered_on=entry.happened_on, answered_seq=entry.seq
    )
    return True


def _accepted(draft: Draft, entry: Entry) -> None:
    if _answer(draft, entry, "accepted"):
        for name in ("worker", "team", "supervisor"):
            if entry.codes.get(name):
                setattr(draft, name, entry.codes[name])


def _refused(draft: Draft, entry: Entry) -> None:
    _answer(draft, entry, "refused")


def _withdrawn(draft: Draft, entry: Entry) -> None:
    _answer(draft, entry, "withdrawn")


def _offering(state: CaseState, said: Said) -> None:
    worker, team = said.codes.get("worker"), said.codes.get("team")
    if state.offer is not None:
        raise Refused({"": Sentence("This case is already offered to somebody who has not answered yet.")})
    if not worker and not team:
        raise Refused({"worker": Sentence("Say to whom it is offered: a worker, a team, or both.")})
    if worker == state.worker:
        raise Refused({"worker": Sentence("This person holds the case already.")})
    if state.tier == HIGHLY_RESTRICTED and not worker:
        raise Refused({"worker": Sentence("A highly restricted case is offered to one person, not to a team.")})
    if not said.words.get("what", "").strip():
        raise Refused({"note": Sentence("Write what the next person has to know.")})


def _answering(state: CaseState, said: Said) -> None:
    if state.offer is None or str(state.offer.id) != said.codes.get("offer"):
        raise Refused({"": Sentence("This offer does not stand any more.")})
    if said.kind == "transfer.refused" and not said.words.get("why", "").strip():
        raise Refused({"why": Sentence("Say why you do not take the case.")})
    if said.kind == "transfer.accepted" and said.codes.get("worker") == state.worker:
        raise Refused({"": Sentence("You hold this case already.")})


APPLY: dict[str, Callable[[Draft, Entry], None]] = {
    "transfer.offered": _offered,
    "transfer.accepted": _accepted,
    "transfer.refused": _refused,
    "transfer.withdrawn": _withdrawn,
}
RULES: dict[str, Callable[[CaseState, Said], None]] = {
    "transfer.offered": _offering,
    "transfer.accepted": _answering,
    "transfer.refused": _answering,
    "transfer.withdrawn": _answering,
}
