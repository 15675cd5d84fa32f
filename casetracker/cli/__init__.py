"""`casetracker`: the command line, on Flask's own; every command is a door to the same actions as the pages."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click
from flask.cli import FlaskGroup

from casetracker.app import create_app
from casetracker.cli import keeping
from casetracker.cli.beginning import demo, init, programme
from casetracker.cli.serving import up
from casetracker.intake.commands import import_group
from casetracker.kit.keyfile import KeysUnreadable
from casetracker.kit.sealing import KeyMissing
from casetracker.ledger.guarding import DataKeysMissing
from casetracker.presets import PresetError
from casetracker.reports import commands as figures


class Commands(FlaskGroup):
    """The group; what keeps the application from starting is said in one sentence, and nothing is started."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run one command; exit 2 with a sentence where the application cannot start."""
        try:
            return super().main(args, *rest, **extra)
        except (KeyMissing, KeysUnreadable, DataKeysMissing, PresetError, FileNotFoundError) as error:
            click.echo(str(error), err=True)
            sys.exit(2)


group = Commands(
    name="casetracker",
    create_app=create_app,
    add_default_commands=False,
    add_version_option=False,
    load_dotenv=False,
    set_debug_flag=False,
    help="Case files of grassroots justice: logged, followed, counted.",
)
for command in (up, init, programme, demo, import_group, *keeping.COMMANDS, *figures.COMMANDS):
    group.add_command(command)


def main() -> None:
    """The console script."""
    group.main(prog_name="casetracker")
