"""From the entries of a client to who that is now and what they agreed to: pure, total."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from casetracker.clients import sameness
from casetracker.clients.sameness import Pair
from casetracker.ledger.entries import Entry
from casetracker.ledger.kinds import HIGHLY_RESTRICTED, Reach

TIERS = ("normal", "restricted", HIGHLY_RESTRICTED)
CODED = ("client_kind", "sex", "age_band", "disability", "language", "heads", "estimated")
WORDS = ("name", "phone", "village", "safe_contact")
FIELDS = (*CODED, *WORDS, "flags")
REACH = ("worker", "supervisor", "lawyer", "team", "place", "district", "province")
SEVERAL = frozenset({"family", "group", "community", "committee"})


@dataclass(frozen=True)
class Consent:
    """What somebody agreed to, how, in which language; `withdrawn_on` where they took it back."""

    method: str
    language: str | None
    given_on: date
    withdrawn_on: date | None = None

    @property
    def stands(self) -> bool:
        """Does it hold?"""
        return self.withdrawn_on is None


@dataclass(frozen=True)
class ClientState:
    """A client as the entries say. Words and flags are empty where the entries were opened without their words."""

    client_kind: str = "anonymous"
    sex: str = "u"
    age_band: str = "u"
    disability: str = "u"
    language: str | None = None
    heads: int | None = None
    estimated: bool | None = None
    named: bool = False
    """was a name given? said in codes, so that a rule can ask without unsealing it"""
    tier: str = "normal"
    worker: str | None = None
    supervisor: str | None = None
    lawyer: str | None = None
    team: str | None = None
    place: str | None = None
    district: str | None = None
    province: str | None = None
    consents: Mapping[str, Consent] = field(default_factory=dict)
    merged_into: UUID | None = None
    joined: tuple[UUID, ...] = ()
    """files that are counted as this one"""
    pairs: Mapping[UUID, Pair] = field(default_factory=dict)
    """what was said of this file and others that may be the same person's"""
    name: str = ""
    phone: str = ""
    village: str = ""
    safe_contact: str = ""
    flags: tuple[str, ...] = ()
    changed: Mapping[str, int] = field(default_factory=dict)
    """field -> the last entry that said something about it"""
    last_seq: int = 0
    anomalies: tuple[str, ...] = ()

    @property
    def agreed(self) -> tuple[str, ...]:
        """The purposes whose consent stands."""
        return tuple(purpose for purpose, consent in self.consents.items() if consent.stands)


def fold(entries: Sequence[Entry]) -> ClientState:
    """Consents by the day they were given or taken back, all else in the order in which it was said."""
    state = ClientState()
    for entry in sorted(entries, key=lambda one: one.seq):
        state = _told(state, entry)
    return replace(state, last_seq=max((entry.seq for entry in entries), default=0))


def name_in(entries: Sequence[Entry]) -> str:
    """Only the name, of entries in the order in which they were said: for lists, which fold dozens of clients."""
    name = ""
    for entry in entries:
        if entry.kind == "client.recorded" or (
            entry.kind == "client.corrected" and "name" in entry.codes.get("fields", ())
        ):
            name = entry.words.get("name", "")
    return name


def _told(state: ClientState, entry: Entry) -> ClientState:
    """What makes no sense is kept as an anomaly and changes nothing else."""
    tell = TELLS.get(entry.kind)
    if tell is not None and (entry.seq == 1) == (entry.kind == "client.recorded"):
        try:
            return tell(state, entry)
        except (AttributeError, TypeError, ValueError):
            pass  # no page says such a thing; a damaged or foreign entry might
    return replace(state, anomalies=(*state.anomalies, f"{entry.seq} {entry.kind}"))


def flags_in(text: str) -> tuple[str, ...]:
    """Flags are said among the words, since they are sealed in every dossier (HIV, violence, reprisal ...)."""
    return tuple(text.split())


def higher(one: str | None, other: str | None) -> str:
    """The tier that fewer may open; one that is unknown is the lowest."""
    return max((tier for tier in (one, other) if tier in TIERS), key=TIERS.index, default="normal")


def _take(state: ClientState, entry: Entry, names: Sequence[str], reach: Mapping[str, Any]) -> ClientState:
    values: dict[str, Any] = {name: entry.codes.get(name, _empty(name)) for name in names if name in CODED}
    values |= {name: entry.words.get(name, "") for name in names if name in WORDS}
    if "flags" in names:
        values["flags"] = flags_in(entry.words.get("flags", ""))
    return replace(
        state, **values, **reach, tier=higher(state.tier, entry.codes.get("tier")),
        named=bool(entry.codes.get("named", state.named)),
        changed={**state.changed, **dict.fromkeys(values, entry.seq)},
    )  # fmt: skip


def _empty(name: str) -> Any:
    return getattr(ClientState, name)


def _recorded(state: ClientState, entry: Entry) -> ClientState:
    reach: dict[str, Any] = {name: entry.codes.get(name) for name in REACH}
    return _take(state, entry, FIELDS, reach)


def _corrected(state: ClientState, entry: Entry) -> ClientState:
    return _take(state, entry, [name for name in entry.codes.get("fields", ()) if name in FIELDS], {})


def _given(state: ClientState, entry: Entry) -> ClientState:
    purpose, present = entry.codes.get("purpose", ""), state.consents.get(entry.codes.get("purpose", ""))
    withdrawn = present.withdrawn_on if present and not present.stands else None
    later = withdrawn if withdrawn and withdrawn > entry.happened_on else None
    given = Consent(entry.codes.get("method", ""), entry.codes.get("language"), entry.happened_on, later)
    return replace(state, consents={**state.consents, purpose: given})


def _withdrawn(state: ClientState, entry: Entry) -> ClientState:
    purpose = entry.codes.get("purpose", "")
    present = state.consents.get(purpose)
    if present is None:
        return replace(state, anomalies=(*state.anomalies, f"{entry.seq} {entry.kind}"))
    if present.given_on > entry.happened_on:
        return state  # said late: it was given again since
    return replace(state, consents={**state.consents, purpose: replace(present, withdrawn_on=entry.happened_on)})


def _raised(state: ClientState, entry: Entry) -> ClientState:
    return replace(state, tier=higher(state.tier, entry.codes.get("tier")))


def _handed_over(state: ClientState, entry: Entry) -> ClientState:
    reach: dict[str, Any] = {name: entry.codes.get(name) for name in REACH}
    return replace(state, **reach)


TELLS: dict[str, Callable[[ClientState, Entry], ClientState]] = {
    "client.recorded": _recorded,
    "client.corrected": _corrected,
    "consent.given": _given,
    "consent.withdrawn": _withdrawn,
    "client.raised": _raised,
    "client.handed_over": _handed_over,
    **sameness.TELLS,
}


def reach_of(state: ClientState) -> Reach:
    """Who may open the client's dossier."""
    return Reach(tier=state.tier, **{name: getattr(state, name) for name in REACH})


def rows_of(state: ClientState) -> dict[str, list[dict[str, Any]]]:
    """The coded row that pages query: no word is in it, and of a highly restricted client nothing but the merging."""
    row: dict[str, Any] = dict.fromkeys(CODED)
    row["consents"] = []
    if state.tier != HIGHLY_RESTRICTED:
        row |= {name: getattr(state, name) for name in CODED} | {"consents": list(state.agreed)}
    return {"client": [{**row, "merged_into": state.merged_into}], "client_pair": sameness.pair_rows(state)}
