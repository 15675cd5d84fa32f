"""/healthz: is the program up, and can it reach its databases? Says nothing else."""

from __future__ import annotations

from flask import Flask, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from casetracker.kit.db import db


def answer() -> Response:
    """200 with {"status": "ok"}, or 503 where a database does not answer."""
    try:
        for engine in db.engines.values():
            with engine.connect() as connection:
                connection.execute(text("select 1"))
    except SQLAlchemyError:
        response = jsonify(status="the database does not answer")
        response.status_code = 503
        return response
    return jsonify(status="ok")


def init_app(app: Flask) -> None:
    """Add the address; it is for machines and needs no reader."""
    app.add_url_rule("/healthz", "healthz", answer)
