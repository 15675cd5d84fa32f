"""A file sealed in chunks: written and read piece by piece, cut, lengthened, swapped or altered never unnoticed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casetracker.kit.sealing import Broken, keyed

MAGIC = b"ctf1"
SALT = 16
CHUNK = 1 << 16
TAG = 16


def seal_into(out: BinaryIO, key: bytes, bound_to: bytes, plain: Iterable[bytes]) -> None:
    """Write `plain` sealed; it opens only with the same key and the same `bound_to`."""
    salt = os.urandom(SALT)
    cipher = _cipher(key, bound_to, salt)
    out.write(MAGIC + salt)
    number, held = 0, None
    for chunk in _chunks(plain):
        if held is not None:
            out.write(cipher.encrypt(_nonce(number, last=False), held, bound_to))
            number += 1
        held = chunk
    out.write(cipher.encrypt(_nonce(number, last=True), held or b"", bound_to))


def open_from(source: BinaryIO, key: bytes, bound_to: bytes) -> Iterator[bytes]:
    """The plain bytes, a chunk at a time; `Broken` at the first chunk that is not as it was sealed."""
    head = source.read(len(MAGIC) + SALT)
    if len(head) < len(MAGIC) + SALT or not head.startswith(MAGIC):
        raise Broken("not a sealed file")
    cipher = _cipher(key, bound_to, head[len(MAGIC) :])
    number, chunk = 0, source.read(CHUNK + TAG)
    while True:
        following = source.read(CHUNK + TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), chunk, bound_to)
        except (InvalidTag, ValueError) as error:
            raise Broken("a sealed file does not open") from error
        if not following:
            return
        number, chunk = number + 1, following


def _cipher(key: bytes, bound_to: bytes, salt: bytes) -> AESGCM:
    """A key for this one file: counters as nonces never meet under it a second time."""
    return AESGCM(keyed(key, b"sealed file", bound_to, salt))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _chunks(plain: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for piece in plain:
        waiting += piece
        while len(waiting) >= CHUNK:
            yield bytes(waiting[:CHUNK])
            del waiting[:CHUNK]
    if waiting:
        yield bytes(waiting)
