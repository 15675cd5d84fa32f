"""Head files: the last links of a chain, written after every commit on a path apart from the database."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from casetracker.kit.sealing import keyed

LINES = 2000
LINE_BYTES = 115


@dataclass(frozen=True)
class Anchor:
    """One link as the head file remembers it; `last` is the id of the last entry it covers, "-" where there is none."""

    number: int
    head: bytes
    last: str = "-"

    @property
    def line(self) -> str:
        return f"{self.number} {self.head.hex()} {self.last}"


def head_file(name: str | int) -> Path:
    """The head file of a programme (by number) or of the openings."""
    return Path(current_app.config["HEADS"]) / f"{name}.heads"


def names() -> set[str]:
    """Of which programmes (and openings) there is a head file."""
    return {path.stem for path in Path(current_app.config["HEADS"]).glob("*.heads")}


def append(path: Path, anchor: Anchor) -> None:
    """Make a link durable; of a long file the older half is dropped."""
    _write(path, anchor.line)


def accept(path: Path, anchor: Anchor) -> None:
    """A signed exception: the database was restored to this link on purpose, whatever stood here before."""
    stood = read(path)
    before = stood[-1].line.split(" ")[1] if stood else "-"
    _write(path, f"restored {anchor.line} {before} {_signature(path, anchor, before)}")


def _signature(path: Path, anchor: Anchor, before: str) -> str:
    key = current_app.config["KEYRING"].derive("restored")
    return keyed(key, path.name.encode(), anchor.line.encode(), before.encode()).hex()


@contextmanager
def _held(path: Path) -> Iterator[int]:
    """The file, locked; opened again where another process has put a shorter one in its place."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            if path.exists() and path.stat().st_ino == os.fstat(handle).st_ino:
                yield handle
                return
        finally:
            os.close(handle)


def _write(path: Path, line: str) -> None:
    with _held(path) as handle:
        os.write(handle, f"{line}\n".encode())
        os.fdatasync(handle)
        if os.fstat(handle).st_size > LINES * LINE_BYTES:
            _shorten(path)


def _shorten(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)[-LINES // 2 :]
    fresh = path.with_suffix(".new")
    with fresh.open("wb") as out:
        out.writelines(lines)
        out.flush()
        os.fsync(out.fileno())
    fresh.chmod(0o600)
    fresh.replace(path)


def read(path: Path) -> list[Anchor]:
    """The links that count, in the order of their numbers: those since the last valid exception, and that one.

    A line cut short by a power cut is passed over: its transaction is in the database, which may be ahead.
    """
    found: dict[int, Anchor] = {}
    before = "-"
    for line in path.read_text("ascii", "replace").splitlines() if path.exists() else ():
        parts = line.split(" ")
        if parts[0] == "restored" and len(parts) == 6:
            anchor = _anchor(parts[1:4])
            if anchor and parts[4] in {before, "-"} and parts[5] == _signature(path, anchor, parts[4]):
                found, before = {anchor.number: anchor}, anchor.head.hex()
        elif len(parts) == 3 and (anchor := _anchor(parts)):
            found[anchor.number] = anchor
            before = found[max(found)].head.hex()
    return [found[number] for number in sorted(found)]


def _anchor(parts: list[str]) -> Anchor | None:
    try:
        anchor = Anchor(int(parts[0]), bytes.fromhex(parts[1]), parts[2])
    except ValueError:
        return None
    return anchor if len(anchor.head) == 32 else None
