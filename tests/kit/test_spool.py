"""What waits on disk is masked, and comes back as it was from wherever it is read."""

from __future__ import annotations

import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st
from waitress.buffers import OverflowableBuffer, TempfileBasedBuffer

from casetracker.kit.spool import seal_what_waits, sealed_spool


@given(pieces=st.lists(st.binary(max_size=70_000), max_size=6), at=st.integers(0, 300_000), size=st.integers(0, 90_000))
def test_any_part_comes_back(pieces: list[bytes], at: int, size: int) -> None:
    with sealed_spool() as spool:
        for piece in pieces:
            spool.write(piece)
        spool.seek(at)
        assert spool.read(size) == b"".join(pieces)[at : at + size]
        spool.seek(0)
        assert spool.read() == b"".join(pieces)


def test_on_disk_it_says_nothing() -> None:
    with sealed_spool() as spool:
        spool.write(b"Xiphamanine" * 9_000)
        spool.flush()
        raw = io.FileIO(os.dup(spool.raw._file.fileno()), "r")  # type: ignore[attr-defined]
        raw.seek(0)
        seen = raw.read()
    assert len(seen) == 99_000 and b"Xipham" not in seen


def test_the_servers_buffers_wait_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(TempfileBasedBuffer, "newfile", TempfileBasedBuffer.newfile)  # put back afterwards
    seal_what_waits()
    buffer, said = OverflowableBuffer(1000), b"".join(b"%06d" % n for n in range(50_000))
    for start in range(0, len(said), 4_096):
        buffer.append(said[start : start + 4_096])
    assert buffer.overflowed and type(buffer.getfile()) is io.BufferedRandom
    assert type(buffer.getfile().raw).__name__ == "_Sealed"
    got = b""
    while len(buffer):
        piece = buffer.get(10_000)
        got += piece
        buffer.skip(len(piece), True)
    assert got == said
