"""Work in the background: what is registered, and doing once whatever of it is due."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from fasteners import InterProcessLock
from flask import Flask, current_app

from casetracker.kit.db import db

_one_thread = threading.Lock()  # a lock between processes does not keep the threads of one apart


@dataclass(frozen=True)
class Job:
    """`due` says which things are to be done now; `run` does one of them in transactions of its own, and says whether
    it was this process that did it. A thing that fails does not keep the others from being done."""

    name: str
    due: Callable[[], Iterable[Any]]
    run: Callable[[Any], bool]


@dataclass
class Outcome:
    """What came of one job."""

    name: str
    done: int = 0
    failed: int = 0


def register(app: Flask, job: Job) -> None:
    """Have it done from now on. Nothing runs until `run_due` is called: never at import, never by itself in tests."""
    registered(app).append(job)


def registered(app: Flask) -> list[Job]:
    """Every job of the application."""
    found: list[Job] = app.extensions.setdefault("casetracker.jobs", [])
    return found


def run_due() -> list[Outcome] | None:
    """Do everything that is due, inside an application context; None where another thread or process is at it."""
    between = InterProcessLock(current_app.config["INSTANCE"] / "jobs.lock")
    if not _one_thread.acquire(blocking=False):
        return None
    try:
        if not between.acquire(blocking=False):
            return None
        try:
            return [_run(job) for job in registered(current_app)]
        finally:
            between.release()
    finally:
        _one_thread.release()


def _run(job: Job) -> Outcome:
    """The log names the kind and place of what went wrong, never what it says."""
    outcome = Outcome(job.name)
    try:
        things = list(job.due())
    except Exception:
        current_app.logger.exception("job not read", extra={"event": f"job: {job.name}"})
        things, outcome.failed = [], 1
    for thing in things:
        try:
            outcome.done += job.run(thing)
        except Exception:
            current_app.logger.exception("job failed", extra={"event": f"job: {job.name}"})
            outcome.failed += 1
            db.session.rollback()
    db.session.rollback()
    return outcome
