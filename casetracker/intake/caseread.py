"""From a row to the values of a case: every code found or refused first, and only then the new ones made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from casetracker.accounts.queries import reader_by_code
from casetracker.cases.lengths import MOST
from casetracker.clients.lengths import MOST as PERSON
from casetracker.intake.caserow import CLOSED_ONLY, OUTCOMES, RESOLVED_IN_FULL, CaseValues, before, client_of
from casetracker.intake.codebook import Codebook, band_of
from casetracker.intake.days import Day
from casetracker.intake.gazetteer import LEVELS, Ambiguous, Gazetteer
from casetracker.intake.mapping import Map
from casetracker.intake.numbers import whole
from casetracker.intake.pieces import GiveBack
from casetracker.intake.rows import Row
from casetracker.kit.saying import Sentence
from casetracker.kit.typed import refusal, tidy
from casetracker.ledger.codes import codes
from casetracker.places.queries import PlaceRef

LISTS = {
    "type": "case_type", "institution": "institution", "closure_reason": "closure_reason", "channel": "intake_channel",
    "client_kind": "client_kind", "sex": "sex", "age_band": "age_band",
}  # fmt: skip
WHEN_CLOSED = frozenset({"institution", "closure_reason"})
WORDS = {
    "name": PERSON["name"], "phone": PERSON["phone"], "village": PERSON["village"], "narrative": MOST["narrative"],
    "institution": MOST["department"],
}  # fmt: skip
SEVERAL_LINES = frozenset({"narrative"})
PLACES = LEVELS[1:]


class CaseReader:
    """Knows the map, the codes and the places of one import."""

    def __init__(self, rules: Map, codebook: Codebook, gazetteer: Gazetteer, today: date) -> None:
        self.rules, self.codebook, self.gazetteer, self.today = rules, codebook, gazetteer, today
        self._workers: dict[str, tuple[str, str | None] | None] = {}

    def values(self, row: Row) -> CaseValues:
        """GiveBack with every reason at once; until then nothing is written."""
        opened, closed = row.day("opened"), row.day("closed")
        reasons = [
            *row.problems,
            *self._days(opened, closed),
            *self._outcome(row, closed),
            *self._codes(row, opened, closed),
        ]
        reasons += self._words(row)
        worker = self._worker(row)
        if row.text("worker") and worker is None:
            reasons.append(Sentence("worker: nobody has the user name “%(name)s”.", name=row.text("worker")[:60]))
        if reasons or opened is None:
            raise GiveBack(*reasons)
        age = self._age_band(row)
        coded = {name: self.codebook.make(kind, row.text(name)) for name, kind in LISTS.items() if row.text(name)}
        given = {name: coded.get(name) for name in ("client_kind", "sex")} | {
            "age_band": coded.get("age_band") or age, "heads": whole(row, "heads", 100_000_000),
            **{name: _typed(row, name) for name in ("name", "phone", "village")},
        }  # fmt: skip
        place = self._place(row)
        return CaseValues(
            opened=opened, type=coded["type"], place=place.code if place else None, closed=closed,
            outcome=self._ended(row) if closed else None, closure_reason=coded.get("closure_reason"),
            institution=coded.get("institution"), office=_typed(row, "institution"), channel=coded.get("channel"),
            narrative=_typed(row, "narrative"), client=client_of(given),
            worker=worker[0] if worker else None, team=worker[1] if worker else None,
        )  # fmt: skip

    def _days(self, opened: Day | None, closed: Day | None) -> Iterator[Sentence]:
        if opened is None:
            yield Sentence("The row does not say when it was opened.")
        for day in (opened, closed):
            if day is not None and day.day > self.today:
                yield Sentence("%(day)s is in the future.", day=day.day)
        if opened and closed and before(closed, opened):
            yield Sentence(
                "Closed (%(closed)s) before it was opened (%(opened)s).", closed=closed.day, opened=opened.day
            )

    def _outcome(self, row: Row, closed: Day | None) -> Iterator[Sentence]:
        outcome = row.text("outcome")
        if outcome and outcome not in OUTCOMES:
            yield Sentence("“%(outcome)s” is no outcome; it must be one of %(known)s.", outcome=outcome[:60],
                           known=", ".join(OUTCOMES))  # fmt: skip
        elif outcome and closed is None:
            yield Sentence("The row has an outcome and no closing date.")
        elif closed is not None and self._ended(row) is None:
            yield Sentence("The row has a closing date and no outcome.")

    def _ended(self, row: Row) -> str | None:
        meaning = {RESOLVED_IN_FULL: "resolved_full", CLOSED_ONLY: "not_resolved"}
        return meaning.get(self.rules.closing or "") or row.text("outcome") or None

    def _words(self, row: Row) -> Iterator[Sentence]:
        """What the pages say of the same words."""
        for name, most in WORDS.items():
            if problem := refusal(_typed(row, name), most):
                yield Sentence("%(field)s: %(reason)s", field=name, reason=problem)

    def _codes(self, row: Row, opened: Day | None, closed: Day | None) -> Iterator[Sentence]:
        if not row.text("type"):
            yield Sentence("The row does not say what kind of problem it was.")
        for name, kind in LISTS.items():
            text, day = row.text(name), closed if name in WHEN_CLOSED else opened
            problem = self.codebook.refusal(kind, text) if text else None
            if text and problem is None and day is not None:
                problem = self.codebook.retired(kind, text, day.day)
            if problem is not None:
                yield Sentence("%(field)s: %(reason)s", field=name, reason=problem)
        try:
            self._place(row, look_only=True)
        except (Ambiguous, GiveBack) as error:
            yield error.sentence if isinstance(error, Ambiguous) else error.reasons[0]
        for name in ("age", "heads"):
            whole(row, name, 100_000_000)

    def _age_band(self, row: Row) -> str | None:
        age = whole(row, "age", 150)
        return None if age is None else band_of(age, codes(self.codebook.programme.id, "age_band"))

    def _place(self, row: Row, look_only: bool = False) -> PlaceRef | None:
        """The smallest place that the row names, those around it opened on the way where they may be."""
        around: PlaceRef | None = None
        for level in PLACES:
            text = row.text(level)
            if not text:
                continue
            if not look_only:
                around = self.gazetteer.find_or_open(level, text, around)
                continue
            around = self.gazetteer.find(level, text, around)
            problem = None if around else self.codebook.refusal("place", text)
            if problem is not None:
                raise GiveBack(Sentence("%(field)s: %(reason)s", field=level, reason=problem))
            if around is None:
                return None
        return around

    def _worker(self, row: Row) -> tuple[str, str | None] | None:
        """(code, team) of the paralegal."""
        name = row.text("worker")
        if name and name not in self._workers:
            reader = reader_by_code(name)
            grants = reader.grants_of(("paralegal",), self.codebook.programme.id) if reader else ()
            team = next((grant.team_code for grant in grants if grant.team_code), None)
            self._workers[name] = (reader.code, team) if reader else None
        return self._workers.get(name)


def _typed(row: Row, name: str) -> str:
    """Words as a page would have taken them."""
    return tidy(row.text(name), lines=name in SEVERAL_LINES)
