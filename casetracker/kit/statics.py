"""Static files under an address that changes with their content, kept for a year by the browser."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from flask import Flask, send_from_directory
from werkzeug.wrappers import Response

YEAR = 365 * 24 * 3600


def version_of(folder: Path) -> str:
    """One digest over all files: modules import each other by relative address, so they change theirs together."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def init_app(app: Flask, folder: Path) -> None:
    """Serve `folder` at /static/<version>/; `url_for("static", filename=...)` knows the version."""
    version = version_of(folder)

    def static(version: str, filename: str) -> Response:
        response = send_from_directory(folder, filename, max_age=YEAR)
        response.direct_passthrough = False
        response.make_sequence()  # whole in memory, so that it is compressed
        current = version == app.extensions["casetracker.statics"]
        response.cache_control.public = True
        response.cache_control.immutable = current
        if not current:  # a page still open from before an upgrade: give it the file, let nobody keep it
            response.cache_control.max_age = 0
        return response

    def with_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static":
            values.setdefault("version", version)

    app.extensions["casetracker.statics"] = version
    app.add_url_rule("/static/<version>/<path:filename>", "static", static)
    app.url_defaults(with_version)
