"""What changed in a figure since a time: each change with its entry and its case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from casetracker.indicators.catalogue import Indicator
from casetracker.indicators.changing import Change, changes
from casetracker.kit.db import db
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.kit.tables import Column, Table
from casetracker.ledger.models import Dossier, EntryRow
from casetracker.reports.question import Question
from casetracker.reports.reading import read_past_moment

AT_ONCE = 500
WHAT = {"added": _l("came"), "withdrawn": _l("went")}
FACTS = {
    "case.opened": _l("Case opened"),
    "case.open": _l("Case open"),
    "case.closed": _l("Case closed"),
    "case.reopened": _l("Case reopened"),
    "case.resolved": _l("Case resolved"),
    "case.unresolved": _l("Case no longer resolved"),
    "case.contacted": _l("First step"),
    "case.overdue": _l("Follow-up overdue"),
    "case.silent": _l("No activity"),
    "case.told_due": _l("Client to be told"),
    "case.told_unsafe": _l("Client not to be contacted"),
    "breach.recorded": _l("Breach recorded"),
    "breach.resolved": _l("Breach resolved"),
    "breach.reopened": _l("Breach reopened"),
    "breach.confirmed": _l("Resolution confirmed"),
    "breach.closed": _l("Breach ended with its case"),
    "breach.ended": _l("Breach ended without a resolution"),
    "resolution.checked": _l("Resolution looked at again"),
    "relief.money": _l("Money returned or secured"),
    "review.done": _l("Quality review"),
    "fields.required": _l("Fields required"),
    "fields.filled": _l("Fields filled"),
    "case.outside": _l("First contact outside"),
    "case.outside_apart": _l("First contact outside, consent not asked"),
    "step.taken": _l("Step taken"),
    "step.attempt": _l("Attempt at a remedy"),
}


@dataclass(frozen=True)
class Changed:
    """One change as it is shown: what came or went, of which case, by which entry."""

    change: Change
    reference: str
    seq: int | None
    entry_kind: str

    @property
    def fact(self) -> str:
        """What kind of fact it is, in the reader's language."""
        return str(FACTS.get(self.change.kind, self.change.kind))

    @property
    def what(self) -> str:
        """Did it come or go?"""
        return str(WHAT[self.change.what])

    @property
    def entry(self) -> str:
        """The entry by its number in the case."""
        return _("entry %(number)s", number=self.seq) if self.seq else str(self.change.entry_id)

    @property
    def day(self) -> date:
        """The day it counts for."""
        return self.change.day


def read_since(text: str, question: Question) -> datetime | None:
    """The time after which changes are asked for; None when none is given. NotAMoment: unreadable, or to come."""
    if not text.strip():
        return None
    return read_past_moment(text, question.programme.timezone, question.today)


def changed_since(question: Question, key: str, since: int | datetime) -> list[Changed]:
    """Every change since, in order, of cases that the reader may open."""
    found = changes(
        key, programme_id=question.programme.id, period=question.period, since=since, scope=question.scope,
        filters=question.filters,
    )  # fmt: skip
    references = _references({change.unit_id for change in found})
    entries = _entries({change.entry_id for change in found})
    return [
        Changed(change, references.get(change.unit_id, ""), *entries.get(change.entry_id, (None, "")))
        for change in found
    ]


def as_table(question: Question, indicator: Indicator, since: datetime, found: list[Changed]) -> Table:
    """The changes as a table, for the command line."""
    columns = (
        Column("recorded", _("Recorded"), "date"), Column("change", _("Came or went")), Column("fact", _("Fact")),
        Column("day", _("Day"), "date"), Column("case", _("Case")), Column("entry", _("Entry"), "int"),
        Column("entry_id", _("Entry (code)")), Column("kind", _("Fact (code)")), Column("what", _("Change (code)")),
    )  # fmt: skip
    rows = [
        (each.change.recorded_at, each.what, each.fact, each.day, each.reference, each.seq,
         str(each.change.entry_id), each.change.kind, each.change.what)
        for each in found
    ]  # fmt: skip
    filters = {"period": question.period.label(), "since": since.isoformat(timespec="seconds")}
    return Table(f"{indicator.key} {indicator.title}", columns, rows, filters=filters, n=len(found))


def _references(ids: set[UUID]) -> dict[UUID, str]:
    return {
        id: reference or ""
        for some in _pieces(ids)
        for id, reference in db.session.execute(select(Dossier.id, Dossier.reference).where(Dossier.id.in_(some)))
    }


def _entries(ids: set[UUID]) -> dict[UUID, tuple[int, str]]:
    columns = select(EntryRow.id, EntryRow.seq, EntryRow.kind)
    return {
        id: (seq, kind)
        for some in _pieces(ids)
        for id, seq, kind in db.session.execute(columns.where(EntryRow.id.in_(some)))
    }


def _pieces(ids: set[UUID]) -> list[list[UUID]]:
    wanted = sorted(ids)
    return [wanted[at : at + AT_ONCE] for at in range(0, len(wanted), AT_ONCE)]
