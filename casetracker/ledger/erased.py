"""What remains of an erased dossier, and whether it is what its last entry says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from casetracker.kit.db import canonical
from casetracker.kit.saying import Sentence
from casetracker.ledger.facts import COLUMNS
from casetracker.ledger.findings import Finding, bad_dossier
from casetracker.ledger.rows import ERASED
from casetracker.ledger.verifying_chain import OpenChain

REMAINS = (*COLUMNS, "known_from", "known_to")
WITHDRAWN = ("worker", "supervisor", "lawyer", "team", "place", "district")


def print_of(facts: Iterable[Any]) -> str:
    """One hash over the facts that remain of a dossier, in any order."""
    said = sorted(canonical({name: getattr(row, name) for name in REMAINS}) for row in facts)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def erased_findings(
    dossier: Any, chain: OpenChain, facts: Iterable[Any], rows: Mapping[str, list[Any] | None]
) -> Iterator[Finding]:
    """Its entries cannot be folded any more: the facts must be those that were left, and nothing else is."""
    last = chain.entries[-1][1]
    if last.kind != ERASED:
        yield bad_dossier(dossier, Sentence("it is marked as erased and no entry says so."))
    elif last.codes.get("facts") != print_of(facts):
        yield bad_dossier(dossier, Sentence("its facts are not those that were left when it was erased."))
    if any(getattr(dossier, name) is not None for name in WITHDRAWN) or any(rows.values()):
        yield bad_dossier(dossier, Sentence("more of it remains than an erasure leaves."))
