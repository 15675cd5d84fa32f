"""The clock of the background work while the application is served: a thread that looks once a minute."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from flask import Flask

from casetracker.reminders.jobs import run_due

MINUTE = 60.0
PATIENCE = 5.0


@contextmanager
def ticking(app: Flask, every: float = MINUTE) -> Iterator[None]:
    """Do what is due every so many seconds inside the block. Its end waits five seconds for what is being done, no
    longer: the thread never keeps the service from stopping."""
    stop = Event()
    thread = Thread(target=_tick, args=(app, stop, every), name="jobs", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(PATIENCE)


def _tick(app: Flask, stop: Event, every: float) -> None:
    while not stop.wait(every):
        try:
            with app.app_context():
                run_due()
        except Exception:
            app.logger.exception("background work failed", extra={"event": "background work failed"})
