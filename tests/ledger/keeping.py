"""The command line as an operator runs it, on the instance of a test."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

from click.testing import CliRunner, Result
from flask import Flask

from casetracker.cli import group
from casetracker.kit import keyfile
from casetracker.kit.db import db
from tests.databases import KEYS, close


def run(app: Flask, *words: str | Path, instance: Path | None = None) -> Result:
    """Run `casetracker ...` beside the application of the test, which lets go of its database first."""
    folder = instance or Path(app.config["INSTANCE"])
    folder.mkdir(exist_ok=True)
    if not (folder / keyfile.NAME).exists() and "--no-keys" not in words:
        keyfile.write(folder / keyfile.NAME, list(KEYS.masters.values()), KEYS.head)
    db.session.remove()
    close(app)
    for engines in list(db._app_engines.values()):  # applications of earlier commands still hold connections
        for engine in engines.values():
            engine.dispose()
    url = app.config["DATABASE_URL"]
    environment = {"CASETRACKER_INSTANCE": str(folder), "CASETRACKER_DATABASE_URL": url, "CASETRACKER_MASTER_KEYS": ""}
    done: list[Result] = []

    def command() -> None:
        arguments = [str(word) for word in words if word != "--no-keys"]
        done.append(CliRunner().invoke(group, arguments, env=environment))

    # In a thread of its own there is no application yet, as on a real command line.
    thread = Thread(target=command)
    thread.start()
    thread.join()
    return done[0]
