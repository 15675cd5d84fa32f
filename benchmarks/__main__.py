"""`make bench`: every line of the speed budget that exists so far, at SIZE cases."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from benchmarks import floors
from benchmarks.browser import Reader
from benchmarks.measure import Line, cpu_ms
from benchmarks.multiply import multiply
from benchmarks.names import fresh_name
from benchmarks.outside import first_answer, memory, weight
from casetracker.app import create_app
from casetracker.demo.play import play_year
from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.kit.migrating import upgrade
from casetracker.ledger.models import Dossier, Programme

SIZE = int(os.environ.get("SIZE", "10000"))
STEP = {
    "breaches": ["1"], "remedy": "dialogue_dir", "institution": "facility_dir", "result": "waiting",
}  # fmt: skip


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
    yield Line("sign in, 3 requests", cpu_ms(lambda: Reader(app, "ana"), 5), "ms CPU", floors.argon(), "one argon2", 60)
    ana, page = Reader(app, "ana"), floors.page()
    yield from writes(ana)
    yield from reads(app, ana, page)
    marta = Reader(app, "marta")
    yield from searches(marta, page)
    yield from figures(marta, floors.sql(app))
    yield from exports(marta)


def writes(ana: Reader) -> Iterator[Line]:
    """Logging a case, and a step in a long one."""
    floor, told = floors.commit(), "A farmácia não tem o xarope."
    create = cpu_ms(lambda: ana.send("/cases/new", a_case(ana, fresh_name(), told)), 20)
    yield Line("create one case: GET, POST, page", create, "ms CPU", floor, "a row committed", 15)
    path = long_case(ana)
    step = cpu_ms(lambda: ana.send(f"{path}/step", STEP | {"on": today()}), 4, 2)
    yield Line("a step on a case with 30 entries: GET, POST, page", step, "ms CPU", floor, "a row committed", 15)


def reads(app: Flask, ana: Reader, page: float) -> Iterator[Line]:
    """The pages that are opened most."""
    rosa = Reader(app, "rosa")
    for what, reader, path in (
        ("my day", ana, "/day"), ("case list, first page", rosa, "/cases"),
        ("case list, filtered and sorted", rosa, "/cases?state=in_progress&sort=due"),
        ("open a case", ana, long_case(ana)), ("the coordinator's page", rosa, "/team"),
    ):  # fmt: skip
        took = cpu_ms(lambda r=reader, p=path: r.get(p), 10)  # type: ignore[misc]
        yield Line(what, took, "ms CPU", page, "a bare Flask page", 5)


def figures(marta: Reader, sql: float) -> Iterator[Line]:
    """The funder's numbers of a year."""
    crossed = f"/numbers/R01?{a_year()}&by=month&by=type"
    for what, path, times, budget in (
        ("dashboard, a year", "/numbers", 5, 10), ("figure by month and type, a year", crossed, 3, 150),
    ):  # fmt: skip
        took = cpu_ms(lambda p=path: marta.get(p), times)  # type: ignore[misc]
        yield Line(what, took, "ms CPU", sql, "one bare count", budget)


def exports(marta: Reader) -> Iterator[Line]:
    """The rows behind a year's number, as files."""
    for kind, budget in (("csv", 45000), ("xlsx", 12000)):
        rows, ms = floors.export(marta, f"/numbers/R01/open/rows.{kind}?{a_year()}", kind)
        what, alone = f"export of a year's resolutions, {kind} ({rows:,} rows)", floors.writer(kind)
        yield Line(what, rows / ms * 1000, "rows/CPU s", alone, f"{kind} alone", budget, more_is_better=True)


def today() -> str:
    """The machine's own day."""
    return date.today().isoformat()  # noqa: DTZ011


def a_year() -> str:
    """The year that ends today, as an address asks for it."""
    return f"from={(date.fromisoformat(today()) - timedelta(days=364)).isoformat()}&to={today()}"


def a_case(reader: Reader, name: str, narrative: str) -> dict[str, Any]:
    """What is typed for a new case of somebody with this name."""
    return {
        "told_on": today(), "place": floors.a_place(reader.client.application), "types": ["MED-STOCK"],
        "narrative": narrative, "channel": "walk_in", "client_kind": "individual", "name": name,
        "consents": ["record"], "sex": "f",
    }  # fmt: skip


def long_case(ana: Reader) -> str:
    """The address of a new case with thirty entries."""
    path = ana.send("/cases/new", a_case(ana, fresh_name(), "A farmácia não tem o xarope."))
    for _ in range(29):
        ana.send(f"{path}/step", STEP | {"on": today()})
    return path


def searches(reader: Reader, page: float) -> Iterator[Line]:
    """A word over all cases: in one, in a hundredth of them; a name of many, by its sound and by its beginning, which
    like the second fills the page: their names are unsealed and put on record."""
    reader.send("/cases/new", a_case(reader, f"{fresh_name()} Macuácua", "-"))
    for what, text, budget in (
        ("search a word, rare", f"volume{SIZE // 3:06d}", 6), ("search a word, in 1 % of cases", "lote37", 10),
        ("search a name by its sound", "makwakwa", 10), ("search a name by its beginning", "macu", 10),
    ):  # fmt: skip
        ask = reader.asking("/search", {"text": text})
        yield Line(what, cpu_ms(ask, 10), "ms CPU", page, "a bare Flask page", budget)


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
