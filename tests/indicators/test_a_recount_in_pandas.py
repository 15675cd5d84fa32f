"""Every number of a played year equals a recount in pandas from the entries alone, which shares no code with ours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from casetracker.accounts.models import User
from casetracker.cases import actions
from casetracker.cases.fold import fold
from casetracker.cases.models import CaseRow
from casetracker.cases.state import CaseState
from casetracker.clients.actions import withdraw_consent
from casetracker.demo import shape
from casetracker.demo.play import play_year
from casetracker.indicators.catalogue import CATALOGUE
from casetracker.indicators.counting import count
from casetracker.indicators.figures import Cell
from casetracker.kit import clock
from casetracker.kit.db import db, transaction
from casetracker.kit.periods import Period
from casetracker.ledger.entries import MACHINE, Author
from casetracker.ledger.models import Programme
from casetracker.ledger.rows import entries_of
from casetracker.ledger.verifying import verify
from tests.databases import Scene
from tests.indicators import recount_in_pandas
from tests.indicators.dumping import dump_entries
from tests.indicators.recount_in_pandas import Figures, Recount, only, read

CASES = 160
UNTIL = date(2026, 6, 14)
TODAY = date(2026, 6, 15)
YEAR = Period(date(2025, 7, 1), date(2026, 5, 31))


def state_of(case: UUID) -> CaseState:
    return fold(entries_of(case, words=False))


def resolved(case: UUID) -> bool:
    ending = state_of(case).breaches["1"].ending
    return ending is not None and ending.resolved


class Deeds:
    """What the synthetic year does not play: reviews, late checks, money, time limits, corrections, reopenings."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.users = dict(db.session.execute(select(User.code, User.id)).all())
        found = db.session.scalars(select(CaseRow).where(CaseRow.tier != "highly_restricted"))
        self.cases = sorted(found, key=lambda row: str(row.dossier_id))

    def all(self) -> None:
        closed = [row for row in self.cases if row.status == "closed"]
        watched = [row for row in self.cases if row.status in ("resolved", "resolved_unverified")]
        running = [row for row in self.cases if row.status in ("open", "in_progress", "awaiting_response")]
        early = [row for row in running if row.opened_on and row.opened_on < date(2026, 2, 1)][:3]
        running = [row for row in running if row not in early]
        assert len(early) == 3 and len(closed) > 40 and len(watched) > 4 and len(running) > 14
        with clock.clock_at(lambda: datetime(2026, 4, 10, 9, tzinfo=UTC)):
            self.reviews(Period.month(2026, 2))
            self.reviews(Period.month(2026, 3))
        self.reviews(Period.month(2026, 5))
        for row in closed[:12]:
            self.confirmed_again(row)
        long_ago = [row for row in closed if row.closed_on and row.closed_on < date(2025, 12, 1)]
        for number, row in enumerate([*long_ago[:6], *[row for row in closed[12:] if row not in long_ago][:6]]):
            self.back(row, number)
        for row in early:
            self.corrected(row)
        for row in running[:5]:
            self.money(row)
        for number, row in enumerate(running[5:17]):
            self.limits(row, number)
        for row in [one for one in self.cases if state_of(one.dossier_id).consents][:12]:
            self.say(withdraw_consent, by=self.by(row), client_id=row.client_id, purpose="act", on=row.opened_on)
        self.say(actions.void_case, case=running[-1], reason="entry_error")
        self.say(actions.raise_flags, case=running[-2], flags=["hiv_tb"])

    def by(self, row: CaseRow) -> Author:
        return Author(self.users[row.worker], row.worker)

    def say(self, deed: Any, case: CaseRow | None = None, **values: Any) -> Any:
        """In a transaction of its own."""
        if case is not None:
            values = {"by": self.by(case), "case_id": case.dossier_id} | values
        with transaction():
            return deed(programme=db.session.get_one(Programme, self.programme.id), **values)

    def reviews(self, month: Period) -> None:
        reviewer = Author(self.users["rosa"], "rosa")
        draw = self.say(actions.draw_reviews, by=MACHINE, month=month, each=3, seed="a lot")
        drawn = sorted(case for cases in draw.chosen.values() for case in cases)
        for number, case in enumerate(drawn):
            self.reviewed(reviewer, case, month.code, number)

    def reviewed(self, reviewer: Author, case: UUID, month: str, number: int) -> None:
        asked = number % 4 != 3
        overturned = resolved(case) and number % 5 == 1
        answers = {"handling": "no" if number % 6 == 0 else "yes", "outcome": "no" if number % 3 == 0 else "yes"}
        self.say(
            actions.record_review, by=reviewer, case_id=case, month=month, file="complete",
            interview="done" if asked else "not_reached", verdict="not_upheld" if overturned else "upheld",
            answers=answers if asked else {}, breaches=["1"] if overturned else [],
        )  # fmt: skip

    def confirmed_again(self, row: CaseRow) -> None:
        if resolved(row.dossier_id):
            assert row.closed_on is not None
            on = min(row.closed_on + timedelta(days=8), UNTIL)
            self.say(actions.confirm_resolution, case=row, on=on, breach="1", confirmed_by="client")

    def back(self, row: CaseRow, number: int) -> None:
        """Closed, opened again, and closed anew without a word, or with the word that telling is not safe."""
        assert row.closed_on is not None
        on = row.closed_on + timedelta(days=15 + number)
        if on + timedelta(days=4) > UNTIL:
            return
        self.say(actions.reopen_case, case=row, on=on, breaches=[])
        if number % 2:
            state = ("unsafe", "unknown")[number % 4 == 1]
            self.say(actions.tell_client, case=row, on=on + timedelta(days=2), state=state)
            self.say(actions.close_case, case=row, on=on + timedelta(days=4), reason="exhausted")

    def money(self, row: CaseRow) -> None:
        on = min(row.last_activity + timedelta(days=2), date(2026, 5, 20))
        if row.opened_on <= on:
            self.say(actions.resolve_breach, case=row, on=on, breach="1", outcome="resolved_full", relief="money_back",
                     amount=12_345, institution="facility_dir", remedy="dialogue_dir")  # fmt: skip

    def corrected(self, row: CaseRow) -> None:
        """A resolution without what was granted, one withdrawn, a day put right, a breach handed over."""
        on = row.opened_on + timedelta(days=20)
        values: dict[str, Any] = {"case": row, "on": on, "breach": "1", "outcome": "resolved_partial"}
        first = self.say(actions.resolve_breach, **values)
        wrong = first.state.entries[-1].id
        self.say(actions.void_entry, case=row, entry=wrong, why="Another case.")
        self.say(actions.resolve_breach, **values | {"on": on + timedelta(days=1)})
        right = state_of(row.dossier_id).entries[-1].id
        self.say(actions.correct_day, case=row, entry=right, on=on + timedelta(days=3))
        second = self.say(actions.add_breach, case=row, no=str(row.breaches + 1), case_type="PER-WAIT", on=on)
        for breach in second.state.open_breaches:
            self.say(actions.end_breach, case=row, on=on + timedelta(days=5), breach=breach.no, outcome="transferred")
        self.say(actions.tell_client, case=row, on=on + timedelta(days=40), state="told")
        self.say(actions.close_case, case=row, on=on + timedelta(days=40), reason="exhausted")

    def limits(self, row: CaseRow, number: int) -> None:
        start = max(row.opened_on, date(2026, 2, 1 + number))
        step = self.say(actions.take_step, case=row, on=start, breaches=["1"], remedy="info_request",
                        institution="sdsmas", result="waiting")  # fmt: skip
        (asked,) = (one.id for one in step.state.steps if one.remedy == "info_request")
        if number % 3 == 0:
            self.say(actions.receive_reply, case=row, on=start + timedelta(days=10 + 2 * number),
                     step=asked, result="agreed")  # fmt: skip
        ours = self.say(actions.start_clock, case=row, rule="MZ-OMBUDSMAN", start=start, on=start,
                        due=start + timedelta(days=30), why="Said by the lawyer.")  # fmt: skip
        if number % 2:
            limit = next(one for one in ours.state.clocks if one.side == "client")
            self.say(actions.stop_clock, case=row, clock=limit.id, reason="met",
                     on=start + timedelta(days=20 + 2 * number), why="")  # fmt: skip


def _played(app: Flask) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shape, "CASES", CASES)
        programme = play_year(seed="1", until=UNTIL)
    Deeds(programme).all()


PLAYED = Scene("played", _played)


@pytest.fixture
def scene() -> Scene:
    """A year that was played once."""
    return PLAYED


@pytest.fixture
def programme(app: Flask) -> Programme:
    return db.session.scalars(select(Programme)).one()


@pytest.fixture
def recount(programme: Programme, tmp_path: Path) -> Recount:
    """The recount of the year, from a file of entries."""
    dump_entries(programme, tmp_path / "entries.jsonl")
    return Recount(read(tmp_path / "entries.jsonl"), str(YEAR.first), str(YEAR.last), str(TODAY))


def same(counted: Cell, again: Figures, where: object) -> None:
    """Every measure is the same."""
    values = dict(counted.values)
    assert set(values) == set(again), where
    for name, value in again.items():
        assert values[name] == (None if value is None else pytest.approx(value)), (where, name, values, again)


pytestmark = pytest.mark.long
ON_ONE_DATABASE = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


def test_every_indicator_is_counted_again() -> None:
    assert set(recount_in_pandas.KEYS) == set(CATALOGUE)
    assert "casetracker" not in Path(recount_in_pandas.__file__).read_text().split('"""', 2)[2]


@ON_ONE_DATABASE
def test_every_total_is_the_same(programme: Programme, recount: Recount, capsys: pytest.CaptureFixture[str]) -> None:
    for key in CATALOGUE:
        again = recount.figures(key)
        with capsys.disabled():
            print(f"\n{key} {again}", end="")
        same(count(key, programme_id=programme.id, period=YEAR).total, again, key)
    assert verify().good


@ON_ONE_DATABASE
@pytest.mark.parametrize("by", ["province", "type_group", "sex", "worker"])
def test_every_cell_of_a_breakdown_is_the_same(programme: Programme, recount: Recount, by: str) -> None:
    for key, indicator in CATALOGUE.items():
        if by in indicator.allowed and not indicator.split:
            figure = count(key, programme_id=programme.id, period=YEAR, by=(by,))
            assert figure.cells or not figure.value, key
            for cell in figure.cells:
                part = Recount(only(recount.data, by, cell.keys[0]), str(YEAR.first), str(YEAR.last), str(TODAY))
                same(cell, part.figures(key), (key, cell.keys))


@ON_ONE_DATABASE
def test_every_month_is_the_same(programme: Programme, recount: Recount) -> None:
    for key, indicator in CATALOGUE.items():
        if not indicator.split:
            for cell in count(key, programme_id=programme.id, period=YEAR, by=("month",)).cells:
                month = Period.named(cell.keys[0] or "")
                part = Recount(recount.data, str(month.first), str(month.last), str(TODAY))
                same(cell, part.figures(key), (key, cell.keys))


@ON_ONE_DATABASE
def test_every_rung_is_the_same(programme: Programme, recount: Recount) -> None:
    by_rung = recount.r07_by_rung()
    figure = count("R07", programme_id=programme.id, period=YEAR)
    assert {cell.keys[0]: cell.values["breaches"] for cell in figure.cells} == by_rung
    whole = sum(by_rung.values())
    for cell in figure.cells:
        assert cell.value == pytest.approx(by_rung[cell.keys[0]] / whole)


@ON_ONE_DATABASE
def test_what_the_year_has_not_was_added(recount: Recount) -> None:
    """A recount of noughts proves nothing."""
    for key in CATALOGUE:
        never = {"left_out", "difference", "p25", "unknown" if key in ("P03", "Q05") else ""}
        assert all(value for name, value in recount.figures(key).items() if name not in never), recount.figures(key)
    assert {1.0} < {recount.figures(key).get("rate", 1.0) for key in CATALOGUE}
