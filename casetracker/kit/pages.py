"""What templates may ask beside languages: does this page exist, where is the next one, which version is this."""

from __future__ import annotations

from flask import Flask, current_app

from casetracker import __version__
from casetracker.kit.paging import turn_to


def is_endpoint(name: str) -> bool:
    """A link is drawn only to a page that exists: rooms come one after another."""
    return name in current_app.view_functions


def init_app(app: Flask) -> None:
    """Hand them to Jinja."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.tests["endpoint"] = is_endpoint
    app.jinja_env.globals.update(turn_to=turn_to, version=__version__)
