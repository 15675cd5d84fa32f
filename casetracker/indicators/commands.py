"""`casetracker disclosure attack`: published tables laid side by side, as an outsider would, before they leave."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from casetracker.indicators.disclosure import Contradiction, Release, attack
from casetracker.indicators.disclosure.files import NotReleases, read
from casetracker.kit.sentences import REGIONS, Sentence, ngettext, speaking

disclosure = AppGroup("disclosure", help="Small counts that published tables could give away.")


@disclosure.command("attack")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--language", type=click.Choice(sorted(REGIONS)), default="en", show_default=True)
@with_appcontext
def attack_command(files: tuple[Path, ...], language: str) -> None:
    """Attack the tables in FILES together: exit 1 if any small count can be worked out, 2 if a file cannot be read."""
    with speaking(REGIONS[language]):
        try:
            found = attack([release for path in files for release in _read(path)])
        except (NotReleases, Contradiction) as refused:
            click.echo(str(refused), err=True)
            sys.exit(2)
        for each in found:
            click.echo(str(each))
        if found:
            click.echo(ngettext("%(num)s count can be worked out.", "%(num)s counts can be worked out.", len(found)))
            sys.exit(1)
        click.echo(str(Sentence("No small count can be worked out from these tables together.")))


def _read(path: Path) -> list[Release]:
    """The releases of a file, each named after it as well. Raises NotReleases."""
    try:
        releases = read(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError):
        raise NotReleases(str(Sentence("%(file)s cannot be read.", file=str(path)))) from None
    except NotReleases as refused:
        raise NotReleases(str(Sentence("%(file)s cannot be read. %(why)s", file=str(path), why=str(refused)))) from None
    return [each.named(f"{path.name}: {each.name}") for each in releases]
