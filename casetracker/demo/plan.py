"""What will happen in the synthetic year: a list of deeds, each with its day, from a seed and an end; pure."""

from __future__ import annotations

import math
import random
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from casetracker.demo import shape
from casetracker.demo.names import MEN, NEXT, SURNAMES, WHAT_HAPPENED, WHAT_WAS_DONE, WOMEN

T = TypeVar("T")
Types = Mapping[str, Sequence[str]]
"""codes of case_type by group"""


@dataclass(frozen=True)
class Deed:
    """One thing that one advocate records on a day (`typed_on`) about a day (`on`)."""

    typed_on: date
    on: date
    case: int
    what: str
    values: dict[str, Any] = field(default_factory=dict)


class Chance:
    """Draws, all from one seed."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)  # noqa: S311 - a synthetic year, no secret

    def of(self, shares: Mapping[T, float]) -> T:
        """One of several, by their shares."""
        return self.random.choices(list(shares), weights=list(shares.values()))[0]

    def yes(self, share: float) -> bool:
        """True in this share of draws."""
        return self.random.random() < share

    def days(self, least: int, most: int) -> timedelta:
        """So many days, each as likely."""
        return timedelta(days=self.random.randint(least, most))

    def one(self, items: Sequence[T]) -> T:
        """Any of them."""
        return self.random.choice(items)


def opening_days(chance: Chance, until: date, cases: int) -> list[date]:
    """Days of the year that ends on `until`, weighted by season, working days only."""
    first = until - timedelta(days=364)
    days = [first + timedelta(days=n) for n in range(365)]
    weights = [
        shape.MONTH_WEIGHT[d.month] * (d.weekday() < 5) * (0.4 if (d.month, d.day) > (12, 18) else 1) for d in days
    ]
    return sorted(chance.random.choices(days, weights=weights, k=cases))


def plan(seed: str, until: date, types: Types, times: int = 1) -> list[Deed]:
    """Every deed typed by `until`, in the order in which it is typed."""
    chance = Chance(f"{seed}/{until}")
    deeds: list[Deed] = []
    for number, day in enumerate(opening_days(chance, until, shape.CASES * times)):
        deeds.extend(deed for deed in _in_turn(_case(chance, number, day, types)) if deed.typed_on <= until)
    return sorted(deeds, key=lambda d: d.typed_on)


def _in_turn(deeds: Iterator[Deed]) -> Iterator[Deed]:
    """A file is typed in the order in which it happened, and nothing before it happened."""
    latest = date.min
    for deed in deeds:
        latest = max(latest, deed.typed_on, deed.on)
        yield replace(deed, typed_on=latest)


def _typed(chance: Chance, on: date) -> date:
    """Paper first: most is typed the same day or the next, some a week later."""
    return on + (chance.days(0, 1) if chance.yes(0.8) else chance.days(2, 9))


def _case(chance: Chance, number: int, told: date, types: Types) -> Iterator[Deed]:
    group = chance.of(shape.TYPE_GROUPS)
    breaches = chance.of(shape.BREACHES)
    chosen = list(dict.fromkeys(chance.one(types[group]) for _ in range(breaches)))
    opened = _typed(chance, told)
    yield Deed(opened, told, number, "open", {"types": chosen, "narrative": WHAT_HAPPENED[group], **_who(chance)})
    level = chance.of(shape.LEVELS)
    fate = chance.random.random()
    took = max(2, round(math.exp(chance.random.gauss(math.log(shape.MEDIAN_DAYS[group]), shape.SIGMA))))
    end = told + timedelta(days=took)
    numbers = [str(n) for n in range(1, len(chosen) + 1)]
    if fate < shape.RESOLVED:
        last = yield from _steps(chance, number, told, opened, end, level, numbers, done=True)
        yield from _resolution(chance, number, last, end, level, numbers, group)
    elif fate < shape.RESOLVED + shape.NOT_RESOLVED:
        end = told + chance.days(40, 140)
        last = yield from _steps(chance, number, told, opened, end, level, numbers, done=False)
        yield from _given_up(chance, number, max(last, end), numbers)
    else:
        silent = chance.yes(shape.SILENT)
        end = told + (chance.days(3, 30) if silent else chance.days(120, 400))
        yield from _steps(chance, number, told, opened, end, level, numbers, done=False)


def _who(chance: Chance) -> dict[str, Any]:
    kind = chance.of(shape.CLIENT_KINDS)
    female = chance.yes(shape.FEMALE)
    child = chance.yes(shape.UNDER_18)
    name = f"{chance.one(WOMEN if female else MEN)} {chance.one(SURNAMES)}"
    person = kind in {"individual", "family"}
    return {
        "client_kind": kind, "name": name if kind != "anonymous" else "",
        "again": kind == "individual" and chance.yes(shape.COMES_AGAIN),
        "sex": ("f" if female else "m") if person else None,
        "age_band": chance.of(shape.CHILD_AGES if child else shape.AGES) if person else None,
        "heads": chance.random.randint(8, 60) if kind in {"group", "community"} else None,
        "estimated": kind == "community",
        "phone": f"8{chance.random.randint(20000000, 79999999)}" if chance.yes(0.7) else "",
        "channel": chance.of(shape.CHANNELS), "everyone": kind in {"community", "committee"},
        "draw": chance.random.random(),
    }  # fmt: skip


def _steps(
    chance: Chance, number: int, told: date, opened: date, end: date, level: str, numbers: list[str], *, done: bool
) -> Generator[Deed, None, date]:  # fmt: skip
    """Steps up the ladder, spread between the first contact and the end; returns the day of the last."""
    ladder = list(shape.LADDER[level])
    if level == "facility":
        ladder = ladder[1:] if chance.yes(0.6) else ladder
    first = told + (chance.days(0, 3) if chance.yes(0.86) else chance.days(4, 12))
    first = min(max(first, told), end)
    gap = (end - first) / max(1, len(ladder))
    on = first
    for place, (remedy, institution) in enumerate(ladder):
        on = first + gap * place
        last = place == len(ladder) - 1
        result = "agreed" if last and done else chance.one(("refused", "no_answer", "waiting", "partly_agreed"))
        follow = (
            on
            + (gap if gap.days > 2 else timedelta(days=14))
            + (chance.days(-4, 2) if gap.days > 8 else chance.days(0, 2))
        )
        yield Deed(
            max(_typed(chance, on), opened), on, number, "step",
            {"breaches": numbers, "remedy": remedy, "institution": institution, "result": result,
             "what": WHAT_WAS_DONE[remedy], "next_step": chance.one(NEXT), "due": max(on, follow)},
        )  # fmt: skip
    return on


def _resolution(
    chance: Chance, number: int, last: date, end: date, level: str, numbers: list[str], group: str
) -> Iterator[Deed]:  # fmt: skip
    remedy, institution = shape.LADDER[level][-1]
    outcome = "resolved_partial" if chance.yes(shape.PARTIAL) else "resolved_full"
    common = {"relief": chance.one(shape.RELIEF[group]), "institution": institution, "remedy": remedy}
    end = max(end, last)
    typed = _typed(chance, end)
    for no in numbers:
        yield Deed(typed, end, number, "resolve", {"breach": no, "outcome": outcome, **common})
    ready, seen = typed, end
    if chance.yes(shape.CONFIRMED):
        on = seen = end + chance.days(1, 25)
        by = chance.of(shape.CONFIRMED_BY)
        ready = max(ready, _typed(chance, on))
        for no in numbers:
            yield Deed(ready, on, number, "confirm", {"breach": no, "confirmed_by": by})
    on = end + chance.days(0, 12)
    ready = max(ready, _typed(chance, on))
    yield Deed(ready, on, number, "tell", {"state": "told" if chance.yes(0.93) else "not_told"})
    if chance.yes(shape.REOPENED):
        yield from _comes_back(chance, number, (end, seen), ready, numbers[0], common)
        return
    on = end + timedelta(days=30) + chance.days(1, 14)
    yield Deed(max(ready, on), max(on, end), number, "close", {"reason": "verified"})


def _comes_back(
    chance: Chance, number: int, good: tuple[date, date], ready: date, no: str, common: dict[str, Any]
) -> Iterator[Deed]:  # fmt: skip
    """Back inside the watch: after it was put right, and not before it was last seen to be (`good`)."""
    end, seen = good
    on = max(end + chance.days(12, 29), seen)
    ready = max(ready, on)
    yield Deed(ready, on, number, "come_back", {"breach": no})
    if chance.yes(0.6):
        again = on + chance.days(5, 40)
        ready = max(ready, again)
        yield Deed(ready, again, number, "resolve", {"breach": no, "outcome": "resolved_full", **common})
        close = again + timedelta(days=30) + chance.days(1, 10)
        yield Deed(max(ready, close), close, number, "close", {"reason": "verified"})


def _given_up(chance: Chance, number: int, end: date, numbers: list[str]) -> Iterator[Deed]:
    reason = chance.of(shape.UNRESOLVED_REASONS)
    typed = end + chance.days(0, 3) + timedelta(days=10)
    for no in numbers:
        yield Deed(typed, end, number, "end", {"breach": no})
    yield Deed(typed, end, number, "tell", {"state": "told" if chance.yes(0.8) else "not_told"})
    yield Deed(typed, end, number, "close", {"reason": reason})
