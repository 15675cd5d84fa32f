"""`casetracker up`: bring the instance up to date, fill an empty one with the synthetic year, serve."""

from __future__ import annotations

import gc
import socket
from dataclasses import dataclass

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from casetracker.cli.beginning import fill_with_demo
from casetracker.cli.first import begin_for_real
from casetracker.demo.world import PASSWORD as SHOWN
from casetracker.demo.world import SIGN_INS
from casetracker.kit.db import db
from casetracker.kit.migrating import upgrade
from casetracker.kit.serving import serving
from casetracker.kit.spool import seal_what_waits
from casetracker.ledger import attachments
from casetracker.ledger.erasure import catch_up
from casetracker.ledger.models import Programme
from casetracker.reminders.ticking import ticking


def demonstration() -> bool:
    """Is there a synthetic programme in this instance?"""
    return bool(db.session.scalar(select(Programme.id).where(Programme.synthetic).limit(1)))


@click.command()
@click.option("--no-demo", is_flag=True, help="Do not fill an empty database with the synthetic year.")
@click.option("--host", default=None, help="Address to serve on; CASETRACKER_HOST, else 127.0.0.1.")
@click.option(
    "--port", default=None, type=click.IntRange(1, 65_535), help="Port to serve on; CASETRACKER_PORT, else 5000."
)
@with_appcontext
def up(no_demo: bool, host: str | None, port: int | None) -> None:
    """Bring everything up and serve it."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    where = Address(host or app.config["HOST"], port or app.config["PORT"])
    where.check()
    upgrade(app)
    catch_up()
    attachments.sweep()
    if not db.session.scalar(select(Programme.id).limit(1)):
        if no_demo:
            begin_for_real()
        else:
            fill_with_demo(seed="1", until=None, times=1)
    if demonstration():
        show_sign_ins(app)
    db.session.remove()
    click.echo(f"casetracker is at {where}  (Ctrl+C stops it)")
    serve(app, where)


@dataclass(frozen=True)
class Address:
    """Where it is served."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"http://[{self.host}]:{self.port}" if ":" in self.host else f"http://{self.host}:{self.port}"

    def check(self) -> None:
        """ClickException where nothing can be served here: found out before a year is made, not after."""
        try:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
            for family, kind, _protocol, _name, at in found:
                with socket.socket(family, kind) as trial:
                    trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                    trial.bind(at)
        except (OSError, UnicodeError) as error:
            why = getattr(error, "strerror", None) or "this is no address"
            raise click.ClickException(
                f"Nothing can be served at {self}: {why}. Choose another with HOST and PORT (--host, --port)."
            ) from error


def show_sign_ins(app: object) -> None:
    """On the terminal and on the sign-in page, in demonstration mode only."""
    config = current_app.config
    config["DEMONSTRATION"] = True
    config["DEMONSTRATION_SIGN_INS"] = [
        {"username": name, "password": SHOWN, "role": role} for name, _, role in SIGN_INS
    ]  # fmt: skip
    click.echo("Demonstration with synthetic data. Sign in with:")
    for name, _, role in SIGN_INS:
        click.echo(f"  {name:8} {SHOWN:28} {role}")


def serve(app: Flask, where: Address) -> None:
    """Waitress: whole requests only, several threads, one process."""
    from waitress import create_server

    seal_what_waits()
    server = create_server(app, host=where.host, port=where.port, threads=current_app.config["THREADS"], ident=None)
    gc.collect()
    gc.freeze()  # what a start has loaded stays: the collector need not walk it with every request
    with serving(app.config["INSTANCE"]), ticking(app):
        server.run()
