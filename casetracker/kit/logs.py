"""Logs as JSON lines: when, how bad, what, which address by its rule; never a word that a person typed."""

from __future__ import annotations

import json
import logging
import sys
import time
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, g, request

FIELDS = ("event", "method", "rule", "status", "ms", "user", "count", "programme")


class JsonLines(logging.Formatter):
    """One JSON object a line. Of an exception its type and place are kept, not its message: it may quote words."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if "event" not in line:
            line["event"] = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = record.exc_info[0].__name__
            line["trace"] = _places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=str)


def _places(trace: Any) -> list[str]:
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return found[-12:]


class Quiet(logging.StreamHandler[Any]):
    """A full disk or a closed pipe never breaks the request that wanted to log."""

    def handleError(self, record: logging.LogRecord) -> None:
        return


def _answered(response: Response) -> Response:
    began = g.get("began")
    logging.getLogger("casetracker.requests").info(
        "request",
        extra={
            "method": request.method,
            "rule": request.url_rule.rule if request.url_rule else "none",
            "status": response.status_code,
            "ms": round((time.perf_counter() - began) * 1000, 1) if began else None,
        },
    )
    return response


def _began() -> None:
    g.began = time.perf_counter()


def init_app(app: Flask) -> None:
    """Log every request by its rule (never its address or query), everything as JSON lines on standard error."""
    handler = Quiet(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(app.config["LOG_LEVEL"])
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    logging.getLogger("alembic").setLevel(logging.WARNING)  # before it is first imported, when it speaks
    if not app.testing:
        app.before_request(_began)
        app.after_request(_answered)
