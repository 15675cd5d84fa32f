"""Quality review of a case: being drawn, and what was found; a resolution not upheld is no longer confirmed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from casetracker.cases.draft import Draft
from casetracker.cases.state import CaseState, Checked, Review
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Entry, Said
from casetracker.ledger.kinds import Refused

FILE = ("complete", "gaps")
INTERVIEW = ("done", "not_reached", "unsafe", "declined")
ANSWERS = ("handling", "outcome", "learned")
VERDICTS = ("upheld", "not_upheld")


def _drawn(draft: Draft, entry: Entry) -> None:
    codes = entry.codes
    draft.reviews[codes["month"]] = Review(codes["month"], codes["worker"], draft.at(entry))


def _reviewed(draft: Draft, entry: Entry) -> None:
    codes = entry.codes
    review = draft.reviews.get(codes["month"])
    if review is None:
        draft.anomaly(entry, Sentence("A review was recorded that was not drawn."))
        return
    draft.reviews[review.month] = replace(
        review, done=draft.at(entry), by=entry.author, file=codes.get("file", ""),
        interview=codes.get("interview", ""), verdict=codes.get("verdict", ""),
        answers={name: codes[name] for name in ANSWERS if codes.get(name)},
    )  # fmt: skip
    overturned = codes.get("verdict") == "not_upheld"
    against = {str(no) for no in codes.get("breaches", ())} if overturned else set()
    for no in sorted(against) if overturned else draft.breaches:
        _overturn(draft, str(no), overturned)
    if codes.get("interview") == "done":
        for no in draft.breaches:
            _check(draft, no, Checked(review.month, draft.at(entry), no not in against))


def _check(draft: Draft, no: str, check: Checked) -> None:
    """The client was asked again: a file that was only read says nothing of whether the remedy holds."""
    breach = draft.breaches[no]
    if breach.ending is None or not breach.ending.resolved:
        return
    rest = (one for one in breach.ending.checks if one.month != check.month)
    changed = replace(breach.ending, checks=(*rest, check))
    draft.breaches[no] = replace(breach, endings=(*breach.endings[:-1], changed))


def _overturn(draft: Draft, no: str, overturned: bool) -> None:
    """What was confirmed before is set aside; a later confirmation counts, a later verdict for it restores."""
    breach = draft.breaches.get(no)
    if breach is None or breach.ending is None or not breach.ending.resolved:
        return
    ending = breach.ending
    kept = (*ending.overturned, *ending.confirmations)
    changed = replace(
        ending, confirmations=() if overturned else kept, overturned=kept if overturned else ()
    )  # fmt: skip
    draft.breaches[no] = replace(breach, endings=(*breach.endings[:-1], changed))


def _reviewing(state: CaseState, said: Said) -> None:
    codes = said.codes
    if not any(one.month == codes.get("month") for one in state.reviews):
        raise Refused({"": Sentence("This case was not drawn for a review.")})
    for name, among in (("file", FILE), ("interview", INTERVIEW), ("verdict", VERDICTS)):
        if codes.get(name) not in among:
            raise Refused({name: Sentence("Choose one.")})
    if codes["interview"] == "done" and not all(codes.get(name) in {"yes", "no"} for name in ANSWERS[:2]):
        raise Refused({"handling": Sentence("Say what the client answered.")})
    resolved = {b.no for b in state.breaches.values() if b.ending and b.ending.resolved}
    if not set(codes.get("breaches", ())) <= resolved:
        raise Refused({"breaches": Sentence("Only a resolution is upheld or not.")})
    if codes["verdict"] == "not_upheld" and resolved and not codes.get("breaches"):
        raise Refused({"breaches": Sentence("Choose which resolution is not upheld.")})


def to_review(state: CaseState) -> Iterator[Review]:
    """Reviews that were drawn and that nobody has recorded yet."""
    return (one for one in state.reviews if one.done is None)


APPLY: dict[str, Callable[[Draft, Entry], None]] = {"review.drawn": _drawn, "review.recorded": _reviewed}
RULES: dict[str, Callable[[CaseState, Said], None]] = {"review.recorded": _reviewing}
