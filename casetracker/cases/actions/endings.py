"""From a resolution that somebody reports to a case that is closed, and back again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from casetracker.cases.actions.common import coded, needed, record, said
from casetracker.cases.state import RESOLVED
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Author
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.writing import Written


def report_resolution(
    *, by: Author, programme: Programme, case_id: UUID, on: date, breaches: Sequence[str], what: str = "",
    due: date | None = None, entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """Somebody says that it is done; the breaches stay open until the remedy is seen to exist."""
    codes = {"breaches": [str(no) for no in breaches], "due": due.isoformat() if due else None}
    one = said(programme, "resolution.reported", on, codes=codes, words={"what": what}, entry_id=entry_id)
    return record(by=by, programme=programme, case_id=case_id, said=[one])


def resolve_breach(
    *, by: Author, programme: Programme, case_id: UUID, on: date, breach: str, outcome: str,
    relief: str | None = None, amount: int | None = None, institution: str | None = None, remedy: str | None = None,
    what: str = "", precision: str = "day", seen_seq: int | None = None, entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """The remedy exists, fully or partly, since the day it happened; `institution` delivered it, `remedy` brought it.

    `amount` is money in minor units, only with a relief that has one.
    """
    if outcome not in RESOLVED:
        raise Refused({"outcome": Sentence("Choose whether it was fully or partly resolved.")})
    kind = coded(programme, "relief", relief, "relief")
    if amount is not None and not (kind and kind.more.get("has_amount")):
        raise Refused({"amount": Sentence("An amount goes with money that was returned.")})
    delivered = coded(programme, "institution", institution, "institution")
    coded(programme, "remedy", remedy, "remedy")
    codes = {
        "breach": str(breach), "outcome": outcome, "relief": relief or None, "amount": amount,
        "institution": institution or None, "rung": str(delivered.more["rung"]) if delivered else None,
        "remedy": remedy or None,
    }  # fmt: skip
    one = said(
        programme, "breach.resolved", on, precision=precision, codes=codes, words={"what": what}, seen_seq=seen_seq,
        entry_id=entry_id,
    )  # fmt: skip
    return record(by=by, programme=programme, case_id=case_id, said=[one])


def end_breach(
    *, by: Author, programme: Programme, case_id: UUID, on: date, breach: str, outcome: str = "not_resolved",
    what: str = "", precision: str = "day", entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """The breach ended without a resolution: not resolved, or handed over to another organisation."""
    if outcome not in {"not_resolved", "transferred"}:
        raise Refused({"outcome": Sentence("Choose one.")})
    codes = {"breach": str(breach), "outcome": outcome}
    one = said(
        programme, "breach.ended", on, precision=precision, codes=codes, words={"what": what}, entry_id=entry_id
    )  # fmt: skip
    return record(by=by, programme=programme, case_id=case_id, said=[one])


def confirm_resolution(
    *, by: Author, programme: Programme, case_id: UUID, on: date, breach: str, confirmed_by: str, what: str = "",
    entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """The client or the committee confirms that the remedy exists, or the worker saw it (counted apart)."""
    needed(programme, "confirmed_by", confirmed_by, "confirmed_by")
    codes = {"breach": str(breach), "by": confirmed_by}
    one = said(programme, "resolution.confirmed", on, codes=codes, words={"what": what}, entry_id=entry_id)
    return record(by=by, programme=programme, case_id=case_id, said=[one])


def tell_client(
    *, by: Author, programme: Programme, case_id: UUID, on: date, state: str, what: str = "", precision: str = "day",
    entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """Whether the client was told the outcome: told, not told, unsafe, unknown (imported history)."""
    needed(programme, "told_state", state, "told_state")
    one = said(
        programme, "client.told", on, precision=precision, codes={"state": state}, words={"what": what},
        entry_id=entry_id,
    )  # fmt: skip
    return record(by=by, programme=programme, case_id=case_id, said=[one])


def close_case(
    *, by: Author, programme: Programme, case_id: UUID, on: date, reason: str, what: str = "", precision: str = "day",
    entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """Close a case whose breaches have all ended, with a reason."""
    needed(programme, "closure_reason", reason, "reason")
    one = said(
        programme, "case.closed", on, precision=precision, codes={"reason": reason}, words={"what": what},
        entry_id=entry_id,
    )  # fmt: skip
    return record(by=by, programme=programme, case_id=case_id, said=[one])


def reopen_case(
    *, by: Author, programme: Programme, case_id: UUID, on: date, breaches: Sequence[str] = (), why: str = "",
    back_on: date | None = None, due: date | None = None, entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """Reopen a closed case, with the breaches that came back (inside their monitoring window, or never resolved).

    `back_on` is the day they came back, where that is earlier: a case may have been closed before anybody noticed.
    """
    codes = {"due": due.isoformat() if due else None}
    first = said(programme, "case.reopened", on, codes=codes, words={"why": why}, entry_id=entry_id)
    rest = [said(programme, "breach.reopened", back_on or on, codes={"breach": str(no)}) for no in breaches]
    return record(by=by, programme=programme, case_id=case_id, said=[first, *rest])


def reopen_breach(
    *, by: Author, programme: Programme, case_id: UUID, on: date, breach: str, why: str = "",
    entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """A breach that had ended came back while its case is open."""
    one = said(
        programme, "breach.reopened", on, codes={"breach": str(breach)}, words={"why": why}, entry_id=entry_id
    )  # fmt: skip
    return record(by=by, programme=programme, case_id=case_id, said=[one])
