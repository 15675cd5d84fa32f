"""A row that says something else than last time: corrected where the case still says what was imported."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any
from uuid import UUID

from casetracker.cases.actions import (
    answered_by,
    assign_case,
    correct_day,
    correct_field,
    end_as_recorded,
    past_ending,
    void_entry,
)
from casetracker.cases.fold import fold
from casetracker.cases.state import CaseState
from casetracker.clients.actions import correct_client
from casetracker.clients.queries import client_state
from casetracker.intake.caserow import CLIENT, ENDING, CaseValues, day_text
from casetracker.intake.pieces import GiveBack
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.keys import Erased
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.rows import entries_of

FIELDS = ("place", "channel", "narrative")
WHY = "import"


class CaseChange:
    """One case beside what its row says now."""

    def __init__(self, programme: Programme, by: Author, case_id: UUID, values: CaseValues) -> None:
        self.programme, self.by, self.case_id, self.values = programme, by, case_id, values
        try:
            self.state: CaseState = fold(entries_of(case_id, words=True))
        except Erased:
            raise GiveBack(Sentence("What this row became was erased.")) from None
        if self.state.void:
            raise GiveBack(Sentence("What this row became was withdrawn here."))

    def present(self) -> dict[str, Any]:
        """What the case says, under the names that a row has."""
        state, codes = self.state, self.state.codes
        breach, closing = state.breaches.get("1"), state.closed
        ending = breach.ending if breach else None
        return {
            "opened": day_text(state.opened.on, state.opened.precision),
            "type": breach.type if breach else None,
            "place": codes.get("place") or codes.get("district") or codes.get("province"),
            "channel": codes.get("channel"), "narrative": state.words.get("narrative", "").strip(),
            # A row that names nobody leaves the case with whoever brought it in.
            "worker": None if state.worker == state.entries[0].author else state.worker,
            "closed": day_text(closing.at.on, closing.at.precision) if closing else None,
            "outcome": ending.outcome if ending else None, "closure_reason": closing.reason if closing else None,
            "institution": ending.institution if ending else None,
            **self._client(),
        }  # fmt: skip

    def _client(self) -> Mapping[str, Any]:
        client = self.state.codes.get("client")
        if not client:
            return {name: self.state.codes.get(name) for name in CLIENT}
        known = client_state(UUID(str(client)))
        return {name: getattr(known, name) for name in CLIENT}

    def kept(self, theirs: Set[str]) -> Sentence:
        """Why the row is given back."""
        return Sentence(
            "Changed here since the last import, so left as it is: %(fields)s.", fields=", ".join(sorted(theirs))
        )

    def apply(self, fields: Set[str]) -> None:
        """Correct these fields. Refused from below, or GiveBack, where an import may not."""
        if "closed" in fields and self.values.closed is None:
            raise GiveBack(Sentence("The row has no closing date any more: reopen the case by hand."))
        ended_otherwise = bool(fields & ENDING)
        if ended_otherwise:
            self._withdraw_ending()
        where: dict[str, Any] = {"by": self.by, "programme": self.programme, "case_id": self.case_id}
        if "opened" in fields:
            opened = self.values.opened
            correct_day(**where, entry=self.state.opened.entry, on=opened.day, precision=opened.precision, why=WHY)
        if "type" in fields:
            correct_field(**where, field="breach:1", value=self.values.type)
        for name in FIELDS:
            if name in fields:
                correct_field(**where, field=name, value=getattr(self.values, name))
        if "worker" in fields:
            assign_case(**where, worker=self.values.worker or self.by.code, team=self.values.team)
        if fields & set(CLIENT):
            self._correct_client(fields)
        if ended_otherwise:
            ending = ending_of(self.programme, self.values)
            end_as_recorded(**where, ending=self._answering(ending))

    def _answering(self, ending: list[Said]) -> list[Said]:
        """With what ended the time limit of the request, where it had one."""
        limits = [one for one in self.state.clocks if one.step is None and not one.rule.get("by_hand")]
        return with_limit(self.programme, self.values, limits[0].id if limits else None, ending)

    def _withdraw_ending(self) -> None:
        """Closing, told and ending of the last import, latest first; refused where somebody built on them."""
        state, breach = self.state, self.state.breaches.get("1")
        said = [state.closed.at.entry] if state.closed else []
        said += [one.at.entry for one in state.told if one.state == "unknown"]
        said += [breach.ending.at.entry] if breach and breach.ending else []
        for entry in said:
            void_entry(by=self.by, programme=self.programme, case_id=self.case_id, entry=entry, why=WHY)

    def _correct_client(self, fields: Set[str]) -> None:
        client = self.state.codes.get("client")
        if not client or self.values.client is None:
            raise Refused({"": Sentence("The row now speaks of another person: correct the case by hand.")})
        changes = {name: getattr(self.values.client, name) for name in CLIENT if name in fields}
        correct_client(by=self.by, programme=self.programme, client_id=UUID(str(client)), changes=changes)


def ending_of(programme: Programme, values: CaseValues) -> list[Said]:
    """How it ended, where the register says so; whether the client was told is not known."""
    if values.closed is None or values.outcome is None:
        return []
    return past_ending(
        programme=programme, on=values.closed.day, precision=values.closed.precision, outcome=values.outcome,
        reason=values.closure_reason, institution=values.institution,
    )  # fmt: skip


def with_limit(programme: Programme, values: CaseValues, limit: UUID | None, ending: list[Said]) -> list[Said]:
    """The ending as the answer to a request that had a time limit; days alone make an answer in time or late."""
    closed = values.closed
    if limit is None or closed is None or closed.precision != "day" or not ending:
        return ending
    return answered_by(programme, limit, closed.day, ending)
