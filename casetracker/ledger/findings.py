"""What a verification finds, said in words: which entry of which dossier, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from casetracker.kit.saying import Sentence


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was sealed; those that name an entry come first, the earliest of them first."""

    sentence: Sentence
    tick: int | None = None
    entry: bool = False

    @property
    def order(self) -> tuple[bool, int]:
        """Findings that name an entry first; a missing one bears the tick of the one before it."""
        return (not self.entry, self.tick if isinstance(self.tick, int) else 2**62)


def name_of(dossier: Any) -> str:
    """How a dossier is named where its words must not be: its reference, else its kind and id."""
    return dossier.reference or f"{dossier.kind} {dossier.id}"


def bad_entry(dossier: Any, seq: int, entry_id: UUID | None, tick: int | None, what: Sentence) -> Finding:
    """Something is wrong with one entry."""
    sentence = Sentence(
        "Entry %(seq)s of %(dossier)s (%(id)s): %(what)s",
        seq=seq, dossier=name_of(dossier), id=str(entry_id or "?"), what=what,
    )  # fmt: skip
    return Finding(sentence, tick, entry=True)


def bad_dossier(dossier: Any, what: Sentence, tick: int | None = None) -> Finding:
    """Something is wrong with a dossier, outside its entries."""
    return Finding(Sentence("%(dossier)s: %(what)s", dossier=name_of(dossier), what=what), tick)
