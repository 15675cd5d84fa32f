"""`casetracker`: the command line, on Flask's own; every command is a door to the same actions as the pages."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click
from flask.cli import FlaskGroup

from casetracker.app import create_app
from casetracker.cli.refusing import sentence_of

WHERE = {
    "up": "casetracker.cli.serving:up",
    "init": "casetracker.cli.first:init",
    "programme": "casetracker.cli.beginning:programme",
    "demo": "casetracker.cli.beginning:demo",
    "import": "casetracker.intake.commands:import_group",
    "verify": "casetracker.cli.keeping:verify",
    "rebuild": "casetracker.cli.keeping:rebuild",
    "backup": "casetracker.cli.keeping:backup",
    "restore": "casetracker.cli.restoring:restore",
    "backup-keys": "casetracker.cli.keeping:backup_keys",
    "restore-keys": "casetracker.cli.keeping:restore_keys",
    "keys": "casetracker.cli.keeping:keys",
    "jobs": "casetracker.reminders.commands:jobs",
    "review": "casetracker.cli.reviewing:review",
    "count": "casetracker.reports.commands:count_command",
    "report": "casetracker.reports.packs.commands:report_command",
    "dhis2": "casetracker.reports.packs.sending:dhis2_command",
    "disclosure": "casetracker.indicators.commands:disclosure",
    "changes": "casetracker.reports.commands:changes_command",
}
"""each command is loaded when it is asked for: `up` waits for nothing that only an import needs"""


class Commands(FlaskGroup):
    """The group; what keeps the application from starting is said in one sentence, and nothing is started."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands by name."""
        return sorted(WHERE)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """One of them, loaded now."""
        module, _colon, command = WHERE.get(name, "").partition(":")
        return getattr(import_module(module), command) if module else None

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Run one command; exit 2 with a sentence where the application cannot start."""
        try:
            return super().main(args, *rest, **extra)
        except Exception as error:
            if (sentence := sentence_of(error)) is None:
                raise
            click.echo(sentence, err=True)
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


def main() -> None:
    """The console script."""
    group.main(prog_name="casetracker")
