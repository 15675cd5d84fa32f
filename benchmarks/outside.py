"""The service seen from outside: how heavy a first visit is, how soon it answers, how much memory it takes."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

NEEDED = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def weight(app: Flask) -> tuple[int, int]:
    """(bytes over the line, requests) of the sign-in page with all it needs, for a browser that reads brotli."""
    client = app.test_client()
    accept = {"Accept-Encoding": "br, gzip"}
    page = client.get("/sign-in", headers=accept)
    plain = client.get("/sign-in").data.decode()
    total, count = len(page.data), 1
    for path in sorted(set(NEEDED.findall(plain))):
        total += len(client.get(path, headers=accept, buffered=True).data)
        count += 1
    return total, count


@contextmanager
def serving(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], str, float]]:
    """(process, address, seconds to the first answer) of `casetracker up` on a folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).parent / "casetracker"), "up", "--port", str(port)]
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env={**os.environ, "CASETRACKER_INSTANCE": str(folder)}, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        while time.perf_counter() - began < 60:
            try:
                urllib.request.urlopen(address + "/sign-in").read()
                break
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.02)
        yield process, address, time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(20)


def first_answer(folder: Path) -> float:
    """Seconds from the command to the first page: the best of three."""

    def once() -> float:
        with serving(folder) as (_, _, seconds):
            return seconds

    return min(once() for _ in range(3))


def pss(pid: int) -> float:
    """Proportional set size in MB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def memory(folder: Path) -> tuple[float, float]:
    """(MB at rest, MB after 300 pages)."""
    with serving(folder) as (process, address, _):
        at_rest = pss(process.pid)
        for _ in range(300):
            urllib.request.urlopen(address + "/sign-in").read()
        return at_rest, pss(process.pid)
