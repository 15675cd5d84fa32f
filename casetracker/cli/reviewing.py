"""`casetracker review`: the monthly quality review, drawn by a clock of the machine's own, and drawn once more."""

from __future__ import annotations

import sys

import click
from flask.cli import with_appcontext

from casetracker.cases.actions import draw_reviews
from casetracker.cases.queries.draws import draw_of, repeated
from casetracker.kit.db import transaction
from casetracker.kit.periods import NotAPeriod, Period
from casetracker.ledger.entries import MACHINE
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.programmes import programme_named

PROGRAMME = click.option("--programme", "key", required=True, help="Key of the programme.")
MONTH = click.option("--month", "code", required=True, help="A month that is over, as 2026-10.")


@click.group("review")
def review() -> None:
    """Draw closed cases for the monthly quality review."""


@review.command("draw")
@PROGRAMME
@MONTH
@click.option("--each", type=int, default=None, help="At most so many of each worker's; else what the programme says.")
@with_appcontext
def draw(key: str, code: str, each: int | None) -> None:
    """Draw the reviews of a month, once."""
    programme, month = _asked(key, code)
    try:
        with transaction():
            found = draw_reviews(by=MACHINE, programme=programme, month=month, each=each)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    cases = sum(len(ids) for ids in found.chosen.values())
    click.echo(f"{cases} of {sum(found.closed.values())} closed cases drawn, of {len(found.closed)} workers.")
    click.echo(f"Seed {found.seed}, as known at transaction {found.tick}.")


@review.command("repeat")
@PROGRAMME
@MONTH
@with_appcontext
def repeat(key: str, code: str) -> None:
    """Draw again from the stored seed, and end with 1 where it is not the same."""
    programme, month = _asked(key, code)
    stood = draw_of(programme, month.code)
    if stood is None:
        raise click.ClickException("Nothing was drawn for this month.")
    again = repeated(programme, stood)
    if again != stood.chosen:
        click.echo("Another draw than the one that stands.")
        sys.exit(1)
    click.echo(f"The same {sum(len(ids) for ids in again.values())} cases.")


def _asked(key: str, code: str) -> tuple[Programme, Period]:
    programme = programme_named(key)
    if programme is None:
        raise click.ClickException(f"There is no programme {key}.")
    try:
        return programme, Period.named(code)
    except NotAPeriod as error:
        raise click.ClickException(str(error)) from None
