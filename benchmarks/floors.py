"""Floors: the same work with nothing around it, measured in the same run."""

from __future__ import annotations

import csv
import io
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select, text

from benchmarks.browser import Reader
from benchmarks.measure import cpu_ms
from casetracker.kit.db import db
from casetracker.places.models import TeamPlace


def argon() -> float:
    """One hash at the parameters of the sign-in."""
    hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
    return cpu_ms(lambda: hasher.hash("x"), 3)


def commit() -> float:
    """One row in a WAL database with synchronous=FULL."""
    path = Path(tempfile.mkdtemp()) / "floor.db"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode=wal")
    connection.execute("pragma synchronous=full")
    connection.execute("create table t (id integer primary key, words text)")

    def one() -> None:
        connection.execute("begin immediate")
        connection.execute("insert into t (words) values (?)", ("x" * 300,))
        connection.execute("commit")

    return cpu_ms(one, 200)


def page() -> float:
    """A Flask view that renders a list of fifty."""
    app = Flask("floor")
    app.add_url_rule("/", "index", lambda: "<ul>" + "".join(f"<li>{n}" for n in range(50)))
    client = app.test_client()
    return cpu_ms(lambda: client.get("/"), 50)


def sql(app: Flask) -> float:
    """The year's resolutions counted by one statement."""
    first = (date.today() - timedelta(days=364)).isoformat()  # noqa: DTZ011
    statement = text("select count(*) from fact where programme_id = 1 and kind = 'breach.resolved' and day >= :first")
    with app.app_context():
        found = cpu_ms(lambda: db.session.execute(statement, {"first": first}).scalar(), 5)
        db.session.remove()
    return found


def a_place(app: Flask) -> str:
    """A facility that Ana's team serves."""
    with app.app_context():
        return db.session.scalars(select(TeamPlace.place).where(TeamPlace.team == "equipa-1").limit(1)).one()


def export(reader: Reader, path: str, kind: str) -> tuple[int, float]:
    """(rows, CPU milliseconds) of one export through the page."""
    began = time.process_time()
    data = reader.client.get(path, buffered=True).data
    ms = (time.process_time() - began) * 1000
    if kind == "csv":
        return data.count(b"\n"), ms
    rows = reader.client.get(path.replace(".xlsx", ".csv"), buffered=True).data.count(b"\n")
    return rows, ms


def writer(kind: str) -> float:
    """Rows a CPU second of the writer alone."""
    row = ["HEAMOZ-26-00001", "2026-06-01", "MED-STOCK", "resolved_full", "2", "dialogue_dir", "CS-X", 12]
    count = 20000
    began = time.process_time()
    if kind == "csv":
        out = csv.writer(io.StringIO())
        for _ in range(count):
            out.writerow(row)
    else:
        book = xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True})
        sheet = book.add_worksheet()
        for number in range(count):
            sheet.write_row(number, 0, row)
        book.close()
    return count / (time.process_time() - began)


def start() -> float:
    """Python with Flask imported."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import flask, sqlalchemy"], check=True)
    return time.perf_counter() - began
