"""Two files that may be of one person: asked, answered, counted as one, held to be two. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Entry, Said
from casetracker.ledger.kinds import HIGHLY_RESTRICTED, Refused

if TYPE_CHECKING:
    from casetracker.clients.fold import ClientState

ASKED, ACCEPTED, DECLINED, DIFFERENT = "asked", "accepted", "declined", "different"


@dataclass(frozen=True)
class Pair:
    """What was said of this file and another: `state` is asked, accepted, declined or different."""

    state: str
    by: str
    on: date


def _merged(state: ClientState, entry: Entry) -> ClientState:
    into = entry.codes.get("into")
    return replace(state, merged_into=UUID(into) if into else None)


def _unmerged(state: ClientState, entry: Entry) -> ClientState:
    return replace(state, merged_into=None)


def _joined(state: ClientState, entry: Entry) -> ClientState:
    return replace(state, joined=(*state.joined, UUID(entry.codes.get("who", ""))))


def _parted(state: ClientState, entry: Entry) -> ClientState:
    who = UUID(entry.codes.get("who", ""))
    return replace(state, joined=tuple(one for one in state.joined if one != who))


def _paired(state: ClientState, entry: Entry) -> ClientState:
    answer = {"client.asked": ASKED, "client.different": DIFFERENT}.get(entry.kind, entry.codes.get("answer"))
    if answer not in (ASKED, ACCEPTED, DECLINED, DIFFERENT):
        raise ValueError(answer)
    other = UUID(entry.codes.get("other", ""))
    return replace(state, pairs={**state.pairs, other: Pair(answer, entry.author, entry.happened_on)})


TELLS: dict[str, Callable[[ClientState, Entry], ClientState]] = {
    "client.merged": _merged,
    "client.unmerged": _unmerged,
    "client.joined": _joined,
    "client.parted": _parted,
    "client.asked": _paired,
    "client.answered": _paired,
    "client.different": _paired,
}


def pair_rows(state: ClientState) -> list[dict[str, Any]]:
    """Rows of what was said of this file and others; a highly restricted one stands in none."""
    if state.tier == HIGHLY_RESTRICTED:
        return []
    return [
        {"other_id": other, "state": pair.state, "said_by": pair.by, "on_day": pair.on}
        for other, pair in state.pairs.items()
    ]


def _merging(state: ClientState, said: Said) -> None:
    if state.merged_into is not None:
        raise Refused({"into": Sentence("This client is already counted as another.")})
    _plain(state)


def _unmerging(state: ClientState, _said: Said) -> None:
    if state.merged_into is None:
        raise Refused({"": Sentence("This client is not counted as another.")})


def _plain(state: ClientState) -> None:
    if state.tier == HIGHLY_RESTRICTED:
        raise Refused({"into": Sentence("A highly restricted client is not merged with another.")})


def _asking(state: ClientState, said: Said) -> None:
    _plain(state)
    present = state.pairs.get(UUID(said.codes["other"]))
    if present is not None and present.state == ASKED:
        raise Refused({"": Sentence("This was asked already, and waits for an answer.")})
    if state.merged_into is not None:
        raise Refused({"": Sentence("This client is already counted as another.")})


def _answering(state: ClientState, said: Said) -> None:
    present = state.pairs.get(UUID(said.codes["other"]))
    if present is None or present.state != ASKED:
        raise Refused({"": Sentence("Nobody waits for this answer any more.")})


RULES: dict[str, Callable[[ClientState, Said], None]] = {
    "client.merged": _merging,
    "client.unmerged": _unmerging,
    "client.joined": lambda state, said: _plain(state),
    "client.asked": _asking,
    "client.answered": _answering,
    "client.different": lambda state, said: _plain(state),
}
