"""Keeping what is recorded: verify, rebuild, backup, restore, keys."""

from __future__ import annotations

import time
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from casetracker import config
from casetracker.cli.restoring import settings_with_keys
from casetracker.kit import backup as backups
from casetracker.kit import keyfile, migrating
from casetracker.kit.archive import Damaged
from casetracker.kit.sealing import Keyring, new_key
from casetracker.kit.sentences import speaking
from casetracker.kit.serving import InUse, stopped
from casetracker.ledger import keybackup
from casetracker.ledger.keys import keys as data_keys
from casetracker.ledger.rebuilding import rebuild as rebuild_rows
from casetracker.ledger.verifying import verify as verify_ledger

FILE = click.Path(path_type=Path, dir_okay=False)


class Progress:
    """A line on the error output every two seconds: what, how many of how many."""

    def __init__(self) -> None:
        self.said_at = time.monotonic()

    def __call__(self, what: str, done: int, total: int) -> None:
        if time.monotonic() - self.said_at >= 2:
            self.said_at = time.monotonic()
            click.echo(f"{what}: {done:,} of {total:,}", err=True)


def _needs_a_database() -> None:
    if not migrating.up_to_date():
        raise click.ClickException("There is no database of this release here yet: start with casetracker up.")


@click.command("verify")
@with_appcontext
def verify() -> None:
    """Compare everything with how it was sealed; name the first bad entry and end with 1 where it is not."""
    _needs_a_database()
    report = verify_ledger(Progress())
    counts = f"{report.dossiers:,} dossiers, {report.entries:,} entries, {report.facts:,} facts"
    counts += f", {report.openings:,} openings"
    if report.good:
        click.echo(f"Everything stands as it was sealed: {counts}.")
        return
    with speaking("en"):  # the command line speaks English throughout
        told = [str(finding.sentence) for finding in report.findings]
    for sentence in told:
        click.echo(sentence)
    if report.more:
        click.echo(f"... and {report.more:,} more.")
    raise click.ClickException(f"Not as it was sealed ({counts}). First: {told[0]}")


@click.command("rebuild")
@click.option(
    "--facts", is_flag=True, help="Also remake the facts of dossiers whose facts are not what their entries give."
)
@click.option("--search", is_flag=True, help="Also empty the index of words first, and write it anew.")
@with_appcontext
def rebuild(facts: bool, search: bool) -> None:
    """Remake from the entries what is derived from them: the rows that pages query, and who may open what."""
    _needs_a_database()
    mended = rebuild_rows(Progress(), facts=facts, search=search)
    for name in mended:
        click.echo(f"Facts remade: {name}")
    click.echo("Rebuilt.")


@click.command("backup")
@click.argument("file", type=FILE)
@with_appcontext
def backup(file: Path) -> None:
    """Save the database to FILE, also while it is served."""
    _needs_a_database()
    try:
        backups.write(current_app._get_current_object(), file)  # type: ignore[attr-defined]
    except (backups.ToolMissing, Damaged) as problem:
        raise click.ClickException(str(problem)) from problem
    click.echo(f"Saved to {file}.")
    click.echo("The keys are not in it. Save the data keys with casetracker backup-keys, to another place, and keep a")
    click.echo("copy of keys.toml in a third: without them nobody can read the words in this backup.")


@click.command("backup-keys")
@click.argument("file", type=FILE)
@with_appcontext
def backup_keys(file: Path) -> None:
    """Save the data keys of all dossiers to FILE, wrapped by the master keys."""
    keybackup.write(data_keys(), file)
    click.echo(f"Saved to {file}. Keep it apart from the backup of the database, and delete it after 35 days:")
    click.echo("a key destroyed by an erasure lives on in it. The master keys (keys.toml) are not in it.")


@click.command("restore-keys")
@click.argument("file", type=FILE)
@click.option("--however-old", is_flag=True, help="Take a backup of more than 35 days: it may undo erasures.")
def restore_keys(file: Path, however_old: bool) -> None:
    """Put back data keys that are missing here; destroyed ones stay destroyed."""
    settings = settings_with_keys()
    try:
        count = keybackup.restore(settings["KEYS_FILE"], settings["KEYRING"], file, however_old=however_old)
    except (Damaged, keybackup.TooOld) as problem:
        raise click.ClickException(f"{problem} Nothing was touched.") from problem
    click.echo(f"{count:,} keys put back.")


@click.group("keys")
def keys() -> None:
    """The keys of this instance."""


@keys.command("rotate")
@click.option(
    "--drop-old", is_flag=True, help="Remove the older master keys: backups of data keys made before will not open."
)
@with_appcontext
def rotate(drop_old: bool) -> None:
    """Make a new master key and wrap every data key anew; words and chains are untouched."""
    try:
        with stopped(current_app.config["INSTANCE"]):
            _rotate(drop_old)
    except InUse as problem:
        raise click.ClickException(f"{problem} A running server does not know the new key.") from problem
    click.echo("Save a copy of keys.toml, and a new backup of the data keys. Then start again.")


def _rotate(drop_old: bool) -> None:
    ring, file = data_keys().keyring, config.instance_folder() / keyfile.NAME
    masters = list(ring.masters.values())
    if not current_app.config["MASTER_KEYS"]:
        masters = [new_key(), *masters]
        keyfile.write(file, masters, ring.head)
    data_keys().keyring = Keyring.of(masters, ring.head)
    count = data_keys().rewrap()
    if drop_old and not current_app.config["MASTER_KEYS"]:
        keyfile.write(file, masters[:1], ring.head)
    click.echo(f"{count:,} data keys are wrapped by the master key {data_keys().keyring.first} now.")
