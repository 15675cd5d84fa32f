"""A small kind of dossier on which the ledger's promises are tried: a jar that is opened, filled, emptied, hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Author, Entry, Said
from casetracker.ledger.facts import Fact
from casetracker.ledger.kinds import Kind, Reach, Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.writing import Written, begin, say

ANA = Author(7, "ana")
SECRETS = ("Nhamirre", "Xavuca")


@dataclass(frozen=True)
class Jar:
    """What the entries of a jar amount to."""

    place: str = "L1"
    tier: str = "normal"
    opened: Entry | None = None
    fillings: tuple[Entry, ...] = ()
    emptied: tuple[Entry, ...] = ()
    anomalies: int = 0
    codes: dict[str, Any] = field(default_factory=dict)


def standing(entries: Sequence[Entry]) -> list[Entry]:
    """Entries that no standing void takes away, in the order in which they happened."""
    gone: set[str] = set()
    for entry in sorted(entries, key=lambda one: -one.seq):
        if entry.kind == "jar.voided" and str(entry.id) not in gone:
            gone.add(entry.codes["entry"])
    return sorted((one for one in entries if str(one.id) not in gone), key=lambda one: one.order)


def fold(entries: Sequence[Entry]) -> Jar:
    """Total: what makes no sense is an anomaly."""
    kept = [entry for entry in standing(entries) if entry.kind != "jar.voided"]
    opened = next((entry for entry in kept if entry.kind == "jar.opened"), None)
    codes = dict(opened.codes) if opened else {}
    for entry in kept:
        if entry.kind == "field.corrected":
            codes |= entry.codes
    said = {kind: tuple(one for one in kept if one.kind == kind) for kind in ("jar.filled", "jar.emptied")}
    early = sum(1 for one in kept if opened and one.happened_on < opened.happened_on)
    raised = any(entry.kind == "jar.hidden" for entry in entries)
    tier = "highly_restricted" if raised else "normal"
    return Jar(codes.get("place", "L1"), tier, opened, said["jar.filled"], said["jar.emptied"], early, codes)


def facts_of(jar: Jar) -> frozenset[tuple[Fact, UUID]]:
    """Opened once, filled by an amount, a span while it is not empty."""
    if jar.opened is None:
        return frozenset()
    where = {"place": jar.place, "province": "P1", "type": "T1", "type_group": "G1", "sensitivity": jar.tier}
    found = [(Fact("jar.opened", jar.opened.happened_on, precision=jar.opened.precision, **where), jar.opened.id)]
    for turn, entry in enumerate(jar.fillings, start=1):
        until = jar.emptied[turn - 1].happened_on if turn <= len(jar.emptied) else None
        amount = entry.codes.get("amount", 1)
        fact = Fact(
            "jar.filled", entry.happened_on, turn=turn, amount=amount, until_day=until, worker=entry.author, **where
        )
        found.append((fact, entry.id))
    return frozenset(found)


def rows_of(jar: Jar) -> dict[str, list[dict[str, Any]]]:
    """The table of conflicts serves as its projection: a row a filling."""
    rows = [{"field": f"filling {n}", "entries": [one.happened_on.isoformat()]} for n, one in enumerate(jar.fillings)]
    return {"conflict": [] if jar.tier == "highly_restricted" else rows}


def check(jar: Jar | None, said: Said) -> None:
    """Nothing is emptied more often than it was filled."""
    if jar is not None and said.kind == "jar.emptied" and len(jar.emptied) >= len(jar.fillings):
        raise Refused({"": Sentence("There is nothing in it.")})


JAR = Kind(
    name="jar", fold=fold, check=check, facts_of=facts_of, rows_of=rows_of, tables=("conflict",), referenced=True,
    names=("name",), stories=("story", "note"),
    reach_of=lambda jar: Reach(tier=jar.tier, worker="ana", place=jar.place, district="D1", province="P1"),
)  # fmt: skip


def open_jar(programme: Programme, on: date = date(2026, 3, 2), *, place: str = "L1", fillings: int = 0) -> Written:
    """A new jar with words in it."""
    said = [Said("jar.opened", on, codes={"place": place}, words={"name": SECRETS[0], "story": f"{SECRETS[1]} spoke"})]
    said += [Said("jar.filled", on, codes={"amount": n + 1}) for n in range(fillings)]
    return begin(said, kind="jar", by=ANA, programme=programme)


def more(programme: Programme, jar: UUID, kind: str, on: date = date(2026, 3, 9), **codes: Any) -> Written:
    """Something more about a jar."""
    said = Said(kind, on, codes=codes, words={"note": SECRETS[1]})
    return say([said], by=ANA, programme=programme, dossier_id=jar)
