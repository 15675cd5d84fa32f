"""A DHIS2 server as far as it takes data values: what is new it imports, what is equal it ignores."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Server(ThreadingHTTPServer):
    """`kept` the values by their identifiers; `closed` org units that it does not know; `old`: answers unwrapped."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.kept: dict[tuple[str, ...], str] = {}
        self.heard: list[tuple[str, dict[str, str], Any]] = []
        self.closed: set[str] = set()
        self.old = False
        self.raw: tuple[int, bytes, dict[str, str]] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """One address, one verb."""

    server: Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.heard.append((self.path, dict(self.headers), body))
        if self.server.raw is not None:
            return self.answer(*self.server.raw)
        if self.headers["Authorization"] != "ApiToken d2pat_good":
            return self.answer(401, b'{"httpStatus":"Unauthorized","httpStatusCode":401,"status":"ERROR"}', {})
        summary = self.taken(body)
        wrapped = {"httpStatus": "OK", "httpStatusCode": 200, "status": summary["status"], "response": summary}
        code = 409 if summary["conflicts"] and not self.server.old else 200
        return self.answer(code, json.dumps(summary if self.server.old else wrapped).encode(), {})

    def do_GET(self) -> None:
        self.server.heard.append((self.path, dict(self.headers), None))
        self.answer(200, b"{}", {})

    def taken(self, body: dict[str, Any]) -> dict[str, Any]:
        count = {"imported": 0, "updated": 0, "ignored": 0, "deleted": 0}
        conflicts = []
        for at, one in enumerate(body["dataValues"]):
            unit = one.get("orgUnit", body.get("orgUnit"))
            key = (one["dataElement"], one.get("period", body.get("period")), unit, one.get("categoryOptionCombo", ""))
            if unit in self.server.closed:
                conflicts.append({"object": unit, "objects": {"orgUnit": unit}, "value": "Org unit not found",
                                  "errorCode": "E7612", "property": "orgUnit", "indexes": [at]})  # fmt: skip
            before = self.server.kept.get(key)
            what = (
                "ignored"
                if unit in self.server.closed or before == one["value"]
                else "updated"
                if before
                else "imported"
            )
            count[what] += 1
            if unit not in self.server.closed:
                self.server.kept[key] = one["value"]
        status = "WARNING" if conflicts else "SUCCESS"
        return {"responseType": "ImportSummary", "status": status, "importCount": count, "conflicts": conflicts,
                "dataSetComplete": body.get("completeDate", "false")}  # fmt: skip

    def answer(self, code: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(code)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        """Silence."""


@contextmanager
def running() -> Iterator[Server]:
    """The server while it is needed."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()
