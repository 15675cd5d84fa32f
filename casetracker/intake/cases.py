"""Old registers brought in: each row a case, through the same deeds as the pages; again, and nothing is doubled."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from casetracker.cases.actions import log_case, open_case, past_limit
from casetracker.intake.casechange import CaseChange, ending_of, with_limit
from casetracker.intake.caseread import CaseReader
from casetracker.intake.caserow import CaseValues
from casetracker.intake.codebook import Codebook
from casetracker.intake.gazetteer import Gazetteer
from casetracker.intake.mapping import Map
from casetracker.intake.pieces import GiveBack
from casetracker.intake.rows import Row
from casetracker.intake.run import Tell, run_import
from casetracker.intake.sources import Sources
from casetracker.intake.tally import CHANGED, NEW, SAME, Tally
from casetracker.kit import clock
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.models import Programme


def import_cases(
    programme: Programme, path: Path, rules: Map, *, by: Author, dry_run: bool = False, failed: Path | None = None,
    new_codes: bool = False, tell: Tell = lambda sentence: None,
) -> Tally:  # fmt: skip
    """Take every row of an old register, or give it back. Raises intake.refusals.Refused."""
    taker = CaseTaker(programme, rules, by, new_codes)
    return run_import(programme, path, rules, taker, dry_run=dry_run, failed=failed, tell=tell)


class CaseTaker:
    """Takes one row: a new case, a correction, or nothing where nothing changed."""

    def __init__(self, programme: Programme, rules: Map, by: Author, new_codes: bool) -> None:
        self.programme, self.by = programme, by
        self.sources = Sources(programme.id, rules.source)
        self.codebook = Codebook(programme, by, rules.language, new_codes)
        self.gazetteer = Gazetteer(programme, by)
        self.reader = CaseReader(rules, self.codebook, self.gazetteer, clock.today(programme.timezone))
        self.tally = Tally()

    def created(self) -> set[tuple[str, str]]:
        """Codes and places that were made."""
        return self.codebook.made | self.gazetteer.opened

    def renew(self) -> None:
        """After a piece was rolled back."""
        self.sources.load()
        self.codebook.load()
        if self.gazetteer.touched:
            self.gazetteer.load()

    def take(self, row: Row) -> str:
        """new, changed or same. GiveBack with the reasons."""
        before = self.sources.find(row) if row.reference else None
        if before is not None and before.same and not row.problems:
            return SAME
        values = self.reader.values(row)
        wanted = values.compared()
        if before is None:
            self.sources.keep(row, self._open(values), wanted)
            return NEW
        change = CaseChange(self.programme, self.by, before.dossier_id, values)
        correct, theirs = self.sources.differences(row, before, wanted, change.present())
        if theirs:
            raise GiveBack(change.kept(theirs))
        change.apply(correct)
        self.sources.keep_again(row, wanted)
        return CHANGED if correct else SAME

    def _open(self, values: CaseValues) -> UUID:
        if values.client is not None:
            return log_case(client=values.client, **self._told(values)).dossier_id
        return open_case(**self._told(values)).dossier_id

    def _told(self, values: CaseValues) -> dict[str, Any]:
        return {
            "by": self.by, "programme": self.programme, "told_on": values.opened.day,
            "precision": values.opened.precision, "types": [values.type], "place": values.place,
            "channel": values.channel, "narrative": values.narrative,
            "department": "" if values.closed else values.office,
            "worker": values.worker, "team": values.team, "imported": True, "then": self._then(values),
        }  # fmt: skip

    def _then(self, values: CaseValues) -> list[Said]:
        """The time limit that the request had, if any, and how it ended."""
        ending, rule = ending_of(self.programme, values), self.reader.rules.limit
        if rule is None or values.opened.precision != "day":
            return ending
        code = self.codebook.time_limit(rule)
        began = past_limit(programme=self.programme, rule=code, filed=values.opened.day)
        if began is None:
            return ending
        return [began, *with_limit(self.programme, values, began.id, ending)]
