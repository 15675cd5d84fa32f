"""What may be said of an edition: pure; refuses with a sentence."""

from __future__ import annotations

from datetime import date

from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Said
from casetracker.ledger.kinds import Refused
from casetracker.reports.packs.fold import ASKED, CHECKED, DISCARDED, PUBLISHED, EditionState

LONGEST = 20_000


def check(state: EditionState | None, said: Said) -> None:
    """Refused for what cannot be: nothing is ever said of what is published or discarded."""
    if state is None:
        _drafting(said)
        return
    if state.status in (PUBLISHED, DISCARDED):
        raise Refused({"": Sentence("This edition is closed: make another one.")})
    if said.kind == "edition.published":
        _publishing(state)
    if said.kind == "edition.discarded" and not str(said.codes.get("why", "")).strip():
        raise Refused({"why": Sentence("Say why.")})
    if len(str(said.codes.get("introduction", ""))) > LONGEST:
        raise Refused({"introduction": Sentence("This is too long.")})


def _drafting(said: Said) -> None:
    if said.kind != "edition.drafted" or not all(said.codes.get(name) for name in ASKED):
        raise Refused({"": Sentence("Choose one.")})
    if date.fromisoformat(said.codes["last_day"]) >= said.happened_on:
        raise Refused({"period": Sentence("This period is not over yet.")})
    if len(str(said.codes.get("introduction", ""))) > LONGEST:
        raise Refused({"introduction": Sentence("This is too long.")})


def _publishing(state: EditionState) -> None:
    if state.status != CHECKED:
        raise Refused({"": Sentence("Check it first.")})
    if state.stops:
        raise Refused({"": Sentence("It cannot be published: %(why)s", why=" ".join(state.stops))})
