"""Where this room meets the room of cases: the letters that can be written, on the case page."""

from __future__ import annotations

from uuid import UUID

from flask import render_template
from markupsafe import Markup

from casetracker.accounts.permissions import can
from casetracker.accounts.reader import Reader
from casetracker.cases.actions.common import preset_of
from casetracker.cases.forms.base import running
from casetracker.cases.ladder import Proposal
from casetracker.cases.panels import CASE_PANELS, case_of_page
from casetracker.cases.queries import CaseFile, Naming
from casetracker.cases.queries.rungs import next_rungs
from casetracker.kit.panels import Panel
from casetracker.kit.sentences import gettext as _
from casetracker.reports.letters.kinds import KINDS, kind_for


def letters_of_case(reader: Reader, case_id: UUID) -> Panel | None:
    """A link for each kind of letter, and the receipt; none for who may not write in this case."""
    case = case_of_page(reader, case_id)
    if case is None or not can(reader, "case.write", case.programme.id):
        return None
    kinds, name = KINDS if running(case.state) else {}, Naming(case.programme.id)
    drawn = render_template(
        "reports/letters_panel.html", case_id=case_id, kinds=kinds, name=name, proposed=_proposed(case) if kinds else ()
    )
    return Panel(_("Letters and paper"), Markup(drawn))  # noqa: S704 - our own template, escaped there


def _proposed(case: CaseFile) -> list[tuple[str, Proposal]]:
    """Of the rungs that come next, those that begin with a letter, and its kind."""
    rungs, preset = next_rungs(case), preset_of(case.programme)
    found = [(kind_for(preset, one.remedy), one) for one in rungs.proposals] if rungs else []
    return [(kind, one) for kind, one in found if kind]


def init_app() -> None:
    """Join them, once."""
    CASE_PANELS.add(letters_of_case)
