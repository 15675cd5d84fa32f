"""State -> rows of the projection and the reach of the dossier, without what a highly restricted case may not show."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from casetracker.cases.projected_clocks import clocks_of, filing_due
from casetracker.cases.remarks import interests, owed
from casetracker.cases.reviewed import ANSWERS
from casetracker.cases.state import HIGHLY_RESTRICTED, CaseState
from casetracker.ledger.kinds import Reach

HIDDEN = (
    "place", "district", "team", "type", "opened_on", "closed_on", "next_due", "filing_due", "turn", "last_activity",
    "silent_from", "watched_until", "client_id",
)  # fmt: skip


def reach_of(state: CaseState) -> Reach:
    """Who may open the case, as its entries stand now."""
    return Reach(
        tier=state.tier, worker=state.worker, supervisor=state.supervisor, lawyer=state.lawyer, team=state.team,
        place=state.codes.get("place"), district=state.codes.get("district"), province=state.codes.get("province"),
    )  # fmt: skip


def rows_of(state: CaseState) -> dict[str, list[dict[str, Any]]]:
    """Table name -> rows, without dossier_id."""
    case, files = _case(state), _files(state)
    if state.tier == HIGHLY_RESTRICTED:
        return {"case_file": [case | dict.fromkeys(HIDDEN)], "attachment": files, "case_offer": _offers(state)}
    return {
        "case_file": [case], "breach": _breaches(state), "step": _steps(state), "attachment": files,
        "review": _reviews(state), "clock": clocks_of(state), "case_offer": _offers(state),
        "case_apart": [{"other_id": one} for one in state.distinct],
    }  # fmt: skip


def _case(state: CaseState) -> dict[str, Any]:
    first = next(iter(state.breaches.values()), None)
    running = state.closed is None and not state.void
    nxt = state.next if running else None
    stale = timedelta(days=int(state.codes.get("stale_days", 60)))
    watched = [b.watched_until for b in state.breaches.values() if b.watched_until]
    return {
        "programme_id": state.codes["programme"], "status": state.status, "is_open": running, "tier": state.tier,
        "worker": state.worker, "supervisor": state.supervisor, "lawyer": state.lawyer, "team": state.team,
        "place": state.codes.get("place"), "district": state.codes.get("district"),
        "province": state.codes.get("province"), "type": first.type if first else None,
        "type_group": first.group if first else None,
        "client_id": UUID(state.codes["client"]) if state.codes.get("client") else None,
        "opened_on": state.opened.on, "opened_precision": state.opened.precision,
        "closed_on": state.closed.at.on if state.closed else None, "next_due": nxt.due if nxt else None,
        "filing_due": filing_due(state) if running else None, "turn": state.turn if running else None,
        "last_activity": state.last_activity,
        "silent_from": state.last_activity + stale if running else None,
        "breaches": len(state.breaches), "open_breaches": len(state.open_breaches),
        "to_confirm": len(state.to_confirm) if running else 0, "watched_until": max(watched, default=None),
        "anomalies": len(state.anomalies), "conflicts": len(state.conflicts) + interests(state.remarks),
        "outcome": state.outcome,
        "asked_worker": 0 if state.void else owed(state.remarks, "worker"),
        "asked_lead": owed(state.remarks, "supervisor") - interests(state.remarks) if running else 0,
    }  # fmt: skip


def _breaches(state: CaseState) -> list[dict[str, Any]]:
    return [
        {
            "no": b.no, "programme_id": state.codes["programme"], "type": b.type, "type_group": b.group,
            "status": b.status, "outcome": b.ending.outcome if b.ending else None,
            "ended_on": b.ending.at.on if b.ending else None, "rung": b.ending.rung if b.ending else None,
            "remedy": b.ending.remedy if b.ending else None, "watched_until": b.watched_until,
        }
        for b in state.breaches.values()
    ]  # fmt: skip


def _steps(state: CaseState) -> list[dict[str, Any]]:
    return [
        {
            "step_id": s.id, "programme_id": state.codes["programme"], "on_day": s.at.on, "remedy": s.remedy,
            "institution": s.institution, "rung": s.rung, "result": s.result, "worker": s.at.worker,
        }
        for s in state.steps
    ]  # fmt: skip


def _offers(state: CaseState) -> list[dict[str, Any]]:
    """The last offer, where somebody still has to look at it; who it names may know of the case by it."""
    last = state.offers[-1] if state.offers else None
    if last is None or last.answer not in {"", "refused"} or state.closed or state.void:
        return []
    if last.answer and any(e.kind == "case.assigned" and e.seq > last.answered_seq for e in state.entries):
        return []
    secret = state.tier == HIGHLY_RESTRICTED
    return [
        {
            "programme_id": state.codes["programme"], "answer": last.answer, "worker": last.worker,
            "team": None if secret else last.team, "by": last.by,
            "refused_by": None if secret else last.answered_by,
            "on_day": None if secret else last.answered_on or last.on,
        }
    ]  # fmt: skip


def _files(state: CaseState) -> list[dict[str, Any]]:
    """Of withdrawn ones too: a withdrawal may be withdrawn. Nothing in them tells more than that there is a file."""
    return [
        {"attachment_id": f.id, "programme_id": state.codes["programme"], "stored": f.stored} for f in state.attachments
    ]


def _reviews(state: CaseState) -> list[dict[str, Any]]:
    return [
        {
            "month": r.month, "programme_id": state.codes["programme"], "worker": r.worker, "drawn_on": r.drawn.on,
            "done_on": r.done.on if r.done else None, "verdict": r.verdict or None, "file": r.file or None,
            "interview": r.interview or None, **{name: r.answers.get(name) for name in ANSWERS},
        }
        for r in state.reviews
    ]  # fmt: skip
