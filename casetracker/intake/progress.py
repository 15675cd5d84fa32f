"""How far the import is, on standard error, where it disturbs no figures."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

Item = TypeVar("Item")
EVERY_SECONDS = 0.5


def progress(items: Iterable[Item], total: int, label: str, out: TextIO | None = None) -> Iterator[Item]:
    """Pass the items on and say how many there were; one line that is written over on a terminal, else one a tenth."""
    stream = out or sys.stderr
    terminal = stream.isatty()
    shown, last = time.monotonic(), -1
    count = 0
    for item in items:
        yield item
        count += 1
        tenth = count * 10 // max(total, 1)
        if terminal and time.monotonic() - shown >= EVERY_SECONDS:
            stream.write(f"\r{label}: {count} / {total}")
            stream.flush()
            shown = time.monotonic()
        elif not terminal and tenth > last:
            stream.write(f"{label}: {count} / {total}\n")
            last = tenth
    stream.write(f"\r{label}: {count} / {total}\n" if terminal else "")
    stream.flush()
