"""What an import did, row by row, and the sentences that say so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from casetracker.kit.saying import Sentence

MADE = {
    "country": Sentence("Countries"), "province": Sentence("Provinces"), "district": Sentence("Districts"),
    "facility": Sentence("Facilities"), "case_type": Sentence("Types of problem"),
    "institution": Sentence("Institutions"), "closure_reason": Sentence("Reasons for closing"),
}  # fmt: skip
NEW, CHANGED, SAME, KNOWN, GIVEN_BACK = "new", "changed", "same", "known", "given_back"


@dataclass
class Tally:
    """`known` rows met something that was there already and is now tied to this source.

    What was created and what is noted are sets: a piece that was rolled back and taken anew counts once.
    """

    rows: Counter[str] = field(default_factory=Counter)
    created: set[tuple[str, str]] = field(default_factory=set)
    """(list or level, what names it there)"""
    notes: set[tuple[Sentence, int]] = field(default_factory=set)
    """(note, row)"""
    vanished: tuple[str, ...] = ()
    failed: Path | None = None
    dry_run: bool = False

    def lines(self) -> list[Sentence]:
        """What is said at the end."""
        found = [Sentence("Nothing was saved: this was a dry run.")] if self.dry_run else []
        found.append(Sentence(
            "%(new)s new, %(changed)s changed, %(same)s as before, %(known)s already here, %(given_back)s given back.",
            new=self.rows[NEW], changed=self.rows[CHANGED], same=self.rows[SAME], known=self.rows[KNOWN],
            given_back=self.rows[GIVEN_BACK],
        ))  # fmt: skip
        created = Counter(name for name, _what in self.created)
        found += [
            Sentence("%(what)s made: %(n)s.", what=MADE.get(name, name), n=n) for name, n in sorted(created.items())
        ]
        noted = Counter(note for note, _row in self.notes)
        found += [Sentence("%(n)s rows: %(note)s", n=n, note=note) for note, n in noted.most_common(20)]
        if self.vanished:
            found.append(Sentence(
                "%(n)s rows of earlier imports are not in this file any more. What they became stays: %(which)s.",
                n=len(self.vanished), which=", ".join(self.vanished[:20]) + (" ..." if len(self.vanished) > 20 else ""),
            ))  # fmt: skip
        if self.rows[GIVEN_BACK] and not self.failed:
            found.append(Sentence("To have the rows given back, each with its reason, name a file with --failed."))
        if self.failed:
            found.append(Sentence(
                "The rows given back are in %(path)s, with the reason each. It holds words of people, so only you may "
                "read it (mode 0600): mend the rows, feed the file in again, then delete it.", path=str(self.failed),
            ))  # fmt: skip
        return found
