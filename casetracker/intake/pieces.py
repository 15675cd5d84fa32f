"""Many rows written in short transactions: people go on working meanwhile, a refused row takes no other with it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from sqlalchemy.exc import IntegrityError

from casetracker.intake.rows import Row
from casetracker.intake.tally import GIVEN_BACK
from casetracker.kit.db import refuse, transaction
from casetracker.kit.saying import Sentence
from casetracker.ledger.kinds import Refused, Stale

PIECE_SECONDS = 0.05
"""of work; on a busy machine, where work takes longer, at most three times as long by the clock"""
TURN_SECONDS = 0.001
Reasons = Sequence[Sentence]


class GiveBack(Exception):
    """This row cannot be taken; nothing of it was written."""

    def __init__(self, *reasons: Sentence) -> None:
        super().__init__(reasons)
        self.reasons = reasons


class Taker(Protocol):
    """Takes one row inside a transaction; `renew` forgets what a transaction that was rolled back had made."""

    def take(self, row: Row) -> str: ...

    def renew(self) -> None: ...


def take_in_pieces(
    rows: Iterable[Row], taker: Taker, done: Callable[[Row, str, Reasons], None], dry_run: bool = False
) -> None:
    """Every row is taken or given back, in order; `done` hears of it once that is certain.

    A refusal that comes after something was written rolls the whole piece back; its other rows are taken anew.
    """
    left = iter(rows)
    refused: dict[int, Reasons] = {}
    while (row := next(left, None)) is not None:
        piece = _piece(chain([row], left), taker, refused, dry_run)
        if any(one.rolled_back for one in piece):
            left = chain([one.row for one in piece], left)
            taker.renew()
            continue
        if dry_run:
            taker.renew()
        for one in piece:
            done(one.row, one.what, one.why)
        refused.clear()
        time.sleep(TURN_SECONDS)


@dataclass(frozen=True)
class _Done:
    row: Row
    what: str
    why: Reasons = ()
    rolled_back: bool = False


def _piece(left: Iterator[Row], taker: Taker, refused: dict[int, Reasons], dry_run: bool) -> list[_Done]:
    """One transaction of at most PIECE_SECONDS; the last row is marked where its refusal rolled the others back."""
    piece: list[_Done] = []
    with transaction():
        work, clock = time.thread_time(), time.monotonic()
        while (not piece or _time_left(work, clock)) and (row := next(left, None)) is not None:
            piece.append(_one(row, taker, refused))
            if piece[-1].rolled_back:
                refuse()
                break
        if dry_run:
            refuse()
    return piece


def _time_left(work: float, clock: float) -> bool:
    return time.thread_time() - work < PIECE_SECONDS and time.monotonic() - clock < 3 * PIECE_SECONDS


def _one(row: Row, taker: Taker, refused: dict[int, Reasons]) -> _Done:
    if row.number in refused:
        return _Done(row, GIVEN_BACK, refused[row.number])
    try:
        return _Done(row, taker.take(row))
    except GiveBack as error:
        return _Done(row, GIVEN_BACK, error.reasons)
    except (Refused, Stale) as error:
        refused[row.number] = reasons_of(error)
        return _Done(row, GIVEN_BACK, rolled_back=True)
    except IntegrityError:
        # Somebody else took the same reference or made the same code meanwhile: the row is given back.
        refused[row.number] = [Sentence("Somebody else was writing the same thing. Feed this row in again.")]
        return _Done(row, GIVEN_BACK, rolled_back=True)


def reasons_of(error: Refused | Stale) -> list[Sentence]:
    """The sentences of a refusal from below."""
    if isinstance(error, Stale):
        return [Sentence("“%(field)s” was changed here since the last import.", field=error.field)]
    return [
        Sentence("%(field)s: %(reason)s", field=name, reason=problem) if name else Sentence("%(why)s", why=problem)
        for name, problem in error.problems.items()
    ]
