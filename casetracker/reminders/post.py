"""Sending one letter by SMTP; the library for it is loaded when the first letter leaves."""

from __future__ import annotations

from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app

from casetracker.reminders.letter import Letter


def is_configured() -> bool:
    """Is there a mail server to send through?"""
    return bool(current_app.config["MAIL_SERVER"])


def post(letter: Letter, address: str, known_as: str) -> None:
    """Hand it to the mail server; raises OSError or an SMTP error where that does not take it.

    `known_as` makes the message's id: the same letter handed over twice is one letter to whoever sorts them.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    library = import_module("flask_mailman")
    connection = library.Mail(app).get_connection(backend="smtp")
    sender = app.config["MAIL_FROM"]
    headers = {"Message-ID": f"<{known_as}@{_host(app, sender)}>", "Auto-Submitted": "auto-generated"}
    message = library.EmailMultiAlternatives(
        letter.subject, letter.text, sender, [address], connection=connection, headers=headers
    )
    message.attach_alternative(letter.html, "text/html")
    _open(connection)
    try:
        message.send()
    finally:
        connection.close()


def _open(connection: Any) -> None:
    """As the library does it, but with the server's certificate checked, which it leaves out for STARTTLS."""
    starts_tls, username = connection.use_tls, connection.username
    connection.use_tls, connection.username = False, ""
    connection.open()
    if starts_tls:
        connection.connection.starttls(context=connection.ssl_context)
    if username:
        connection.connection.login(username, connection.password)


def _host(app: Flask, sender: str) -> str:
    return urlsplit(app.config["SITE_URL"]).hostname or sender.rpartition("@")[2].strip("> ") or "localhost"
