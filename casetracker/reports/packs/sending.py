"""`casetracker dhis2`: a published edition as the data value sets of a ministry's DHIS2, written or sent."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from uuid import UUID

import click
from flask.cli import with_appcontext

from casetracker.kit.db import db
from casetracker.kit.errors import NotDone
from casetracker.kit.saying import Sentence
from casetracker.kit.sentences import REGIONS, speaking
from casetracker.kit.sentences import gettext as _
from casetracker.reports.formats.packs.dhis2 import Mapped, prepare, write
from casetracker.reports.formats.packs.pushing import push_all
from casetracker.reports.packs.edition import Edition
from casetracker.reports.packs.fold import PUBLISHED
from casetracker.reports.packs.models import EditionRow
from casetracker.reports.packs.queries import edition_of

TOKEN = "CASETRACKER_DHIS2_TOKEN"  # noqa: S105 - where it is kept, not what it is


@click.command("dhis2")
@click.argument("edition", type=click.UUID)
@click.option("--mapping", type=click.Path(exists=True, path_type=Path, dir_okay=False), required=True,
              help="JSON: dataSet, dataElements by figure, orgUnits by place code.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write the data value sets here.")
@click.option("--push", "server", default="", help=f"Send them to this server; its token stands in {TOKEN}.")
@click.option("--language", type=click.Choice(sorted(REGIONS)), default="en", show_default=True)
@with_appcontext
def dhis2_command(edition: UUID, mapping: Path, out: Path | None, server: str, language: str) -> None:
    """Write or send the published EDITION; what has no identifier over there is listed, what is withheld never goes."""
    with speaking(REGIONS[language]):
        try:
            _send(_published(edition), _mapped(mapping), out, server)
        except NotDone as refused:
            click.echo(str(refused.sentence), err=True)
            sys.exit(1)


def _send(edition: Edition, mapped: Mapped, out: Path | None, server: str) -> None:
    ready = prepare(edition, mapped)
    for name in ready.unmapped:
        click.echo(_("Not mapped: %(name)s", name=name), err=True)
    click.echo(_("Withheld, and not sent: %(number)s.", number=ready.withheld), err=True)
    if out is not None:
        out.write_bytes(write(edition, mapped))
    if server:
        done = push_all(ready.sets, server, os.environ.get(TOKEN, ""))
        counts = {"created": done.created, "updated": done.updated, "ignored": done.ignored}
        click.echo(_("Created: %(created)s. Updated: %(updated)s. Left as they were: %(ignored)s.", **counts))
        for text in done.conflicts:
            click.echo(text, err=True)
        if done.conflicts or done.status == "ERROR":
            sys.exit(1)


def _published(edition_id: UUID) -> Edition:
    """Only what was published leaves."""
    row = db.session.get(EditionRow, edition_id)
    found = edition_of(edition_id) if row is not None and row.status == PUBLISHED else None
    if found is None:
        raise NotDone(Sentence("There is no published edition %(id)s.", id=str(edition_id)))
    return found


def _mapped(path: Path) -> Mapped:
    try:
        return Mapped.read(json.loads(path.read_text("utf-8")))
    except (ValueError, RecursionError) as unread:
        raise NotDone(Sentence("%(file)s cannot be read.", file=path.name)) from unread
