"""Sealing: master keys kept outside the database, AES-256-GCM with associated data, keyed hashes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
KEY_BYTES = 32


class KeyMissing(Exception):
    """A master key that the stored words need is not at hand; `key_id` says which."""

    def __init__(self, key_id: str) -> None:
        super().__init__(
            f"The key {key_id}, under which this database was written, is not at hand: put it back in keys.toml "
            "or CASETRACKER_MASTER_KEYS. Nothing was started."
        )
        self.key_id = key_id


class Broken(Exception):
    """What was sealed does not open: altered, or sealed for another place."""


def new_key() -> bytes:
    """256 random bits."""
    return os.urandom(KEY_BYTES)


def key_id(key: bytes) -> str:
    """Eight hexadecimal digits that name a key without giving it away."""
    return hashlib.sha256(b"casetracker key id" + key).hexdigest()[:8]


def seal(key: bytes, plain: bytes, bound_to: bytes) -> bytes:
    """Nonce and ciphertext; opens only with the same key and the same `bound_to`."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def unseal(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """The plain bytes; raises `Broken` for anything that was altered or moved."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound_to)
    except (InvalidTag, ValueError) as error:
        raise Broken("sealed words do not open") from error


def keyed(key: bytes, *parts: bytes) -> bytes:
    """HMAC-SHA-256 over the parts, each preceded by its length."""
    return hmac.digest(key, b"".join(len(part).to_bytes(8, "big") + part for part in parts), "sha256")


@dataclass(frozen=True)
class Keyring:
    """Master keys by id: the first wraps new data keys, all unwrap."""

    masters: Mapping[str, bytes]
    head: bytes
    """the key of the head chain and of other keyed hashes; never rotated with the masters"""

    @classmethod
    def of(cls, masters: Iterable[bytes], head: bytes) -> Keyring:
        """A keyring from raw keys, in order of preference."""
        return cls({key_id(key): key for key in masters}, head)

    @property
    def first(self) -> str:
        """The id of the key that wraps new data keys."""
        return next(iter(self.masters))

    def wrap(self, data_key: bytes, bound_to: bytes) -> tuple[str, bytes]:
        """(id of the master key, the wrapped data key)."""
        return self.first, seal(self.masters[self.first], data_key, bound_to)

    def unwrap(self, master_id: str, wrapped: bytes, bound_to: bytes) -> bytes:
        """The data key; `KeyMissing` where its master key is not at hand."""
        if master_id not in self.masters:
            raise KeyMissing(master_id)
        return unseal(self.masters[master_id], wrapped, bound_to)

    def derive(self, purpose: str) -> bytes:
        """A key for one purpose, from the head key."""
        return keyed(self.head, b"derive", purpose.encode())


def to_text(key: bytes) -> str:
    """A key as it stands in a file or the environment."""
    return base64.urlsafe_b64encode(key).decode().rstrip("=")


def from_text(text: str) -> bytes:
    """A key read back; ValueError unless it is 32 bytes."""
    key = base64.urlsafe_b64decode(text.strip() + "=" * (-len(text.strip()) % 4))
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key is {KEY_BYTES} bytes")
    return key
