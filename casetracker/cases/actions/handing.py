"""Offering a case, and accepting, refusing or taking back the offer; handing on all that somebody holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from casetracker.accounts.queries import holders
from casetracker.cases.actions.common import record, said
from casetracker.cases.actions.opening import supervisor_of
from casetracker.cases.actions.steps import assign_case
from casetracker.cases.fold import fold
from casetracker.cases.handover import Offer
from casetracker.cases.state import CaseState
from casetracker.kit import clock
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Author
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.rows import entries_of
from casetracker.ledger.ticks import take_tick
from casetracker.ledger.writing import Written

WORKERS = ("paralegal", "coordinator", "manager", "lawyer")
"""roles that read and write cases: whoever holds none of them in the programme is handed no case"""
LEADERS = ("coordinator", "manager")


def offer_case(
    *, by: Author, programme: Programme, case_id: UUID, note: str, worker: str | None = None, team: str | None = None,
    notes_go: bool = False, entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """Offer the case to a worker, to a team, or to one worker for a team; it stays whose it is until they accept.

    `notes_go`: the private notes are read by whoever accepts. Refused: no note, nobody named, somebody without a role
    that reads cases here, an offer that nobody has answered, a case that is not `by`'s to offer.
    """
    state = _now(programme, case_id)
    _theirs(programme, state, by)
    if worker and worker not in workers(programme):
        raise Refused({"worker": Sentence("This person cannot take cases in this programme.")})
    if team and not worker and not workers(programme, team):
        raise Refused({"team": Sentence("Nobody in this team can take cases.")})
    codes = {"worker": worker or None, "team": team or None, "notes_go": notes_go or None}
    return _say(by, programme, case_id, "transfer.offered", codes, {"what": note}, entry_id)


def accept_offer(
    *, by: Author, programme: Programme, case_id: UUID, offer: UUID, entry_id: UUID | None = None
) -> Written:
    """Take the case: from this entry on it is `by`'s. Refused where it was not offered to them."""
    state = _now(programme, case_id)
    taken = _offered_to(programme, state, by)
    codes: dict[str, Any] = {"offer": str(offer), "worker": by.code, "team": taken.team}
    if (taken.team and taken.team != state.team) or state.supervisor == by.code:
        codes["supervisor"] = supervisor_of(programme, taken.team or state.team, by.code)
    return _say(by, programme, case_id, "transfer.accepted", codes, {}, entry_id)


def refuse_offer(
    *, by: Author, programme: Programme, case_id: UUID, offer: UUID, why: str, entry_id: UUID | None = None
) -> Written:
    """Not take it, saying why: it stays with whoever offered it."""
    _offered_to(programme, _now(programme, case_id), by)
    return _say(by, programme, case_id, "transfer.refused", {"offer": str(offer)}, {"why": why}, entry_id)


def withdraw_offer(
    *, by: Author, programme: Programme, case_id: UUID, offer: UUID, entry_id: UUID | None = None
) -> Written:
    """Take the offer back before it is answered."""
    _theirs(programme, _now(programme, case_id), by)
    return _say(by, programme, case_id, "transfer.withdrawn", {"offer": str(offer)}, {}, entry_id)


def hand_on(*, by: Author, programme: Programme, to: Mapping[UUID, str], note: str) -> int:
    """Order several cases to other workers at once (`to`: case -> worker), none without one; how many went.

    Refused, all of them, where one receiver cannot take cases here, or the note is empty.
    """
    if not note.strip():
        raise Refused({"note": Sentence("Write what the next person has to know.")})
    able = workers(programme)
    if any(worker not in able for worker in to.values()):
        raise Refused({"": Sentence("This person cannot take cases in this programme.")})
    for case_id, worker in to.items():
        assign_case(by=by, programme=programme, case_id=case_id, note=note, worker=worker)
    return len(to)


def workers(programme: Programme, team: str | None = None) -> dict[str, str]:
    """Who can take cases in the programme (in one team): code -> name, open accounts only."""
    return {user.code: user.name for user in holders(programme.id, *WORKERS, team_code=team)}


def _now(programme: Programme, case_id: UUID) -> CaseState:
    """The case as it is under the programme's lock: nobody else answers the same offer meanwhile."""
    take_tick(programme.id)
    return fold(entries_of(case_id, words=False))


def _theirs(programme: Programme, state: CaseState, by: Author) -> None:
    if by.code != state.worker and by.code not in {user.code for user in holders(programme.id, *LEADERS)}:
        raise Refused({"": Sentence("Only whoever holds the case, or a coordinator, offers it to somebody else.")})


def _offered_to(programme: Programme, state: CaseState, by: Author) -> Offer:
    """The offer that waits for this person, who can still take cases; Refused where there is none."""
    offer = state.offer
    able = workers(programme, None if offer is None or offer.worker else offer.team)
    if offer is None or offer.worker not in (None, by.code) or by.code not in able:
        raise Refused({"": Sentence("This offer does not stand any more.")})
    return offer


def _say(
    by: Author, programme: Programme, case_id: UUID, kind: str, codes: dict[str, Any], words: dict[str, str],
    entry_id: UUID | None,
) -> Written:  # fmt: skip
    one = said(programme, kind, clock.today(programme.timezone), codes=codes, words=words, entry_id=entry_id)
    return record(by=by, programme=programme, case_id=case_id, said=[one])
