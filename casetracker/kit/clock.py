"""The one clock of the application, injected so that tests and the synthetic year can set it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def _machine() -> datetime:
    return datetime.now(UTC)


_clock: Callable[[], datetime] = _machine


def set_clock(clock: Callable[[], datetime] | None) -> None:
    """Take the time from `clock` (aware datetimes); None goes back to the machine's."""
    global _clock
    _clock = clock or _machine


@contextmanager
def clock_at(clock: Callable[[], datetime]) -> Iterator[None]:
    """The time is `clock`'s inside the block."""
    before = _clock
    set_clock(clock)
    try:
        yield
    finally:
        set_clock(before)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _clock().astimezone(UTC)


def today(timezone: str) -> date:
    """The calendar day it is now in an IANA time zone."""
    return now().astimezone(ZoneInfo(timezone)).date()
