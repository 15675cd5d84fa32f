"""What is too large for memory waits on disk under a key that dies with the process: no plain byte is written there."""

from __future__ import annotations

import io
import os
from tempfile import TemporaryFile
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR

BLOCK = 16
COUNTERS = 1 << 128


class _Sealed(io.RawIOBase):
    """A temporary file whose every byte is masked by its place. No place is to be written twice."""

    def __init__(self) -> None:
        self._file = TemporaryFile("w+b", buffering=0)  # noqa: SIM115 - it lives as long as this object
        self._key, self._start = os.urandom(32), int.from_bytes(os.urandom(BLOCK), "big")

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def readinto(self, buffer: Any) -> int:
        at = self._file.tell()
        found = self._file.read(len(buffer)) or b""
        buffer[: len(found)] = self._masked(found, at)
        return len(found)

    def write(self, data: Any) -> int:
        at = self._file.tell()
        return self._file.write(self._masked(bytes(data), at)) or 0

    def close(self) -> None:
        self._file.close()
        super().close()

    def _masked(self, data: bytes, at: int) -> bytes:
        block, within = divmod(at, BLOCK)
        counter = (self._start + block) % COUNTERS
        mask = Cipher(AES(self._key), CTR(counter.to_bytes(BLOCK, "big"))).encryptor()
        return mask.update(bytes(within) + data)[within:]


def seal_what_waits() -> None:
    """Bodies and answers of requests that are too long for the server's memory wait in sealed spools from now on."""
    from waitress.buffers import TempfileBasedBuffer

    TempfileBasedBuffer.newfile = lambda self: sealed_spool()


def sealed_spool() -> io.BufferedRandom:
    """An empty file to write from front to back and read anywhere; gone when it is closed."""
    return io.BufferedRandom(_Sealed())
