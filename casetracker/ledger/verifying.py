"""Is everything as it was sealed? Ticks, dossiers, openings, walked in order in constant memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from casetracker.kit.db import db
from casetracker.kit.saying import Sentence
from casetracker.ledger import heads
from casetracker.ledger.findings import Finding
from casetracker.ledger.models import Dossier, EntryRow, FactRow, Opening, Programme
from casetracker.ledger.openings import first_bad_opening
from casetracker.ledger.verifying_aliases import alias_findings
from casetracker.ledger.verifying_codes import code_findings
from casetracker.ledger.verifying_dossiers import dossier_findings
from casetracker.ledger.verifying_files import file_findings
from casetracker.ledger.verifying_ticks import tick_findings
from casetracker.ledger.verifying_unreadable import UNREADABLE, is_of_a_value, unreadable_findings

MOST = 200
Progress = Callable[[str, int, int], None]
_besides: list[Callable[[], Iterable[Finding]]] = []


def besides(look: Callable[[], Iterable[Finding]]) -> None:
    """Have something looked at that a room keeps beside its entries, and that an entry vouches for."""
    if look not in _besides:
        _besides.append(look)


@dataclass
class Report:
    """What a verification found; the findings in the order in which they should be read."""

    dossiers: int = 0
    entries: int = 0
    facts: int = 0
    openings: int = 0
    findings: list[Finding] = field(default_factory=list)
    more: int = 0
    """findings beyond the first ones"""

    @property
    def good(self) -> bool:
        return not self.findings

    def add(self, found: Iterable[Finding]) -> None:
        """Keep the first findings, count the others."""
        for finding in found:
            if len(self.findings) < MOST:
                self.findings.append(finding)
            else:
                self.more += 1


def verify(progress: Progress = lambda what, done, total: None) -> Report:
    """Walk everything. The head files are read first: the database may be ahead of them, never behind."""
    db.session.rollback()
    ids = list(db.session.scalars(select(Programme.id).order_by(Programme.id)))
    anchors = {programme_id: heads.read(heads.head_file(programme_id)) for programme_id in ids}
    _one_moment()
    report = Report(dossiers=_count(Dossier), entries=_count(EntryRow), facts=_count(FactRow), openings=_count(Opening))
    try:
        _walk(report, anchors, progress)
    except DatabaseError:
        db.session.rollback()
        report.add([Finding(Sentence("The file of the database is damaged and cannot be read to its end: restore."))])
    report.findings.sort(key=lambda finding: finding.order)
    db.session.rollback()
    return report


def _walk(report: Report, anchors: dict[int, list[heads.Anchor]], progress: Progress) -> None:
    try:
        for programme in db.session.scalars(select(Programme).order_by(Programme.id)).all():
            report.add(tick_findings(programme, anchors.get(programme.id, []), progress))
            report.add(code_findings(programme))
            report.add(alias_findings(programme))
        report.add(dossier_findings(report.dossiers, progress))
        report.add(file_findings(progress))
        for look in _besides:
            report.add(look())
    except UNREADABLE as error:
        if not is_of_a_value(error):
            raise
        report.add(unreadable_findings())
        if report.good:
            raise
    try:
        bad = first_bad_opening()
    except UNREADABLE as error:
        if not is_of_a_value(error):
            raise
        report.add([Finding(Sentence("A value in an opening cannot be read."))])
    else:
        what = Sentence("Opening %(number)s is not as it was recorded, or is missing.", number=bad)
        report.add([Finding(what)] if bad is not None else [])


def _one_moment() -> None:
    """See one moment of the database throughout, while others go on writing."""
    db.session.rollback()
    if db.engine.dialect.name == "postgresql":
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _count(model: type[Dossier] | type[EntryRow] | type[FactRow] | type[Opening]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0
