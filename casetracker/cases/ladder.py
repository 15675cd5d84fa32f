"""The ladder: which rungs come next when a step is refused or its time limit passes. It proposes; nobody is forced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from casetracker.cases.deadlines import Clock
from casetracker.cases.rules import THEIR_SIDE
from casetracker.cases.state import CaseState, Step
from casetracker.kit.saying import Sentence

SHOWN = 4
REFUSED, SILENT = frozenset({"refused"}), frozenset({"no_answer"})


@dataclass(frozen=True)
class Remedy:
    """What can be tried: how far along it usually comes, with whom, and what family it is of."""

    code: str
    stage: int = 1
    family: str = ""
    addressed_to: tuple[str, ...] = ()
    answer_within: Sentence | None = None


@dataclass(frozen=True)
class Office:
    """Whom a step can be addressed to, its rung, and whom it answers to."""

    code: str
    rung: str
    answers_to: str | None = None


@dataclass(frozen=True)
class Ladder:
    """Rungs from the nearest to the furthest, offices and remedies of a programme."""

    rungs: tuple[str, ...]
    offices: Mapping[str, Office] = field(default_factory=dict)
    remedies: Mapping[str, Remedy] = field(default_factory=dict)

    def height(self, office: str | None) -> int:
        """How far up an office stands; -1 for nobody outside or one that is not known."""
        known = self.offices.get(office or "")
        return self.rungs.index(known.rung) if known and known.rung in self.rungs else -1

    def above(self, office: str | None) -> Iterator[str]:
        """Whom it answers to, and so on to the top; a circle ends."""
        seen: set[str] = set()
        here = self.offices.get(office or "")
        while here and here.answers_to and here.answers_to not in seen:
            seen.add(here.answers_to)
            yield here.answers_to
            here = self.offices.get(here.answers_to)


@dataclass(frozen=True)
class Stuck:
    """Why the case needs another rung: a refused or unanswered step, or a time limit that passed."""

    step: Step | None
    clock: Clock | None = None

    @property
    def then(self) -> str | None:
        """The remedy that the rule itself names for the day its time has passed."""
        named = self.clock.rule.get("on_expiry") if self.clock else None
        return str(named) if named else None


@dataclass(frozen=True)
class Proposal:
    """One rung that fits, and what it needs."""

    remedy: str
    office: str | None
    why: Sentence
    needs: tuple[Sentence, ...] = ()


def stuck(state: CaseState, today: date) -> Stuck | None:
    """What the case is stuck on now: the last step where it was refused, else a limit after which nothing was tried."""
    if state.closed or state.void or not state.open_breaches:
        return None
    last = max(state.steps, key=lambda step: step.at.on, default=None)
    passed = [c for c in state.running if c.side == THEIR_SIDE and c.lapsed(today)]
    for clock in passed:
        if last is None or last.id == clock.step or last.at.on <= clock.due.on:
            return Stuck(next((s for s in state.steps if s.id == clock.step), None), clock)
    if last is not None and last.result in REFUSED | SILENT:
        of_it = next((c for c in state.clocks if c.step == last.id), None)
        return Stuck(last, of_it)
    return None


def propose(ladder: Ladder, state: CaseState, why: Stuck, typical: Sequence[str]) -> tuple[Proposal, ...]:
    """Rungs that fit: what the rule names, then what usually helps or goes to the office above, nearest first."""
    last = why.step.institution if why.step else None
    tried = {(step.remedy, step.institution) for step in state.steps}
    height = max((ladder.height(step.institution) for step in state.steps), default=-1)
    found: dict[tuple[str, str | None], Proposal] = {}
    for remedy, reason in _wanted(ladder, why, typical, last):
        office = _office(ladder, remedy, last, height)
        pair = (remedy.code, office)
        if pair not in tried and pair not in found and (office is not None or remedy.code == why.then):
            found[pair] = Proposal(remedy.code, office, reason, _needs(remedy, why))
    named = [one for one in found.values() if one.remedy == why.then]
    rest = sorted(
        (one for one in found.values() if one.remedy != why.then),
        key=lambda one: (ladder.height(one.office), ladder.remedies[one.remedy].stage),
    )
    return tuple([*named, *rest][:SHOWN])


def _wanted(
    ladder: Ladder, why: Stuck, typical: Sequence[str], last: str | None
) -> Iterator[tuple[Remedy, Sentence]]:  # fmt: skip
    if why.then is not None and why.then in ladder.remedies:
        yield ladder.remedies[why.then], Sentence("The rule names it for when its time has passed or it is refused.")
    for code in typical:
        if code in ladder.remedies:
            yield ladder.remedies[code], Sentence("It usually helps with such a problem.")
    above = set(ladder.above(last))
    for remedy in ladder.remedies.values():
        if above & set(remedy.addressed_to):
            yield remedy, Sentence("It goes to the office above.")


def _office(ladder: Ladder, remedy: Remedy, last: str | None, height: int) -> str | None:
    """The nearest of its offices that stands higher than what was tried, those above the last one first."""
    higher = [one for one in remedy.addressed_to if ladder.height(one) > height]
    above = [one for one in ladder.above(last) if one in higher]
    return min(above or higher, key=ladder.height, default=None)


def _needs(remedy: Remedy, why: Stuck) -> tuple[Sentence, ...]:
    needs = []
    if why.clock is not None and why.clock.ended is None:
        needs.append(Sentence("proof of the day they had the request, and that no answer came"))
    elif why.step is not None:
        needs.append(Sentence("their answer, or a note of what they said and when"))
    if remedy.family == "legal":
        needs.append(Sentence("the lawyer's advice"))
    if remedy.family in ("administrative", "oversight", "legal"):
        needs.append(Sentence("a letter, and a stamped copy of it"))
        needs.append(Sentence("the client's consent to act, and to be named or not"))
    if remedy.answer_within is not None:
        needs.append(Sentence("they must answer within %(time)s", time=remedy.answer_within))
    return tuple(needs)


def goes_down(ladder: Ladder, steps: Sequence[Step], breaches: Sequence[str], office: str | None) -> bool:
    """Is this office lower than one that was already tried for one of these problems?"""
    chosen = ladder.height(office)
    tried = [ladder.height(step.institution) for step in steps if set(step.breaches) & set(breaches)]
    return chosen >= 0 and chosen < max(tried, default=-1)
