"""`make bench`: every line of the speed budget that exists so far, at SIZE cases."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from benchmarks import floors
from benchmarks.browser import Reader
from benchmarks.measure import Line, cpu_ms
from benchmarks.multiply import multiply
from benchmarks.outside import first_answer, memory, weight
from casetracker.app import create_app
from casetracker.demo.play import play_year
from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.kit.migrating import upgrade
from casetracker.ledger.models import Dossier, Programme

SIZE = int(os.environ.get("SIZE", "10000"))


def shown(what: str, done: int, total: int) -> None:
    """How far it is, on standard error."""
    if done >= total or (sys.stderr.isatty() and done % 1000 < 100):
        print(f"\r{what}: {done:,} of {total:,}   ", end="\n" if done >= total else "", file=sys.stderr, flush=True)


def prepare(app: Flask) -> None:
    """The synthetic year, multiplied to SIZE."""
    with app.app_context():
        upgrade(app)
        if db.session.scalar(select(Programme.id)) is None:
            until = clock.today("Africa/Maputo") - timedelta(days=1)
            play_year(seed="1", until=until, progress=lambda d, t: shown("the synthetic year, deeds", d, t))
        multiply(1, SIZE, lambda d, t: shown("copied in bulk, cases", d, t))


def cycles(app: Flask) -> Iterator[Line]:
    """What people do all day, through the real pages."""
    sql, page = floors.sql(app), floors.page()
    yield Line("sign in, 3 requests", cpu_ms(lambda: Reader(app, "ana"), 5), "ms CPU", floors.argon(), "one argon2", 60)
    ana, rosa = Reader(app, "ana"), Reader(app, "rosa")
    place, today = floors.a_place(app), date.today().isoformat()  # noqa: DTZ011 - the machine's own day
    case = {
        "told_on": today, "place": place, "types": ["MED-STOCK"], "narrative": "A farmácia não tem o xarope.",
        "channel": "walk_in", "client_kind": "individual", "name": "Celeste", "consents": ["record"], "sex": "f",
    }  # fmt: skip
    floor = floors.commit()
    yield Line(
        "create one case: GET, POST, page",
        cpu_ms(lambda: ana.send("/cases/new", case), 20),
        "ms CPU",
        floor,
        "a row committed",
        15,
    )
    made = ana.send("/cases/new", case)
    step = {
        "on": today,
        "breaches": ["1"],
        "remedy": "dialogue_dir",
        "institution": "facility_dir",
        "result": "waiting",
    }
    for _ in range(29):
        ana.send(f"{made}/step", step)
    yield Line(
        "a step on a case with 30 entries: GET, POST, page",
        cpu_ms(lambda: ana.send(f"{made}/step", step), 4, 2),
        "ms CPU",
        floor,
        "a row committed",
        15,
    )
    for what, reader, path, budget in (
        ("my day", ana, "/day", 5), ("case list, first page", rosa, "/cases", 5),
        ("case list, filtered and sorted", rosa, "/cases?state=in_progress&sort=due", 5),
        ("open a case", ana, made, 5), ("the coordinator's page", rosa, "/team", 5),
    ):  # fmt: skip
        yield Line(what, cpu_ms(lambda r=reader, p=path: r.get(p), 10), "ms CPU", page, "a bare Flask page", budget)  # type: ignore[misc]
    marta = Reader(app, "marta")
    yield from searches(marta, page)
    yield Line("dashboard, a year", cpu_ms(lambda: marta.get("/numbers"), 5), "ms CPU", sql, "one bare count", 10)
    year = f"from={(date.today() - timedelta(days=364)).isoformat()}&to={today}"  # noqa: DTZ011
    yield Line(
        "figure by month and type, a year",
        cpu_ms(lambda: marta.get(f"/numbers/R01?{year}&by=month&by=type"), 3),
        "ms CPU",
        sql,
        "one bare count",
        150,
    )
    for kind, budget in (("csv", 45000), ("xlsx", 12000)):
        rows, ms = floors.export(marta, f"/numbers/R01/open/rows.{kind}?{year}", kind)
        yield Line(
            f"export of a year's resolutions, {kind} ({rows:,} rows)",
            rows / ms * 1000,
            "rows/CPU s",
            floors.writer(kind),
            f"{kind} alone",
            budget,
            more_is_better=True,
        )


def searches(reader: Reader, page: float) -> Iterator[Line]:
    """A word over all cases: in a hundredth of them, in one, in a name by its sound."""
    log_a_case(reader)
    for what, text, budget in (
        ("search a word, rare", f"volume{SIZE // 3:06d}", 6), ("search a word, in 1 % of cases", "lote37", 10),
        ("search a name by its sound", "makwakwa", 6), ("search a name by its beginning", "macu", 6),
    ):  # fmt: skip
        ask = reader.asking("/search", {"text": text})
        yield Line(what, cpu_ms(ask, 10), "ms CPU", page, "a bare Flask page", budget)


def log_a_case(reader: Reader) -> None:
    """A client with a name that nobody else has."""
    today = date.today().isoformat()  # noqa: DTZ011 - the machine's own day
    case = {
        "told_on": today, "place": floors.a_place(reader.client.application), "types": ["MED-STOCK"], "narrative": "-",
        "channel": "walk_in", "client_kind": "individual", "name": "Olga Macuácua", "consents": ["record"], "sex": "f",
    }  # fmt: skip
    reader.send("/cases/new", case)


def main() -> None:
    """Prepare, measure, print."""
    kept = os.environ.get("BENCH_FOLDER")
    folder = Path(kept or tempfile.mkdtemp(prefix="casetracker-bench-"))
    app = create_app(folder, {"LOG_LEVEL": "ERROR"})
    began = time.perf_counter()
    prepare(app)
    with app.app_context():
        cases = len(db.session.scalars(select(Dossier.id).where(Dossier.kind == "case")).all())
    print(f"{cases:,} cases in {folder} ({time.perf_counter() - began:.0f} s to make)", flush=True)
    for line in cycles(app):
        print(line.text(), flush=True)
    print(
        Line(
            "first visit, all it needs, compressed",
            weight(app)[0] / 1024,
            "KB",
            None,
            f"{weight(app)[1]} requests, 6 at most",
            45,
        ).text()
    )
    print(Line("start to first answer", first_answer(folder), "s", floors.start(), "python and flask", 1.5).text())
    at_rest, after = memory(folder)
    print(Line("memory at rest (PSS), whole service", at_rest, "MB", None, "", 100).text())
    print(Line("memory after 300 pages", after, "MB", None, "", 160).text())


if __name__ == "__main__":
    main()
