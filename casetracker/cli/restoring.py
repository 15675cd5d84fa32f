"""`casetracker restore`: a backup in the place of what is there, with everything that must follow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from flask import Flask
from sqlalchemy import delete, inspect, select

from casetracker import config
from casetracker.accounts.models import ResetCode, SignInSession
from casetracker.app import create_app
from casetracker.kit import backup, keyfile, migrating
from casetracker.kit.archive import Damaged
from casetracker.kit.db import db, desk_transaction
from casetracker.kit.serving import InUse, stopped
from casetracker.ledger import erasure, heads
from casetracker.ledger.models import LedgerHead, Opening, Programme
from casetracker.ledger.openings import HEADS

BEFORE = "before-restore.backup"
NOTHING = heads.Anchor(0, bytes(32))


def settings_with_keys() -> dict[str, Any]:
    """The settings of the instance and its keys, which must be there: fresh ones open nothing."""
    folder = config.instance_folder()
    file = folder / keyfile.NAME
    if not file.exists():
        raise click.ClickException(
            f"{file} is not there: put the copy of keys.toml in place first. Nothing was touched."
        )
    settings = config.flask_config(folder)
    return settings | {"KEYRING": keyfile.keyring(folder, settings["MASTER_KEYS"])}


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def restore(file: Path) -> None:
    """Put the backup FILE in the place of this instance's database, which must be stopped or empty."""
    settings = settings_with_keys()
    app = create_app(settings["INSTANCE"])
    try:
        with app.app_context(), stopped(settings["INSTANCE"]):
            _restore(app, file)
    except (Damaged, InUse, backup.ToolMissing) as problem:
        raise click.ClickException(f"Not restored, nothing was touched: {problem}") from problem


def _restore(app: Flask, file: Path) -> None:
    kept = Path(app.config["INSTANCE"]) / BEFORE if _holds_something() else None
    manifest = backup.restore(app, file, kept)
    if kept is not None:
        click.echo(f"What was here is saved in {kept}; delete it when it is no longer needed.")
    migrating.upgrade(app)
    follow()
    click.echo(f"Restored as it was on {manifest.made_at:%Y-%m-%d %H:%M} UTC. Everybody has to sign in again.")


def _holds_something() -> bool:
    tables = inspect(db.engine).has_table(Programme.__tablename__)
    found = tables and db.session.scalar(select(Programme.id).limit(1)) is not None
    db.session.remove()
    return found


def follow() -> None:
    """What must follow a restore: the head files accept it, old sessions end, what was erased since is erased again."""
    stand = {str(row.programme_id): heads.Anchor(row.tick, row.head) for row in db.session.scalars(select(LedgerHead))}
    last = db.session.scalars(select(Opening).order_by(Opening.seq.desc()).limit(1)).first()
    stand[HEADS] = heads.Anchor(last.seq, last.chain) if last else NOTHING
    for name in stand.keys() | heads.names():
        heads.accept(heads.head_file(name), stand.get(name, NOTHING))
    db.session.remove()
    with desk_transaction() as desk:
        desk.execute(delete(SignInSession))
        desk.execute(delete(ResetCode))
    again = erasure.catch_up()
    if again:
        click.echo(f"{again:,} dossiers erased since are erased again.")
