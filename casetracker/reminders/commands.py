"""`casetracker jobs`: do whatever background work is due, once; for cron, where the pages are served otherwise."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from casetracker.kit import migrating
from casetracker.kit.serving import InUse, serving
from casetracker.reminders.jobs import Outcome, run_due


@click.command("jobs")
@with_appcontext
def jobs() -> None:
    """Do the background work that is due now, and end with 1 where some of it failed."""
    if not migrating.up_to_date():
        raise click.ClickException("There is no database of this release here yet: start with casetracker up.")
    try:
        with serving(current_app.config["INSTANCE"]):
            outcomes = run_due()
    except InUse as problem:
        raise click.ClickException(str(problem)) from problem
    if outcomes is None:
        click.echo("Another process is doing the background work.")
        return
    _say(outcomes)


def _say(outcomes: list[Outcome]) -> None:
    for one in outcomes:
        click.echo(f"{one.name}: {one.done:,} done" + (f", {one.failed:,} failed" if one.failed else ""))
    if any(one.failed for one in outcomes):
        raise click.ClickException("Some of it failed; it is tried again at the next run.")
