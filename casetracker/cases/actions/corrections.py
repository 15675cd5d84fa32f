"""Notes, corrections, withdrawals: nothing is overwritten, each is an entry of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from casetracker.cases.actions.common import highest, needed, record, said, standing
from casetracker.cases.actions.limits import Timing, redated
from casetracker.cases.actions.opening import where_it_is
from casetracker.kit import clock
from casetracker.kit.ids import new_id
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Author
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.writing import Written

WORD_FIELDS = ("narrative", "department", "accused", "accused_name")
CODE_FIELDS = {"channel": "intake_channel"}


def add_note(
    *, by: Author, programme: Programme, case_id: UUID, text: str, private: bool = False, on: date | None = None,
    entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """A note in the file, `private` for its writer and the named supervisor. Refused when there is nothing in it."""
    if not text.strip():
        raise Refused({"text": Sentence("Write the note.")})
    codes, words = ({"private": True}, {"private": text}) if private else ({}, {"what": text})
    one = said(
        programme, "note.added", on or clock.today(programme.timezone), codes=codes, words=words, entry_id=entry_id
    )  # fmt: skip
    return record(by=by, programme=programme, case_id=case_id, said=[one])


def correct_field(
    *, by: Author, programme: Programme, case_id: UUID, field: str, value: Any, seen_seq: int | None = None,
    on: date | None = None, entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """Another value for a field: narrative, department, accused, accused_name (words), channel, place, everyone,
    contact, event_on, `breach:N` (its type). Stale when somebody corrected the same field after `seen_seq`."""
    values, words = _correction(programme, field, value)
    one = said(
        programme, "field.corrected", on or clock.today(programme.timezone), codes={"field": field, "values": values},
        words=words, seen_seq=seen_seq, entry_id=entry_id,
    )  # fmt: skip
    return record(by=by, programme=programme, case_id=case_id, said=[one])


def _correction(programme: Programme, field: str, value: Any) -> tuple[dict[str, Any], dict[str, str]]:
    if field in WORD_FIELDS:
        return {}, {field: str(value) or " "}
    if field in CODE_FIELDS:
        return {field: needed(programme, CODE_FIELDS[field], value, field).code}, {}
    if field == "place":
        return where_it_is(programme, value, clock.today(programme.timezone)), {}
    if field.startswith("breach:"):
        row = needed(programme, "case_type", value, "types")
        return {"type": row.code, "group": row.group, "tier": row.tier}, {}
    if field == "everyone":
        return {field: bool(value)}, {}
    if field == "contact" and value in {"safe", "unsafe", "impossible"}:
        return {field: value}, {}
    if field == "event_on" and (value is None or isinstance(value, date)):
        return {field: value.isoformat() if value else None}, {}
    raise Refused({"field": Sentence("This field cannot be corrected here.")})


def settle_conflict(
    *, by: Author, programme: Programme, case_id: UUID, field: str, value: Any, entry_id: UUID | None = None
) -> Written:
    """Two corrections of one field, neither having seen the other: say which value holds."""
    values, words = _correction(programme, field, value)
    one = said(
        programme, "conflict.settled", clock.today(programme.timezone), codes={"field": field, "values": values},
        words=words, entry_id=entry_id,
    )  # fmt: skip
    return record(by=by, programme=programme, case_id=case_id, said=[one])


def correct_day(
    *, by: Author, programme: Programme, case_id: UUID, entry: UUID, on: date, precision: str = "day", why: str = "",
    entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """Another day for something that was recorded; refused where the file would no longer make sense.

    Time limits that it started are counted from the new day.
    """
    said_by = entry_id or new_id()
    one = said(
        programme, "entry.redated", on, precision=precision, codes={"entry": str(entry)}, words={"why": why},
        entry_id=said_by,
    )  # fmt: skip
    state = standing(case_id)
    before = next((state.days.get(e.id, (e.happened_on, ""))[0] for e in state.entries if e.id == entry), on)
    timing = Timing(programme, on, because=said_by, cause={"cause": "redated"})
    limits = redated(timing, state, entry, before, on) if precision == "day" else []
    return record(by=by, programme=programme, case_id=case_id, said=[one, *limits])


def void_entry(
    *, by: Author, programme: Programme, case_id: UUID, entry: UUID, why: str, entry_id: UUID | None = None
) -> Written:
    """Withdraw an entry, with the reason; a withdrawal can be withdrawn too."""
    one = said(
        programme, "entry.voided", clock.today(programme.timezone), codes={"entry": str(entry)}, words={"why": why},
        entry_id=entry_id,
    )  # fmt: skip
    return record(by=by, programme=programme, case_id=case_id, said=[one])


def void_case(
    *, by: Author, programme: Programme, case_id: UUID, reason: str, why: str = "", same_as: UUID | None = None,
    entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """Not a case after all: a duplicate or entered by mistake. It leaves every count and stays in the ledger."""
    codes = {"reason": reason, "same_as": str(same_as) if same_as else None}
    one = said(
        programme, "case.voided", clock.today(programme.timezone), codes=codes, words={"why": why}, entry_id=entry_id
    )  # fmt: skip
    return record(by=by, programme=programme, case_id=case_id, said=[one])


def tell_apart(
    *, by: Author, programme: Programme, case_id: UUID, other: UUID, entry_id: UUID | None = None
) -> Written:
    """Another matter than `other`, which looks like it; the two are not proposed as one case again."""
    codes = {"other": str(other)}
    one = said(programme, "case.distinct", clock.today(programme.timezone), codes=codes, entry_id=entry_id)
    return record(by=by, programme=programme, case_id=case_id, said=[one])


def raise_flags(
    *, by: Author, programme: Programme, case_id: UUID, flags: Sequence[str], entry_id: UUID | None = None
) -> Written:
    """Flags that make the case more sensitive; sensitivity is never lowered by itself."""
    tiers = [needed(programme, "sensitivity_flag", flag, "flags").tier for flag in flags]
    if not tiers:
        raise Refused({"flags": Sentence("Choose one.")})
    one = said(
        programme, "flag.raised", clock.today(programme.timezone), codes={"tier": highest(*tiers)},
        words={"flags": " ".join(flags)}, entry_id=entry_id,
    )  # fmt: skip
    return record(by=by, programme=programme, case_id=case_id, said=[one])
