"""The chain inside one dossier: every entry in its place, unaltered, its codes as they were said, its words whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from casetracker.kit.saying import Sentence
from casetracker.kit.sealing import Broken, unseal
from casetracker.ledger import chain
from casetracker.ledger.entries import Entry, coarse_day
from casetracker.ledger.findings import Finding, bad_dossier, bad_entry
from casetracker.ledger.keys import public_salt, salt_of
from casetracker.ledger.kinds import Kind
from casetracker.ledger.rows import ERASED, REDACTED, bound, entry_said, first_hash, true_codes

ALTERED = Sentence("it was altered, inserted or moved, or the one before it was.")
NOT_AS_SAID = Sentence("its codes or its day are not what was said.")
CLOSED = Sentence("its sealed words do not open.")
REWORDED = Sentence("words were taken out of it that no entry speaks of.")


@dataclass
class OpenChain:
    """A dossier's entries with their ticks, as far as they stand, and what is wrong with them."""

    entries: list[tuple[int, Entry]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def open_chain(dossier: Any, kind: Kind, rows: Sequence[Any], key: bytes | None) -> OpenChain:
    """Walk the chain up to the first thing that is wrong with it."""
    found = OpenChain()
    if kind.sealed and key is None and dossier.erased_at is None:
        found.findings.append(bad_dossier(dossier, Sentence("its data key is missing: its words cannot be opened.")))
        return found
    salt = salt_of(key) if key else public_salt(dossier.id)
    previous = chain.start(dossier.id, dossier.kind, dossier.programme_id, dossier.reference)
    for seq, row in enumerate(rows, start=1):
        if row.seq != seq:
            before = rows[seq - 2].tick if seq > 1 else 0
            found.findings.append(bad_entry(dossier, seq, None, before, Sentence("it is missing.")))
            return found
        problem = _entry(dossier, row, previous, key, salt, found)
        if problem is not None:
            found.findings.append(bad_entry(dossier, seq, row.id, row.tick, problem))
            return found
        previous = row.digest
    found.findings.extend(_reworded(dossier, rows, found))
    found.findings.extend(_end(dossier, rows, previous))
    return found


def _entry(
    dossier: Any, row: Any, previous: bytes, key: bytes | None, salt: bytes, found: OpenChain
) -> Sentence | None:
    if chain.digest(previous, row._mapping, row.codes_hash, first_hash(row)) != row.digest:
        return ALTERED
    try:
        codes, on, precision = true_codes(row, key)
        if row.words is not None and key is not None:
            unseal(key, row.words, bound(row.id, row.dossier_id, b"words"))
    except (Broken, ValueError, KeyError):
        return CLOSED
    said_after = dossier.erased_at is not None and row.kind == ERASED
    if dossier.erased_at is not None and not said_after:
        if (row.codes, row.sealed_codes, row.happened_on) != (None, None, coarse_day(row.happened_on)):
            return NOT_AS_SAID
    elif not _as_said(row, public_salt(dossier.id) if said_after else salt, codes, on, precision):
        return NOT_AS_SAID
    found.entries.append((row.tick, entry_said(row, codes, on, precision, {})))
    return None


def _as_said(row: Any, salt: bytes, codes: str, on: Any, precision: str) -> bool:
    if chain.codes_hash(salt, row.id, codes, on, precision) != row.codes_hash:
        return False
    if row.sealed_codes is None:
        return row.codes is not None
    shown = "year" if precision == "year" else "month"
    return row.codes is None and row.happened_on == coarse_day(on) and row.precision == shown


def _reworded(dossier: Any, rows: Sequence[Any], found: OpenChain) -> Iterator[Finding]:
    """Words that are not those first sealed need the entry that took a sentence out, and its hash of what is left."""
    taken_out = [entry.codes for _tick, entry in found.entries if entry.kind == REDACTED]
    left = {codes.get("entry"): codes.get("words") for codes in taken_out}
    for row in rows if dossier.erased_at is None else ():
        if row.words_said is not None and left.get(str(row.id)) != chain.words_hash(row.words).hex():
            yield bad_entry(dossier, row.seq, row.id, row.tick, REWORDED)


def _end(dossier: Any, rows: Sequence[Any], last: bytes) -> Iterator[Finding]:
    if len(rows) < dossier.last_seq or not rows:
        before = rows[-1].tick if rows else 0
        yield bad_entry(dossier, len(rows) + 1, None, before, Sentence("it is missing: the end was cut off."))
    elif len(rows) > dossier.last_seq:
        extra = rows[dossier.last_seq]
        yield bad_entry(dossier, extra.seq, extra.id, extra.tick, Sentence("it was added after the last one."))
    elif last != dossier.last_digest:
        yield bad_dossier(dossier, Sentence("its last digest is not that of its last entry."))
