"""The two chains: digests inside a dossier, keyed heads over a programme's transactions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from casetracker.kit.sealing import keyed

START = bytes(32)
"""what the first head of a programme is chained to"""


def start(dossier_id: UUID, kind: str, programme_id: int, reference: str | None) -> bytes:
    """What the first entry of a dossier is chained to: whose it is and what it is called."""
    total = hashlib.sha256(b"dossier")
    for part in (dossier_id.bytes, kind.encode(), str(programme_id).encode(), (reference or "").encode()):
        total.update(len(part).to_bytes(4, "big") + part)
    return total.digest()


def codes_text(codes: str, happened_on: date, precision: str) -> bytes:
    """What the salted hash of an entry's codes covers: `codes` is canonical JSON. The day belongs to it, so that a
    highly restricted entry can keep its true day sealed and still be verified."""
    return "\x1f".join((codes, happened_on.isoformat(), precision)).encode()


def codes_hash(salt: bytes, entry_id: UUID, codes: str, happened_on: date, precision: str) -> bytes:
    """Salted per dossier and per entry: says nothing of the codes once the salt is destroyed."""
    return keyed(salt, entry_id.bytes, codes_text(codes, happened_on, precision))


def _plain(value: Any) -> bytes:
    if value is None:
        return b"-"
    if type(value) in (int, str):
        return str(value).encode()
    if isinstance(value, bytes):
        return value
    if isinstance(value, UUID):
        return value.bytes
    if isinstance(value, datetime):
        # An instant is the same whatever clock it was read from.
        return value.astimezone(UTC).isoformat().encode()
    if isinstance(value, date):
        return value.isoformat().encode()
    return str(value).encode()


COVERED = (
    "id", "dossier_id", "dossier_kind", "programme_id", "seq", "tick", "kind", "kind_version", "preset_version",
    "recorded_at", "written_at", "author_id", "author", "device_id", "seen_seq",
)  # fmt: skip


def words_hash(words: bytes | None) -> bytes:
    """What a digest covers of the sealed words: it is verified without a key, and after a sentence was taken out."""
    return hashlib.sha256(words or b"").digest()


def digest(previous: bytes, columns: Mapping[str, Any], hash_of_codes: bytes, hash_of_words: bytes) -> bytes:
    """SHA-256 over the previous digest, the columns, the hash of the codes, and the hash of the sealed words."""
    parts = [_plain(columns[name]) for name in COVERED]
    covered = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    return hashlib.sha256(previous + covered + hash_of_codes + hash_of_words).digest()


def head(
    key: bytes, previous: bytes, programme_id: int, tick: int, recorded_at: datetime, digests: Iterable[bytes]
) -> bytes:
    """HMAC over the previous head and this tick's digests, in the order of the entries' ids."""
    return keyed(
        key, previous, str(programme_id).encode(), str(tick).encode(), recorded_at.isoformat().encode(), *digests
    )
