"""Referring the client to another organisation: what each entry does to the case, and when it may be said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

from casetracker.cases.draft import Draft
from casetracker.cases.handover import ANSWERS, Referral
from casetracker.cases.state import CaseState, Next
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Entry, Said
from casetracker.ledger.kinds import Refused


def _made(draft: Draft, entry: Entry) -> None:
    draft.referrals[entry.id] = Referral(
        entry.id, entry.author, entry.happened_on, entry.codes.get("institution"), dict(entry.words)
    )
    draft.active(entry)
    draft.settle_next(entry)
    due = entry.codes.get("due")
    draft.next = Next(
        "institution", date.fromisoformat(due) if due else None, entry.happened_on, entry.id,
        entry.words.get("next", ""),
    )  # fmt: skip


def _answered(draft: Draft, entry: Entry) -> None:
    referral = draft.referrals.get(UUID(entry.codes["referral"]))
    if referral is None or not referral.waits:
        draft.anomaly(entry, Sentence("An answer came to a referral that does not wait for one."))
        return
    draft.referrals[referral.id] = replace(referral, answer=entry.codes["answer"], answered_on=entry.happened_on)
    draft.active(entry)
    draft.settle_next(entry)
    draft.next = Next("worker", None, entry.happened_on, entry.id)


def _making(state: CaseState, said: Said) -> None:
    if not said.words.get("to", "").strip() and not said.codes.get("institution"):
        raise Refused({"to": Sentence("Say to which organisation.")})
    if not said.words.get("what", "").strip():
        raise Refused({"what": Sentence("Say what for.")})


def _answering(state: CaseState, said: Said) -> None:
    referral = next((one for one in state.referrals if str(one.id) == said.codes.get("referral")), None)
    if referral is None or not referral.waits:
        raise Refused({"": Sentence("This referral does not wait for an answer.")})
    if said.codes.get("answer") not in ANSWERS:
        raise Refused({"answer": Sentence("Choose one.")})
    if said.happened_on < referral.on:
        raise Refused({"happened_on": Sentence("It was answered before it was made (%(day)s).", day=referral.on)})


APPLY: dict[str, Callable[[Draft, Entry], None]] = {"referral.made": _made, "referral.answered": _answered}
RULES: dict[str, Callable[[CaseState, Said], None]] = {"referral.made": _making, "referral.answered": _answering}
