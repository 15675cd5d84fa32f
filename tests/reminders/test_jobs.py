"""Background work: once, apart from each other, and never in the way of stopping."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event, active_count

import pytest
from flask import Flask

from casetracker.cases.queries.draws import draws
from casetracker.kit import clock
from casetracker.kit.periods import Period
from casetracker.ledger.models import Programme
from casetracker.paths import HOME
from casetracker.reminders import jobs, ticking
from casetracker.reminders.commands import jobs as command
from casetracker.reminders.jobs import Job, Outcome, register, registered, run_due
from casetracker.reminders.monthly import run_on_first_of_month
from tests.people import World


@pytest.fixture
def only(app: Flask) -> Callable[[Job], None]:
    """Leave only this job registered."""
    registered(app).clear()
    return lambda job: register(app, job)


def test_one_thing_that_fails_does_not_keep_the_others_from_being_done(only: Callable[[Job], None]) -> None:
    only(Job("division", lambda: (1, 0, 2), lambda by: 1 / by > 0))
    only(Job("unreadable", lambda: [1 / 0], lambda thing: True))
    assert run_due() == [Outcome("division", 2, 1), Outcome("unreadable", 0, 1)]


def test_while_another_process_is_at_it_nothing_is_done(app: Flask, only: Callable[[Job], None]) -> None:
    only(Job("never", lambda: ["thing"], lambda thing: True))
    with jobs._one_thread:
        assert run_due() is None


def test_the_work_of_a_month_is_done_once_for_each_programme(world: World, only: Callable[[Job], None]) -> None:
    done: list[tuple[str, str]] = []

    def deed(programme: Programme, month: Period) -> None:
        done.append((programme.key, month.code))

    only(run_on_first_of_month("count", deed))
    for at in (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), datetime(2026, 6, 30, 22, 0, tzinfo=UTC)):
        with clock.clock_at(lambda at=at: at):  # in Maputo the first of July begins at 22:00 UTC
            run_due(), run_due()
    assert done == [("health", "2026-05"), ("health", "2026-06")]


def test_a_deed_that_fails_leaves_no_mark_and_is_done_the_next_time(world: World, only: Callable[[Job], None]) -> None:
    tries: list[str] = []

    def deed(programme: Programme, month: Period) -> None:
        tries.append(month.code)
        if len(tries) == 1:
            raise OSError("the disk is full")

    only(run_on_first_of_month("count", deed))
    assert [run_due(), run_due(), run_due()] == [
        [Outcome("count", 0, 1)], [Outcome("count", 1, 0)], [Outcome("count", 0, 0)],
    ]  # fmt: skip
    assert tries == ["2026-05", "2026-05"]


def test_the_quality_reviews_of_last_month_are_drawn_by_themselves(world: World) -> None:
    run_due(), run_due()
    assert [draw.month for draw in draws(world.programme)] == ["2026-05"]


def test_the_clock_ticks_while_it_is_served_and_stops_at_once(app: Flask, only: Callable[[Job], None]) -> None:
    ticked, before = Event(), active_count()
    only(Job("tick", lambda: ["thing"], lambda thing: ticked.set() or True))
    with ticking.ticking(app, every=0.01):
        assert ticked.wait(10)
    assert active_count() == before


def test_a_job_that_hangs_does_not_keep_the_service_from_stopping(
    app: Flask, only: Callable[[Job], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ticking, "PATIENCE", 0.01)
    begun, let_go = Event(), Event()
    only(Job("hangs", lambda: ["thing"], lambda thing: begun.set() or let_go.wait(30)))
    with ticking.ticking(app, every=0.01):
        assert begun.wait(10)
    let_go.set()


def test_the_command_says_what_was_done_and_ends_with_one_where_something_failed(
    app: Flask, only: Callable[[Job], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casetracker.kit.migrating.up_to_date", lambda: True)
    only(Job("letters", lambda: (1, 2), lambda thing: True))
    run = app.test_cli_runner()
    assert run.invoke(command).output == "letters: 2 done\n"
    only(Job("broken", lambda: [0], lambda thing: 1 / thing > 0))
    failed = run.invoke(command)
    assert failed.exit_code == 1 and "broken: 0 done, 1 failed" in failed.output


def test_what_only_sending_needs_is_not_loaded_at_the_start() -> None:
    look = (
        "import sys, casetracker.app; print([m for m in ('flask_mailman', 'smtplib', 'holidays') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True, cwd=HOME)
    assert done.stdout.strip() == "[]"
