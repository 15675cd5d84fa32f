"""The same table by every way out: page, CSV, XLSX, JSON, command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import html5lib
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import update

from casetracker.accounts.models import User
from casetracker.kit.db import db, transaction
from casetracker.reports.commands import changes_command, count_command
from tests.people import Browser

HTML = "{http://www.w3.org/1999/xhtml}"
PERIOD = ("2026-01", "2026-06")


def address(key: str, by: Sequence[str], end: str = "") -> str:
    """The page of a figure, or its file."""
    names = dict(zip(("by", "then"), by, strict=False)) or {"by": ""}
    return f"/numbers/{key}{end}?{urlencode({'from': PERIOD[0], 'to': PERIOD[1], **names})}"


def speak(username: str, locale: str) -> None:
    """They read this language from now on."""
    with transaction():
        db.session.execute(update(User).where(User.code == username).values(locale=locale))


def tables_of(page: str) -> list[list[list[str]]]:
    """The rows of every table of a page, heading first."""
    root = html5lib.parse(page)
    return [
        [["".join(cell.itertext()).strip() for cell in row if cell.tag in (f"{HTML}th", f"{HTML}td")]
         for row in table.iter(f"{HTML}tr")]
        for table in root.iter(f"{HTML}table")
    ]  # fmt: skip


@dataclass
class Outlets:
    """A figure asked for in every way."""

    browser: Browser
    key: str
    by: tuple[str, ...]
    locale: str = "en"
    user: str = "marta"

    def page(self) -> list[list[str]]:
        """The table of the page, as text; with two breakdowns the one that is like the files."""
        answer = self.browser.get(address(self.key, self.by))
        assert answer.status_code == 200, answer.text
        return tables_of(answer.text)[-1]

    def file(self, suffix: str) -> bytes:
        """A file of it."""
        answer = self.browser.get(address(self.key, self.by, f"/table.{suffix}"))
        assert answer.status_code == 200
        return answer.data

    def json(self) -> dict[str, Any]:
        """The JSON."""
        found: dict[str, Any] = json.loads(self.file("json"))
        return found

    def csv(self) -> list[list[str]]:
        """The rows of the CSV, heading first."""
        return rows_of_csv(self.file("csv"))

    def xlsx(self) -> list[list[Any]]:
        """The rows of the workbook, heading first."""
        book = load_workbook(io.BytesIO(self.file("xlsx")), read_only=True)
        return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]

    def command(self, form: str) -> bytes:
        """The command line."""
        return counted(self.browser.app, self.key, self.by, form, self.locale, ["--as-user", self.user])


def rows_of_csv(data: bytes) -> list[list[str]]:
    """The rows before the blank line."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    return rows[: rows.index([])]


def counted(app: Flask, key: str, by: Sequence[str] = (), form: str = "table", language: str = "en",
            more: Sequence[str] = ()) -> bytes:  # fmt: skip
    """What `casetracker count` prints."""
    asked = [key, "--programme", "health", "--from", PERIOD[0], "--to", PERIOD[1], "--language", language]
    for name in by:
        asked += ["--by", name]
    done = app.test_cli_runner().invoke(count_command, [*asked, "--format", form, *more])
    assert done.exit_code == 0, done.output
    return done.stdout_bytes


def changes(app: Flask, key: str, since: str, *more: str) -> dict[str, Any]:
    """What `casetracker changes` prints as JSON."""
    asked = [key, "--programme", "health", "--from", PERIOD[0], "--to", PERIOD[1], "--since", since]
    done = app.test_cli_runner().invoke(changes_command, [*asked, "--format", "json", *more])
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout_bytes)
    return found
