"""Passwords: hashed slowly and few at a time, judged by length and by how often others have had the same idea."""

from __future__ import annotations

import secrets
import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from casetracker.accounts.guessed import is_guessed
from casetracker.kit.languages import Sentence

SHORTEST, LONGEST = 12, 1000

_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_turns = threading.BoundedSemaphore(2)  # 19 MiB and a core each: a crowd at the door must not stop the work inside


def hashed(password: str) -> str:
    """The argon2id string, its parameters and salt included."""
    with _turns:
        return _hasher.hash(_bytes(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Is this the password? Takes as long for a stranger (None) or an overlong password as for anybody."""
    known = password_hash if password_hash and len(password) <= LONGEST else None
    with _turns:
        try:
            return _hasher.verify(known or _nobody(), _bytes(password[:LONGEST])) and known is not None
        except (VerificationError, InvalidHashError):
            return False


def is_dated(password_hash: str) -> bool:
    """Was it hashed with other parameters than today's?"""
    return _hasher.check_needs_rehash(password_hash)


def complaint(password: str, *own_words: str) -> Sentence | None:
    """Why this password is not taken, or None. Length and guessability only; no rules about kinds of characters."""
    if len(password) < SHORTEST:
        return Sentence("Use at least %(shortest)s characters.", shortest=SHORTEST)
    if len(password) > LONGEST:
        return Sentence("Use at most %(longest)s characters.", longest=LONGEST)
    if is_guessed(password, own_words):
        return Sentence("This password is easy to guess. Use several words that do not belong together.")
    return None


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


@cache
def _nobody() -> str:
    return _hasher.hash(secrets.token_bytes(16))
