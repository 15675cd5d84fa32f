"""The file as it reads: one item an entry, newest day last, with what was corrected and withdrawn still there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from casetracker.cases.fold import VOIDABLE
from casetracker.cases.queries.naming import Naming
from casetracker.cases.queries.reading import CaseFile
from casetracker.cases.queries.saying import corrected_to, detail, title
from casetracker.cases.state import CaseState
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.entries import Entry

NOT_REDATED = frozenset(
    {
        "entry.voided", "entry.redated", "client.changed", "case.voided", "conflict.settled", "remark.made",
        "remark.answered", "file.attached", "file.withdrawn", "review.drawn",
        "review.recorded", "words.redacted",
        "transfer.offered", "transfer.accepted", "transfer.refused", "transfer.withdrawn",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One entry. `recorded`: when it was written down, where that was on a later day; `void`: why it was withdrawn."""

    id: UUID
    kind: str
    title: str
    on: date
    precision: str
    by: str
    recorded: datetime | None = None
    void: str | None = None
    redated_from: date | None = None
    details: tuple[tuple[str, str], ...] = ()
    withdrawable: bool = False
    redatable: bool = False
    asks: bool = False
    """is it a remark that still waits for its answer?"""


def timeline(case: CaseFile, name: Naming) -> list[Item]:
    """Every entry of the case in the order in which things happened."""
    state = case.state
    whys = {e.codes.get("entry"): e.words.get("why", "") for e in state.entries if e.kind == "entry.voided"
            and e.id not in state.voided}  # fmt: skip
    before = dict(_before(state))
    items = [_item(case, entry, name, whys, before) for entry in state.entries]
    return sorted(items, key=lambda item: (item.kind != "case.opened", item.on, _seq(state, item.id)))


def one_item(case: CaseFile, entry: Entry) -> Item:
    """One entry by itself, for the page that withdraws it or corrects its day."""
    name = Naming(case.programme.id, people=[entry.author])
    return replace(_item(case, entry, name, {}, dict(_before(case.state))), void=None)


def _seq(state: CaseState, entry_id: UUID) -> int:
    return next((e.seq for e in state.entries if e.id == entry_id), 0)


def _item(
    case: CaseFile, entry: Entry, name: Naming, whys: Mapping[Any, str], before: Mapping[UUID, str]
) -> Item:  # fmt: skip
    state = case.state
    on, precision = state.days.get(entry.id, (entry.happened_on, entry.precision))
    late = entry.recorded_at.date() > entry.happened_on
    stands = entry.id not in state.voided
    return Item(
        id=entry.id, kind=entry.kind, title=title(entry, state, name), on=on, precision=precision,
        by=name.person(entry.author), recorded=entry.recorded_at if late else None,
        void=None if stands else whys.get(str(entry.id)) or _("withdrawn"),
        redated_from=entry.happened_on if entry.id in state.days and on != entry.happened_on else None,
        details=tuple(detail(entry, state, name, before.get(entry.id, ""))),
        withdrawable=stands and entry.kind in VOIDABLE and (not state.void or entry.kind == "case.voided"),
        redatable=stands and entry.kind not in NOT_REDATED and not entry.kind.startswith("clock.") and not state.void,
        asks=any(one.id == entry.id and one.owed_by for one in state.remarks),
    )  # fmt: skip


def _before(state: CaseState) -> Iterator[tuple[UUID, str]]:
    """For each correction, the value that it replaced, as a code or in words."""
    held: dict[str, str] = {}
    for entry in state.entries:
        if entry.kind == "case.opened":
            held = _opened(entry)
        elif entry.kind == "breach.added":
            held[f"breach:{entry.codes.get('no')}"] = str(entry.codes.get("type", ""))
        elif entry.kind in {"field.corrected", "conflict.settled"} and entry.id not in state.voided:
            field = str(entry.codes.get("field"))
            yield entry.id, held.get(field, "")
            held[field] = corrected_to(entry)


def _opened(entry: Entry) -> dict[str, str]:
    held = {key: str(value) for key, value in entry.codes.items() if isinstance(value, (str, bool))}
    held |= dict(entry.words)
    for one in entry.codes.get("breaches", ()):
        held[f"breach:{one['no']}"] = str(one["type"])
    return held
