"""Codes of a programme found by code or label, and made from a label where the programme lets an import do so."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from casetracker.intake.mapping import LimitRule
from casetracker.intake.pieces import GiveBack
from casetracker.kit.db import db
from casetracker.kit.saying import Sentence
from casetracker.kit.typed import LINE, refusal
from casetracker.ledger.codes import CodeRow, codes
from casetracker.ledger.entries import Author
from casetracker.ledger.models import Code, Programme
from casetracker.ledger.programmes import add_code
from casetracker.places.naming import code_from, name_key
from casetracker.presets import load

ORIGIN = "import"


class Codebook:
    """`new_codes`: may this import make codes at all; the preset says in which lists."""

    def __init__(self, programme: Programme, by: Author, language: str, new_codes: bool) -> None:
        self.programme, self.by, self.language = programme, by, language
        preset = load(programme.preset)
        self.defaults = preset.import_defaults
        self.asked = new_codes
        self.open_lists = frozenset(preset.open_lists)
        self.made: set[tuple[str, str]] = set()
        """every code made, also in a piece that was rolled back: (list, label)"""
        self.load()

    def load(self) -> None:
        """Read the codes anew, when they are next asked for."""
        self._lists: dict[str, dict[str, str]] = {}

    def find(self, list_name: str, text: str) -> str | None:
        """The code that this is, or the one with this label: to the letter, else without accents and capitals."""
        known = self._known(list_name)
        return known.get(text) or known.get(f"\0{name_key(text)}")

    def refusal(self, list_name: str, text: str) -> Sentence | None:
        """Why this value cannot be used; None where it is known or may be made."""
        if self.find(list_name, text) is not None:
            return None
        if problem := refusal(text, LINE):
            return problem
        if list_name not in self.open_lists:
            return Sentence("“%(text)s” is not in the list.", text=text[:80])
        if not self.asked:
            return Sentence("“%(text)s” is not in the list; --new-codes would make it a new code.", text=text[:80])
        return None

    def retired(self, list_name: str, text: str, day: date) -> Sentence | None:
        """Why this code could not be chosen for something of this day; None where it could."""
        row = codes(self.programme.id, list_name).get(self.find(list_name, text) or "")
        if row is None or row.valid_to is None or day <= row.valid_to:
            return None
        return Sentence("“%(text)s” was retired: it cannot be chosen after %(day)s.", text=text[:80], day=row.valid_to)

    def make(self, list_name: str, text: str) -> str:
        """The code, made where it is missing. Only after `refusal` said nothing."""
        found = self.find(list_name, text)
        if found is not None:
            return found
        code = code_from(text, list_name, self._used(list_name).__contains__)
        more, group = self._belongs(list_name)
        add_code(
            by=self.by, programme=self.programme, list_name=list_name, code=code, labels={self.language: text},
            group=group, tier="normal" if list_name == "case_type" else None, more=more, origin=ORIGIN,
        )  # fmt: skip
        self.made.add((list_name, text))
        self._learn(self._lists[list_name], code, {self.language: text})
        return code

    def time_limit(self, rule: LimitRule) -> str:
        """The programme's rule of that code, made where it has none and may have one. GiveBack where it may not."""
        if rule.code in codes(self.programme.id, "deadline_rule"):
            return rule.code
        if not rule.says or not self.asked:
            raise GiveBack(Sentence(
                "The programme has no time limit %(code)s; --new-codes makes it where the map says its amount.",
                code=rule.code,
            ))  # fmt: skip
        add_code(
            by=self.by, programme=self.programme, list_name="deadline_rule", code=rule.code,
            labels={self.language: rule.label}, more=rule.says, origin=ORIGIN,
        )  # fmt: skip
        self.made.add(("deadline_rule", rule.label))
        return rule.code

    def _belongs(self, list_name: str) -> tuple[dict[str, object], str | None]:
        """Where the preset puts what an import makes."""
        if list_name == "institution":
            return {"rung": self.defaults.institution_rung, "kind": self.defaults.institution_kind}, None
        if list_name == "closure_reason":
            counted = ("resolved_full", "resolved_partial", "not_resolved", "transferred")
            return {"outcomes": list(counted)}, None
        return {}, self.defaults.type_group if list_name == "case_type" else None

    def _known(self, list_name: str) -> dict[str, str]:
        if list_name not in self._lists:
            known: dict[str, str] = {}
            for row in codes(self.programme.id, list_name).values():
                self._learn(known, row.code, row.labels)
            self._lists[list_name] = known
        return self._lists[list_name]

    @staticmethod
    def _learn(known: dict[str, str], code: str, labels: dict[str, str]) -> None:
        known[code] = code
        for label in labels.values():
            known.setdefault(label, code)
            known.setdefault(f"\0{name_key(label)}", code)

    def _used(self, list_name: str) -> set[str]:
        """Codes are never given twice, retired ones neither."""
        where = (Code.programme_id == self.programme.id, Code.list_name == list_name)
        return set(db.session.scalars(select(Code.code).where(*where)))


def band_of(age: int, bands: dict[str, CodeRow]) -> str | None:
    """The age band in which an age lies."""
    for code, row in bands.items():
        low, high = row.more.get("min"), row.more.get("max")
        if low is not None and low <= age and (high is None or age <= high):
            return code
    return None
