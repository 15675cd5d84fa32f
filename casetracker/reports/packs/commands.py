"""`casetracker report`: a pack written to a file, counted now and published nowhere."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext

from casetracker.kit import clock
from casetracker.kit.errors import NotDone
from casetracker.kit.ids import new_id
from casetracker.kit.periods import NotAPeriod, Period
from casetracker.kit.saying import Sentence
from casetracker.kit.sentences import REGIONS, speaking
from casetracker.ledger.models import Programme
from casetracker.ledger.programmes import programme_named
from casetracker.reports.formats import PACK_FORMATS
from casetracker.reports.packs.actions import count_edition
from casetracker.reports.packs.edition import public
from casetracker.reports.packs.fold import DRAFT
from casetracker.reports.packs.models import EditionRow
from casetracker.reports.packs.plans import PLANS, THRESHOLDS
from casetracker.reports.reading import read_period


class NotWritten(ValueError):
    """The report cannot be written; str() is a sentence."""


@click.command("report")
@click.argument("pack", type=click.Choice(sorted(PLANS)))
@click.option("--programme", required=True, help="Key of the programme.")
@click.option("--from", "first", required=True, help="2026, 2026-Q3 or 2026-03.")
@click.option("--to", "last", default="", help="Its end; without it the period is what --from names.")
@click.option("--audience", type=click.Choice(list(THRESHOLDS)), default=None, help="Else whom the pack is made for.")
@click.option("--language", type=click.Choice(sorted(REGIONS)), default="en", show_default=True)
@click.option("--format", "kind", type=click.Choice(list(PACK_FORMATS)), default="pdf", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
@with_appcontext
def report_command(
    pack: str, programme: str, first: str, last: str, audience: str | None, language: str, kind: str, out: Path
) -> None:
    """Write the report PACK as it would be published now, beside all that was published: it is a draft."""
    with speaking(REGIONS[language]):
        try:
            found = _programme(programme)
            row = _row(found, pack, _period(found, pack, first, last), audience or PLANS[pack].audience, language)
            made, checks, _beside = count_edition(found, row, _shown)
            content = PACK_FORMATS[kind].write(public(made.edition))
        except (NotWritten, NotAPeriod) as refused:
            click.echo(str(refused), err=True)
            sys.exit(2)
        except NotDone as refused:
            click.echo(str(refused.sentence), err=True)
            sys.exit(1)
        for line in (*made.edition.checks, *checks.stops):
            click.echo(line, err=True)
    out.write_bytes(content)


def _shown(done: int, total: int) -> None:
    """How far it is, where somebody watches."""
    if sys.stderr.isatty():
        click.echo(f"\r{done} / {total}", nl=done == total, err=True)


def _programme(key: str) -> Programme:
    found = programme_named(key)
    if found is None:
        raise NotWritten(str(Sentence("There is no programme %(key)s.", key=key)))
    return found


def _period(programme: Programme, pack: str, first: str, last: str) -> Period:
    today = clock.today(programme.timezone)
    period = read_period(first, last, today)
    if period.unit not in PLANS[pack].units:
        raise NotWritten(str(Sentence("This pack is made for whole months, quarters or years that are over.")))
    if period.last >= today:
        raise NotWritten(str(Sentence("This period is not over yet.")))
    return period


def _row(programme: Programme, pack: str, period: Period, audience: str, language: str) -> EditionRow:
    """An edition that is kept nowhere."""
    return EditionRow(
        dossier_id=new_id(), programme_id=programme.id, pack=pack, audience=audience, language=language,
        period=period.code, first_day=period.first, last_day=period.last, number=1, status=DRAFT, introduction="",
    )  # fmt: skip
