"""Nothing acknowledged is lost: writers log cases over HTTP while the server is killed again and again.

`python -m benchmarks.kills [--postgres] [--creates 2000] [--kills 20] [--writers 8]` ends with 1 where an acknowledged
case is missing or doubled, or where verify finds anything.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import select

from benchmarks.names import fresh_name
from benchmarks.world import PASSWORD, begin
from casetracker.app import create_app
from casetracker.kit.db import db
from casetracker.ledger.models import Dossier
from casetracker.ledger.verifying import verify

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
PROBLEM = re.compile(r'<a href="#[^"]*"[^>]*>([^<]+)</a>')
CASE = re.compile(r"/cases/([0-9a-f-]{36})")


@dataclass
class Server:
    """`casetracker up`, killed and started again on the same port."""

    environment: dict[str, str]
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait for its first answer."""
        if not self.port:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self.port = probe.getsockname()[1]
        command = [str(Path(sys.executable).parent / "casetracker"), "up", "--no-demo", "--port", str(self.port)]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, env=self.environment, stdout=quiet, stderr=quiet, stdin=quiet)
        for _ in range(1200):
            try:
                http.client.HTTPConnection("127.0.0.1", self.port, timeout=5).request("GET", "/healthz")
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the server does not start")

    def kill(self) -> None:
        """As if the power went, for the program at least."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@dataclass
class Run:
    """What was acknowledged, by nonce."""

    server: Server
    creates: int
    acknowledged: dict[str, str] = field(default_factory=dict)
    strange: Counter[str] = field(default_factory=Counter)
    repeats: int = 0
    cookie: str = ""
    token: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)
    numbers: int = 0

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str, str]:
        """(status, text, location, cookie) of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        body = urllib.parse.urlencode(form) if form else None
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        found = (answer.headers.get("Set-Cookie") or "").split(";")[0]
        connection.close()
        return answer.status, text, answer.headers.get("Location") or "", found

    def sign_in(self) -> None:
        """One session for all writers; it outlives the server."""
        status, text, _, cookie = self.ask("GET", "/sign-in")
        self.cookie = cookie
        token = TOKEN.search(text)
        assert token, f"no form on the sign-in page ({status})"
        form = {"csrf_token": token[1], "username": "ana", "password": PASSWORD, "whole": "1"}
        status, text, _, cookie = self.ask("POST", "/sign-in", form)
        assert status == 303 or status == 302, f"not signed in: {status}"
        self.cookie = cookie or self.cookie
        found = TOKEN.search(self.ask("GET", "/cases/new")[1])
        assert found, "no intake form"
        self.token = found[1]

    def write(self) -> None:
        """Log cases until there are enough; a form without an answer is sent again as it was."""
        while (form := self.next_form()) is not None:
            tries = 0
            while True:
                try:
                    status, text, location, _ = self.ask("POST", "/cases/new", form)
                except (OSError, http.client.HTTPException):
                    tries += 1
                    time.sleep(0.05)
                    continue
                with self.lock:
                    self.repeats += tries > 0
                    case = CASE.search(location)
                    if status == 303 and case:
                        self.acknowledged[form["nonce"]] = case[1]
                    else:
                        self.strange[f"{status} {' '.join(PROBLEM.findall(text))[:120]}"] += 1
                break

    def next_form(self) -> dict[str, str] | None:
        """The intake form as Ana fills it in, under a number of its own."""
        with self.lock:
            if self.numbers >= self.creates:
                return None
            self.numbers += 1
        return {
            "csrf_token": self.token, "nonce": str(uuid4()), "told_on": time.strftime("%d/%m/%Y"),
            "place": "centro-de-saude-de-lionde", "types": "MED-STOCK", "narrative": f"Kept word {self.numbers}.",
            "channel": "walk_in", "client_kind": "individual", "consents": "record", "consent_method": "oral",
            "name": fresh_name(), "sex": "f", "whole": "1",
        }  # fmt: skip


def killings(run: Run, kills: int) -> None:
    """Kill the server evenly over the creates, each time somewhere else in its work."""
    for number in range(1, kills + 1):
        while len(run.acknowledged) + run.strange.total() < run.creates * number // (kills + 1):
            time.sleep(0.005)
        run.server.kill()
        run.server.start()
        print(f"  kill {number}: {len(run.acknowledged):,} acknowledged", flush=True)


def judge(run: Run, folder: Path, url: str) -> bool:
    """Every acknowledged case is there, once, and everything stands as it was sealed."""
    app = create_app(folder, {"DATABASE_URL": url})
    with app.app_context():
        present = set(db.session.scalars(select(Dossier.id).where(Dossier.kind == "case")))
        wanted = Counter(UUID(case) for case in run.acknowledged.values())
        missing, doubled = set(wanted) - present, len(wanted) != len(run.acknowledged)
        extra = len(present) - len(wanted)
        report = verify()
    print(f"acknowledged {len(run.acknowledged):,}; sent again {run.repeats}; other answers {dict(run.strange)}")
    print(f"missing {len(missing)}; one case under two numbers: {doubled}; cases nobody was told of {extra}")
    for finding in report.findings[:5]:
        print(f"  {finding.sentence}")
    print("verify passes" if report.good else "VERIFY FAILS")
    return not missing and not doubled and not extra and report.good and not run.strange


def main() -> None:
    """Run it and say how it ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--creates", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--postgres", action="store_true", help="on the machine's own PostgreSQL")
    asked = parser.parse_args()
    url = ""
    if asked.postgres:
        from tests import postgres

        postgres.announce()
        url = postgres.address("postgres")
    try:
        with tempfile.TemporaryDirectory(prefix="kills-") as place:
            good = attempt(asked, Path(place), url)
    finally:
        if asked.postgres:
            postgres.stop()
    sys.exit(0 if good else 1)


def attempt(asked: argparse.Namespace, folder: Path, url: str) -> bool:
    """One run on a fresh instance."""
    begin(folder, url)
    server = Server({**os.environ, "CASETRACKER_INSTANCE": str(folder), "CASETRACKER_DATABASE_URL": url})
    server.start()
    run = Run(server, asked.creates)
    run.sign_in()
    began = time.monotonic()
    writers = [threading.Thread(target=run.write) for _ in range(asked.writers)]
    killer = threading.Thread(target=killings, args=(run, asked.kills))
    for thread in (*writers, killer):
        thread.start()
    for thread in (*writers, killer):
        thread.join()
    print(f"{asked.creates:,} creates, {asked.writers} writers, {asked.kills} kills: {time.monotonic() - began:.0f} s")
    server.kill()
    return judge(run, folder, url)


if __name__ == "__main__":
    main()
