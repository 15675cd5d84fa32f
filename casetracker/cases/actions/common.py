"""What every deed on a case needs: a day that is not in the future, codes that exist, and the ledger's pen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from casetracker.cases.actions.following import follow_case
from casetracker.cases.fold import fold
from casetracker.cases.state import CaseState
from casetracker.kit import clock
from casetracker.kit.saying import Sentence
from casetracker.ledger.codes import CodeRow, codes
from casetracker.ledger.entries import Author, Said, coarse_day
from casetracker.ledger.keys import keys
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.rows import entries_of
from casetracker.ledger.writing import Written, say
from casetracker.presets import Preset, load

TIERS = ("normal", "restricted", "highly_restricted")
TURNS = ("worker", "client", "institution", "supervisor", "lawyer")


def preset_of(programme: Programme) -> Preset:
    """The preset that the programme was begun from."""
    return load(programme.preset)


def coded(programme: Programme, list_name: str, code: str | None, field: str) -> CodeRow | None:
    """The code's row, None for no code. Refused beside `field` where the list has no such code."""
    if not code:
        return None
    found = codes(programme.id, list_name).get(code)
    if found is None:
        raise Refused({field: Sentence("“%(code)s” is not in the list.", code=code)})
    return found


def needed(programme: Programme, list_name: str, code: str | None, field: str) -> CodeRow:
    """As `coded`, and one must be given."""
    found = coded(programme, list_name, code, field)
    if found is None:
        raise Refused({field: Sentence("Choose one.")})
    return found


def not_future(programme: Programme, on: date, field: str = "happened_on") -> date:
    """The day itself. Refused where it is after today in the programme's time zone."""
    if on > clock.today(programme.timezone):
        raise Refused({field: Sentence("This day is in the future.")})
    return on


def said(
    programme: Programme, kind: str, on: date, *, precision: str = "day", codes: Mapping[str, Any] | None = None,
    words: Mapping[str, str] | None = None, seen_seq: int | None = None, written_at: datetime | None = None,
    entry_id: UUID | None = None,
) -> Said:  # fmt: skip
    """One thing said of a case, its day checked; a month or a year is stored as its first day."""
    day = {"day": on, "month": coarse_day(on), "year": date(on.year, 1, 1)}[precision]
    return Said(
        kind, not_future(programme, day), codes or {}, words or {}, precision, entry_id, written_at, seen_seq
    )  # fmt: skip


def record(*, by: Author, programme: Programme, case_id: UUID, said: Iterable[Said]) -> Written:
    """Say it of the case; the files of its people go where it goes."""
    told = list(said)
    written = say(told, by=by, programme=programme, dossier_id=case_id)
    follow_case(by, programme, written.state, told)
    return written


def standing(case_id: UUID) -> CaseState:
    """The case as it stands, without its words. Erased where nothing can be said of it any more."""
    keys().get(case_id)
    return fold(entries_of(case_id, words=False))


def whose_turn(turn: str | None) -> str | None:
    """A turn that exists, or none."""
    if turn and turn not in TURNS:
        raise Refused({"turn": Sentence("“%(code)s” is not in the list.", code=turn)})
    return turn or None


def highest(*tiers: str | None) -> str:
    """The strictest of several tiers."""
    return max((t for t in tiers if t), key=TIERS.index, default="normal")
