"""What an instance begins with: a further programme, or the synthetic year."""

from __future__ import annotations

import sys
from datetime import date, timedelta

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import select

from casetracker.demo.play import play_year
from casetracker.kit import clock
from casetracker.kit.db import db, transaction
from casetracker.kit.migrating import upgrade
from casetracker.ledger.entries import MACHINE
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.programmes import new_programme
from casetracker.presets import available

programme = AppGroup("programme", help="Programmes of this instance.")


def say_refused(error: Refused) -> None:
    """Each problem as a sentence on standard error; exit 2."""
    for field, problem in error.problems.items():
        click.echo(f"{field}: {problem}" if field else str(problem), err=True)
    sys.exit(2)


@programme.command("new")
@click.argument("key")
@click.option("--preset", required=True, help="Which preset it begins from.")
@click.option("--name", required=True, help="Its name, as readers see it.")
@with_appcontext
def programme_new(key: str, preset: str, name: str) -> None:
    """Begin a programme under KEY."""
    upgrade(current_app._get_current_object())  # type: ignore[attr-defined]
    if preset not in available():
        click.echo(f"There is no preset {preset}; there are {', '.join(available())}.", err=True)
        sys.exit(2)
    try:
        with transaction():
            new_programme(by=MACHINE, key=key, preset=preset, name=name)
    except Refused as error:
        say_refused(error)
    click.echo(f"Programme {key} begun from the preset {preset}.")


@click.command()
@click.option("--seed", default="1", show_default=True, help="Same seed and end, same facts.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Its last day; default yesterday.")
@click.option("--times", default=1, show_default=True, type=click.IntRange(1, 500), help="So many times the cases.")
@with_appcontext
def demo(seed: str, until: object, times: int) -> None:
    """Fill an empty instance with the synthetic year."""
    upgrade(current_app._get_current_object())  # type: ignore[attr-defined]
    if db.session.scalar(select(Programme.id).limit(1)):
        click.echo("There are programmes here already; the synthetic year goes into an empty instance.", err=True)
        sys.exit(2)
    fill_with_demo(seed=seed, until=until.date() if until else None, times=times)  # type: ignore[attr-defined]


def fill_with_demo(*, seed: str, until: date | None, times: int) -> None:
    """Play the year, showing how far it is."""
    last = until or clock.today("Africa/Maputo") - timedelta(days=1)
    click.echo(f"Making a synthetic year that ends on {last.isoformat()}; nobody in it is real ...", err=True)
    with click.progressbar(length=1, file=sys.stderr, show_pos=False) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        play_year(seed=seed, until=last, times=times, progress=progress)
