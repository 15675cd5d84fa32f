"""The real beginning: the first manager, programme and places, asked for one by one, made all at once or not at all."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from casetracker.accounts import passwords
from casetracker.accounts.actions import create_user, grant_role, username_refusal
from casetracker.accounts.models import User
from casetracker.accounts.reader import OPERATOR
from casetracker.cli.beginning import say_refused
from casetracker.kit.db import db, transaction
from casetracker.kit.migrating import upgrade
from casetracker.kit.saying import Sentence
from casetracker.kit.typed import LINE, refusal, tidy
from casetracker.ledger.entries import MACHINE
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.programmes import key_refusal, new_programme
from casetracker.places.actions import open_place
from casetracker.presets import available

LEVELS = ("province", "district", "facility")
Judge = Callable[[str], Sentence | None]


@click.command()
@click.option("--preset", help="Which preset the programme begins from.")
@click.option("--key", help="Key of the programme.")
@click.option("--name", help="Name of the programme, as readers see it.")
@click.option("--manager", help="User name of the first manager.")
@click.option("--manager-name", help="Their name.")
@click.option("--language", type=click.Choice(["pt", "en"]), help="Their language.")
@click.option("--password-file", type=click.File("r"), help="A file whose first line is their password; - reads it.")
@click.option("--province", help="First province; - for none.")
@click.option("--district", help="First district; - for none.")
@click.option("--facility", help="First facility; - for none.")
@with_appcontext
def init(**given: Any) -> None:
    """Begin for real: the first manager, the first programme, the first places. What is not given is asked."""
    upgrade(current_app._get_current_object())  # type: ignore[attr-defined]
    if db.session.scalar(select(User.id).limit(1)):
        click.echo("There are accounts in this instance already. Managers add others on the page “People”.", err=True)
        sys.exit(2)
    begin_for_real(**given)


def begin_for_real(**given: Any) -> None:
    """Ask for what was not given, each answer until it can be taken; then make it all, or nothing."""
    told = _programme(given) | _manager(given)
    places = [_asked(given.get(level), f"  First {level} (- for none)", _any_line, default="-") for level in LEVELS]
    try:
        with transaction():
            begun = new_programme(by=MACHINE, key=told["key"], preset=told["preset"], name=told["name"])
            user = create_user(
                by=OPERATOR, username=told["manager"], name=told["manager_name"], locale=told["language"],
                password=told["password"],
            )  # fmt: skip
            grant_role(by=OPERATOR, user_id=user.id, programme_id=begun.id, role="manager")
            _first_places(begun, places)
    except Refused as error:
        say_refused(error)
    click.echo(f"Begun: {told['manager']} can sign in.")
    click.echo(f"More places: casetracker import places FILE --programme {told['key']} --map MAP")


def _programme(given: dict[str, Any]) -> dict[str, str]:
    click.echo("The first programme")
    presets = click.Choice(available())
    preset = given.get("preset") or click.prompt("  Preset", type=presets, default="general")
    usual = str(preset).replace("_", "-")[:30]
    return {
        "preset": presets.convert(preset, None, None),
        "key": _asked(given.get("key"), "  Key (small letters, digits, - or _)", key_refusal, default=usual),
        "name": _asked(given.get("name"), "  Name, as readers see it", _a_line),
    }


def _manager(given: dict[str, Any]) -> dict[str, str]:
    click.echo("The first manager")
    username = _asked(given.get("manager"), "  User name", username_refusal)
    name = _asked(given.get("manager_name"), "  Name", _a_line)
    language = given.get("language") or click.prompt("  Language", type=click.Choice(["pt", "en"]), default="pt")
    file = given.get("password_file")
    password = _asked(
        file.readline().rstrip("\r\n") if file else None, f"  Password ({passwords.SHORTEST} letters or more)",
        lambda text: passwords.complaint(text, username, name), hide_input=True, confirmation_prompt=True,
    )  # fmt: skip
    return {"manager": username, "manager_name": name, "language": language, "password": password}


def _asked(given: str | None, question: str, judge: Judge, **how: Any) -> str:
    """The answer that was given beforehand, or one that is asked for again until it can be taken."""

    def taken(text: str) -> str:
        answer = text if how.get("hide_input") else tidy(text, lines=False)
        if sentence := judge(answer):
            raise click.BadParameter(str(sentence), param_hint=question.strip())
        return answer

    return taken(given) if given is not None else str(click.prompt(question, value_proc=taken, **how))


def _any_line(text: str) -> Sentence | None:
    return refusal(text, LINE)


def _a_line(text: str) -> Sentence | None:
    return _any_line(text) if text else Sentence("Write something here.")


def _first_places(begun: Programme, names: list[str]) -> None:
    parent: str | None = None
    for level, name in zip(LEVELS, names, strict=True):
        if name in ("", "-"):
            break
        parent = open_place(by=MACHINE, programme=begun, name=name, level=level, parent=parent).code
