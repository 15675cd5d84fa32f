"""From the entries of an edition to where it stands: drafted, checked, published by somebody else, or discarded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from casetracker.ledger.entries import Entry

DRAFT, CHECKED, PUBLISHED, DISCARDED = "draft", "checked", "published", "discarded"
ASKED = ("pack", "audience", "language", "period")


@dataclass(frozen=True)
class EditionState:
    """An edition as its entries say."""

    pack: str = ""
    audience: str = ""
    language: str = ""
    period: str = ""
    first_day: date = date.min
    last_day: date = date.min
    number: int = 1
    introduction: str = ""
    status: str = DRAFT
    tick: int | None = None
    sha256: str | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    """format -> SHA-256 of the published file"""
    stops: tuple[str, ...] = ()
    drafted_by: str = ""
    checked_by: str | None = None
    published_by: str | None = None
    published_at: datetime | None = None
    why: str = ""
    anomalies: tuple[str, ...] = ()


def fold(entries: Sequence[Entry]) -> EditionState:
    """In the order in which they were said; total."""
    state = EditionState()
    for entry in sorted(entries, key=lambda one: one.seq):
        tell = TELLS.get(entry.kind)
        try:
            if tell is None or (entry.seq == 1) != (entry.kind == "edition.drafted"):
                raise ValueError(entry.kind)
            state = tell(state, entry)
        except (AttributeError, KeyError, TypeError, ValueError):
            state = replace(state, anomalies=(*state.anomalies, f"{entry.seq} {entry.kind}"))
    return state


def _drafted(state: EditionState, entry: Entry) -> EditionState:
    codes = entry.codes
    asked: dict[str, Any] = {name: str(codes[name]) for name in ASKED}
    return replace(
        state, **asked, first_day=date.fromisoformat(codes["first_day"]),
        last_day=date.fromisoformat(codes["last_day"]), number=int(codes["number"]), drafted_by=entry.author,
        introduction=str(codes.get("introduction", "")),
    )  # fmt: skip


def _reworded(state: EditionState, entry: Entry) -> EditionState:
    """Other words, another text: it is to be checked again."""
    return replace(state, introduction=str(entry.codes.get("introduction", "")), status=DRAFT, sha256=None)


def _checked(state: EditionState, entry: Entry) -> EditionState:
    codes = entry.codes
    return replace(
        state, status=CHECKED, tick=int(codes["tick"]), sha256=str(codes["sha256"]), checked_by=entry.author,
        stops=tuple(codes.get("stops", ())),
    )  # fmt: skip


def _published(state: EditionState, entry: Entry) -> EditionState:
    return replace(
        state, status=PUBLISHED, sha256=str(entry.codes["sha256"]), files=dict(entry.codes.get("files", {})),
        published_by=entry.author, published_at=entry.recorded_at,
    )  # fmt: skip


def _discarded(state: EditionState, entry: Entry) -> EditionState:
    return replace(state, status=DISCARDED, why=str(entry.codes.get("why", "")))


TELLS: dict[str, Callable[[EditionState, Entry], EditionState]] = {
    "edition.drafted": _drafted,
    "edition.reworded": _reworded,
    "edition.checked": _checked,
    "edition.published": _published,
    "edition.discarded": _discarded,
}


def rows_of(state: EditionState) -> dict[str, list[dict[str, Any]]]:
    """The row that pages query."""
    names = ("pack", "audience", "language", "period", "first_day", "last_day", "number", "status", "tick", "sha256",
             "introduction", "drafted_by", "checked_by", "published_by", "published_at", "why")  # fmt: skip
    return {"edition": [{name: getattr(state, name) for name in names} | {"stops": list(state.stops)}]}
