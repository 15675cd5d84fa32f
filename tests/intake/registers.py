"""A small register of our own: who brings it in, and what the programme says of it afterwards."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from casetracker.cases.fold import fold
from casetracker.cases.state import CaseState
from casetracker.indicators.counting import count
from casetracker.intake.cases import import_cases
from casetracker.intake.tally import Tally
from casetracker.kit.db import db
from casetracker.kit.periods import Period
from casetracker.ledger.entries import MACHINE, Author
from casetracker.ledger.models import Dossier, Programme
from casetracker.ledger.rows import entries_of
from tests.intake.writing import a_map, spreadsheet

HEAD = "No,Date,End,Problem,Result,Reason,Office,District,Clinic,Story,Who,Sex,Age,Worker\n"
WATER = "1,2025-03-04,2025-03-20,Water,full,Mended,Town hall,Chokwé,Lionde,No water for a week,Amélia,f,34,\n"
ROADS = "2,2025-04-01,,Roads,,,,Chokwé,,,,,,\n"
LIGHT = "3,2025-03,2025-05-02,Light,none,,,,,,,,,\n"
COLUMNS = {
    "reference": "No", "opened": "Date", "closed": "End", "type": "Problem", "outcome": "Result",
    "closure_reason": "Reason", "institution": "Office", "district": "District", "facility": "Clinic",
    "narrative": "Story", "name": "Who", "sex": "Sex", "age": "Age", "worker": "Worker",
}  # fmt: skip
OUTCOMES = {"full": "resolved_full", "part": "resolved_partial", "none": "not_resolved"}


def bring(programme: Programme, folder: Path, text: str, by: Author = MACHINE, **options: Any) -> Tally:
    """Feed the register in, new codes and all."""
    rules = a_map(
        folder, only_columns=True, columns=COLUMNS, language="pt", values={"outcome": OUTCOMES},
        cases={"closing": "as_the_outcome_says"},
    )  # fmt: skip
    path = spreadsheet(folder, text, name="register.csv")
    given = {"new_codes": True, "failed": folder / "failed.csv", **options}
    return import_cases(programme, path, rules, by=by, **given)


def reasons(folder: Path) -> str:
    """What the file of rows given back says."""
    return (folder / "failed.csv").read_text("utf-8-sig")


def case_ids(programme: Programme) -> list[UUID]:
    """Every case, the first one first."""
    where = (Dossier.programme_id == programme.id, Dossier.kind == "case")
    return list(db.session.scalars(select(Dossier.id).where(*where).order_by(Dossier.reference)))


def states(programme: Programme) -> list[CaseState]:
    """Every case as its entries tell it."""
    return [fold(entries_of(one, words=True)) for one in case_ids(programme)]


def number(programme: Programme, key: str, first: str = "2025-01-01", last: str = "2025-12-31") -> Any:
    """The headline number of an indicator."""
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    return count(key, programme_id=programme.id, period=period).value
