"""`casetracker count` and `casetracker changes`: the same figures as the pages, for the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import click
from flask.cli import with_appcontext

from casetracker.accounts.permissions import can
from casetracker.accounts.queries import reader_by_username
from casetracker.accounts.reader import OPERATOR
from casetracker.indicators.asking import UnknownMoment
from casetracker.indicators.catalogue import UnknownIndicator, find
from casetracker.indicators.dimensions import RefusedBreakdown
from casetracker.kit import clock
from casetracker.kit.periods import NotAPeriod
from casetracker.kit.saying import Sentence
from casetracker.kit.sentences import REGIONS, speaking
from casetracker.kit.tables import Table
from casetracker.ledger.programmes import programme_named
from casetracker.reports.changed import as_table, changed_since, read_since
from casetracker.reports.figures import figure, table_of
from casetracker.reports.formats import FORMATS
from casetracker.reports.plaintext import lines
from casetracker.reports.question import Question, ask
from casetracker.reports.reading import NotAMoment, read_past_moment, read_period

Command = TypeVar("Command", bound=Callable[..., Any])
REFUSED = (UnknownIndicator, RefusedBreakdown, UnknownMoment, NotAPeriod, NotAMoment)
TIME = "A day (2026-11-22 is all of it), a day and a time in the programme's zone, or 2026-11-22T14:30+02:00."


class NotAsked(ValueError):
    """The question cannot be put; str() is a sentence."""


def _asking(command: Command) -> Any:
    """The options that both have; what cannot be asked is one sentence on standard error, and exit 2."""

    @wraps(command)
    def asked(language: str, **options: Any) -> None:
        with speaking(REGIONS[language]):
            try:
                command(**options)
            except (*REFUSED, NotAsked) as refused:
                click.echo(str(refused), err=True)
                sys.exit(2)

    asking: Any = asked
    for option in (
        click.option("--language", type=click.Choice(sorted(REGIONS)), default="en", show_default=True),
        click.option("--as-user", default="", help="Count what this person may open; else all but the most protected."),
        click.option("--format", "suffix", type=click.Choice(["table", "csv", "json"]), default="table"),
        click.option("--to", "last", default="", help="Its end; without it the period is what --from names."),
        click.option("--from", "first", required=True, help="2026, 2026-Q3, 2026-03 or 2026-03-15."),
        click.option("--programme", required=True, help="Key of the programme."),
        click.argument("key"),
    ):
        asking = option(asking)
    return with_appcontext(asking)


@click.command("count")
@click.option("--by", multiple=True, help="Break down by this; at most twice.")
@click.option("--as-at", default="", help=f"Count as it was known then. {TIME}")
@_asking
def count_command(key: str, by: tuple[str, ...], as_at: str, suffix: str, **asked: Any) -> None:
    """Count the figure KEY in a period."""
    question = _question(key, **asked)
    if as_at:
        question = question.but(as_at=read_past_moment(as_at, question.programme.timezone, question.today))
    found = figure(question, find(key).key, by)
    _out(found.table() if suffix == "table" else table_of(question, found), suffix)


@click.command("changes")
@click.option("--since", required=True, help=f"Changes recorded after this. {TIME}")
@_asking
def changes_command(key: str, since: str, suffix: str, **asked: Any) -> None:
    """List the entries that changed the figure KEY since a time."""
    question = _question(key, **asked)
    moment = read_since(since, question)
    if moment is None:
        raise NotAMoment(str(Sentence("Say since when.")))
    _out(as_table(question, find(key), moment, changed_since(question, find(key).key, moment)), suffix)


def _question(key: str, *, programme: str, first: str, last: str, as_user: str) -> Question:
    found = programme_named(programme)
    if found is None:
        raise NotAsked(str(Sentence("There is no programme %(key)s.", key=programme)))
    reader = reader_by_username(as_user) if as_user else OPERATOR
    if reader is None or not can(reader, "figure.read", found.id):
        raise NotAsked(str(Sentence("%(name)s reads no figures in this programme.", name=as_user)))
    question = ask(reader, found, read_period(first, last, clock.today(found.timezone)))
    if not question.shows(find(key).key):
        raise NotAsked(str(Sentence("%(name)s is not shown %(key)s.", name=as_user, key=find(key).key)))
    return question


def _out(table: Table, suffix: str) -> None:
    if suffix == "table":
        click.echo("\n".join(lines(table)))
        return
    out = sys.stdout.buffer
    out.writelines(FORMATS[suffix].stream(table))
    out.flush()
