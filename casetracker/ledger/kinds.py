"""The kinds of dossier, told to the ledger by the rooms that own them; the ledger knows none by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from casetracker.ledger.entries import Entry, Said
from casetracker.ledger.facts import Fact

HIGHLY_RESTRICTED = "highly_restricted"


class Refused(Exception):
    """What was said may not be said; `problems` maps a field ("" for the whole form) to a Sentence."""

    def __init__(self, problems: dict[str, Any]) -> None:
        super().__init__("; ".join(str(p) for p in problems.values()))
        self.problems = problems


class Stale(Exception):
    """Somebody changed the same field since the writer looked; both texts are shown, nothing is overwritten."""

    def __init__(self, field: str, present: Any) -> None:
        super().__init__(field)
        self.field, self.present = field, present


@dataclass(frozen=True)
class Reach:
    """Who may open a dossier, as its entries stand: copied to the dossier's row."""

    tier: str = "normal"
    worker: str | None = None
    supervisor: str | None = None
    lawyer: str | None = None
    team: str | None = None
    place: str | None = None
    district: str | None = None
    province: str | None = None


@dataclass(frozen=True)
class Kind:
    """What a room knows about its kind of dossier. All functions are pure but `project`."""

    name: str
    fold: Callable[[Sequence[Entry]], Any]
    """entries in any order -> state; total: never refuses"""
    check: Callable[[Any, Said], None] = lambda state, said: None
    """may it be said? raises Refused or Stale; state is None for a new dossier"""
    facts_of: Callable[[Any], frozenset[tuple[Fact, UUID]]] = lambda state: frozenset()
    """what the dossier contributes to every count, each with the entry that brought it about"""
    reach_of: Callable[[Any], Reach] = lambda state: Reach()
    rows_of: Callable[[Any], dict[str, list[dict[str, Any]]]] = lambda state: {}
    """table name -> rows of the projection, written from the state in the same transaction"""
    tables: tuple[str, ...] = ()
    """tables of the projection, each with a dossier_id column"""
    sealed: bool = True
    """has words and a data key; an unsealed kind (places) is public knowledge"""
    names: tuple[str, ...] = ()
    """words that name people and where they live: found by word, beginning and sound"""
    numbers: tuple[str, ...] = ()
    """phone numbers: found whole, however they are spaced and prefixed"""
    together: Callable[[Mapping[str, str]], Sequence[str]] = lambda words: ()
    """what only several words together say of one person: their names with their village, a name with a phone"""
    whole: tuple[str, ...] = ()
    """names that no search finds: known again only by whoever types the same whole name"""
    stories: tuple[str, ...] = ()
    """words that tell what happened: found by word; what is in neither is not indexed (flags are few and would show)"""
    referenced: bool = False
    """gets a human reference"""
    merges: tuple[str, ...] = ()
    """two kinds of entry: that it counts as another of its kind (code `into`), and that it no longer does"""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Tell the ledger of a kind of dossier."""
    _kinds[kind.name] = kind


def kind_named(name: str) -> Kind:
    """The kind with this name; KeyError for one nobody told."""
    return _kinds[name]


def kinds() -> dict[str, Kind]:
    """Every kind that was told, by name."""
    return dict(_kinds)


def sealed_kinds() -> list[str]:
    """Names of the kinds that have words and a data key."""
    return [kind.name for kind in _kinds.values() if kind.sealed]
