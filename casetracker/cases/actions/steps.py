"""Steps, replies, what is next, and who holds the case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from casetracker.cases.actions.common import coded, needed, preset_of, record, said, standing, whose_turn
from casetracker.cases.actions.limits import Timing, after_filing, after_reply, started_by_step
from casetracker.cases.folding import WAITING
from casetracker.cases.queries.limits import rules_of
from casetracker.kit import clock
from casetracker.kit.ids import new_id
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.writing import Written


def _due(on: date, due: date | None) -> str | None:
    if due is not None and due < on:
        raise Refused({"due": Sentence("The next step cannot be due before this one was taken.")})
    return due.isoformat() if due else None


def _by_when(programme: Programme, on: date, due: date | None, result: str | None) -> str | None:
    """The day that was said, else the programme's own standard: what is written down late is due today."""
    if due is not None:
        return _due(on, due)
    standards = preset_of(programme).standards
    days = standards.escalate_after_days if result in WAITING else standards.follow_up_days
    return max(on + timedelta(days=days), clock.today(programme.timezone)).isoformat() if days else None


def take_step(
    *, by: Author, programme: Programme, case_id: UUID, on: date, breaches: Sequence[str], remedy: str,
    institution: str | None = None, result: str | None = None, what: str = "", who: str = "", next_step: str = "",
    due: date | None = None, turn: str | None = None, why: str = "", received: date | None = None,
    precision: str = "day", seen_seq: int | None = None, entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """One attempt at a remedy for one or more breaches, addressed to one institution; its rung comes with it.

    Where the law gives them a time to answer, it starts here: on `on`, or on the day they `received` it. `why`: why a
    lower rung is tried again.
    """
    tried = needed(programme, "remedy", remedy, "remedy")
    addressed = coded(programme, "institution", institution, "institution")
    coded(programme, "step_result", result, "result")
    if received is not None and not on <= received <= clock.today(programme.timezone):
        raise Refused(
            {"received": Sentence("They received it on or after the day it was sent, and not in the future.")}
        )
    step_id, limits = entry_id or new_id(), []
    if precision == "day" and (result in WAITING or not result):
        timing = Timing(programme, on, because=step_id)
        limits = started_by_step(timing, step_id, tried.more.get("deadline"), received)
    codes = {
        "breaches": [str(no) for no in breaches], "remedy": remedy, "institution": institution or None,
        "rung": str(addressed.more["rung"]) if addressed else None, "result": result or None,
        "due": _due(on, due) if limits else _by_when(programme, on, due, result),
        "turn": whose_turn(turn) or ("institution" if limits else None),
        "received": received.isoformat() if received else None,
    }  # fmt: skip
    words = {"what": what, "who": who, "next": next_step, "why": why}
    one = said(
        programme, "step.taken", on, precision=precision, codes=codes, words=words, seen_seq=seen_seq,
        entry_id=step_id,
    )  # fmt: skip
    return record(by=by, programme=programme, case_id=case_id, said=[one, *_unneeded(programme, case_id, on, step_id,
                                                                                     remedy), *limits])  # fmt: skip


def _unneeded(programme: Programme, case_id: UUID, on: date, step: UUID, remedy: str) -> list[Said]:
    """Limits that would only begin if this had not been filed."""
    if not any(remedy in rule.met_by for rule in rules_of(programme.id).values()):
        return []
    state = standing(case_id)
    return after_filing(Timing(programme, on, because=step), state, remedy)


def receive_reply(
    *, by: Author, programme: Programme, case_id: UUID, on: date, step: UUID, result: str, what: str = "",
    next_step: str = "", due: date | None = None, turn: str | None = None, entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """What the institution answered to a step."""
    needed(programme, "step_result", result, "result")
    codes = {
        "step": str(step), "result": result, "due": _by_when(programme, on, due, result), "turn": whose_turn(turn),
    }  # fmt: skip
    reply_id = entry_id or new_id()
    one = said(
        programme, "reply.received", on, codes=codes, words={"what": what, "next": next_step}, entry_id=reply_id
    )  # fmt: skip
    limits = []
    if result not in WAITING:
        state = standing(case_id)
        limits = after_reply(Timing(programme, on, because=reply_id), state, step, result)
    return record(by=by, programme=programme, case_id=case_id, said=[one, *limits])


def set_next(
    *, by: Author, programme: Programme, case_id: UUID, next_step: str, due: date | None, turn: str = "worker",
    on: date | None = None, entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """What is next, by when, and whose turn it is."""
    day = on or clock.today(programme.timezone)
    codes = {"due": _due(day, due), "turn": whose_turn(turn)}
    one = said(programme, "next.set", day, codes=codes, words={"next": next_step}, entry_id=entry_id)
    return record(by=by, programme=programme, case_id=case_id, said=[one])


def assign_case(
    *, by: Author, programme: Programme, case_id: UUID, on: date | None = None, note: str = "",
    entry_id: UUID | None = None, **holders: str | None,
) -> Written:  # fmt: skip
    """A coordinator's order: who holds the case from a day on (worker, team, supervisor, lawyer; those not named stay).

    `note`: what the next person has to know. An offer that was not answered lapses.
    """
    unknown = set(holders) - {"worker", "team", "supervisor", "lawyer"}
    if unknown:
        raise ValueError(f"a case is not held by {sorted(unknown)}")
    if "worker" in holders and not holders["worker"]:
        raise Refused({"worker": Sentence("A case always has a worker.")})
    codes = {name: value or "" for name, value in holders.items()}
    day, words = on or clock.today(programme.timezone), {"what": note}
    one = said(programme, "case.assigned", day, codes=codes, words=words, entry_id=entry_id)
    return record(by=by, programme=programme, case_id=case_id, said=[one])
