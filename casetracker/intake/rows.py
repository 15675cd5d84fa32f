"""One row of somebody's spreadsheet: what it said, what the map makes of it, and what is wrong with it."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from casetracker.intake.days import Day
from casetracker.kit.saying import Sentence


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is the row as a spreadsheet shows it, `cells` the original text; a field that is blank is left out."""

    number: int
    cells: tuple[str, ...]
    texts: Mapping[str, str]
    days: Mapping[str, Day] = field(default_factory=dict)
    problems: tuple[Sentence, ...] = ()

    @property
    def reference(self) -> str:
        return self.texts.get("reference", "")

    def text(self, name: str) -> str:
        """The code or label of a field, "" where the row says nothing."""
        return self.texts.get(name, "")

    def day(self, name: str) -> Day | None:
        return self.days.get(name)

    def reference_hash(self, key: bytes) -> bytes:
        """The reference as the database keeps it."""
        return _hash(key, b"reference", self.reference)

    def row_hash(self, key: bytes) -> bytes:
        """Changes when any field changes, whether in the file or by the map; columns that are not read do not count."""
        days = {name: f"{value.day.isoformat()} {value.precision}" for name, value in self.days.items()}
        return _hash(key, b"row", json.dumps([dict(self.texts), days], sort_keys=True, ensure_ascii=False))


def _hash(key: bytes, purpose: bytes, text: str) -> bytes:
    return hmac.new(key, purpose + b"\0" + text.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
