"""`casetracker import places | cases`: what the command line says and asks, nothing else."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click
from flask import current_app
from flask.cli import with_appcontext

from casetracker.accounts.queries import reader_by_username
from casetracker.accounts.reader import OPERATOR
from casetracker.intake.cases import import_cases
from casetracker.intake.mapfile import load_map
from casetracker.intake.places import import_places
from casetracker.intake.refusals import Refused
from casetracker.intake.tally import Tally
from casetracker.kit.saying import Sentence
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import speaking
from casetracker.ledger.entries import Author
from casetracker.ledger.models import Programme
from casetracker.ledger.programmes import programme_named

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
Command = TypeVar("Command", bound=Callable[..., Any])


def _common(command: Command) -> Command:
    """The options that both have."""
    for option in (
        click.option("--as-user", help="Write in this person's name; else the operator's."),
        click.option("--failed", type=click.Path(dir_okay=False, path_type=Path), help="CSV for rows given back."),
        click.option("--dry-run", is_flag=True, help="Say what would happen; save nothing."),
        click.option("--map", "map_file", required=True, type=FILE, help="What the columns mean (docs/import.md)."),
        click.option("--programme", required=True, help="Key of the programme."),
        click.argument("file", type=FILE),
    ):
        command = option(command)
    return command


@click.group("import")
def import_group() -> None:
    """Bring in old registers and lists of places."""


@import_group.command("places")
@_common
@with_appcontext
def places_command(file: Path, programme: str, map_file: Path, **options: Any) -> None:
    """Take a list of facilities with the districts and provinces around them."""
    _run(import_places, "places", file, programme, map_file, options)


@import_group.command("cases")
@click.option("--new-codes", is_flag=True, help="Make codes for unknown types, places, institutions and reasons.")
@_common
@with_appcontext
def cases_command(file: Path, programme: str, map_file: Path, new_codes: bool, **options: Any) -> None:
    """Take an old register, each row a case."""
    _run(partial(import_cases, new_codes=new_codes), "cases", file, programme, map_file, options)


def _run(
    bring: Callable[..., Tally], kind: str, file: Path, programme: str, map_file: Path, options: dict[str, Any]
) -> None:
    with speaking(current_app.config.get("CLI_LOCALE", "en")):
        by = _author(options.pop("as_user"))
        try:
            tally = bring(_programme(programme), file, load_map(map_file, kind), by=by, tell=_tell, **options)
        except Refused as error:
            raise click.ClickException(str(error)) from None
        for sentence in tally.lines():
            click.echo(str(sentence))


def _tell(sentence: Sentence) -> None:
    click.echo(str(sentence), err=True)
    sys.stderr.flush()


def _programme(key: str) -> Programme:
    found = programme_named(key)
    if found is None:
        raise click.ClickException(_("There is no programme with the key %(key)s.", key=key))
    return found


def _author(username: str | None) -> Author:
    if username is None:
        return OPERATOR.author
    reader = reader_by_username(username)
    if reader is None:
        raise click.ClickException(_("There is nobody with the user name %(name)s.", name=username))
    return reader.author
