"""Drawing a letter from its template, and making it: a step, with the letter attached as DOCX and PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import render_template

from casetracker.cases import actions
from casetracker.cases.forms.base import Ids
from casetracker.kit.paper import pdf
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import speaking
from casetracker.ledger.entries import Author
from casetracker.reports.letters.asked import Around, Asked, labelled, values_of
from casetracker.reports.letters.blocks import Block, blocks_of
from casetracker.reports.letters.filling import fill
from casetracker.reports.letters.kinds import KINDS, WAITS
from casetracker.reports.letters.templates import template_for


@dataclass(frozen=True)
class Drawn:
    """A letter as it will be sent, and the same drawn as blocks."""

    asked: Asked
    title: str
    word: bytes
    blocks: list[Block]

    def paper(self) -> bytes:
        """The PDF of the same paragraphs. NotDone where this machine cannot draw one."""
        with speaking(self.asked.language):
            page = render_template(
                "paper/letter.html", blocks=self.blocks, language=self.asked.language, title=self.title
            )
        return pdf(page)


def draw(asked: Asked, around: Around) -> Drawn:
    """The letter on its template."""
    template = template_for(around.case.programme, asked.kind, asked.remedy, asked.language)
    word = fill(template, values_of(asked, around))
    with speaking(asked.language):
        title = _("Letter %(reference)s", reference=around.reference)
    return Drawn(asked, title, word, blocks_of(word))


def make(drawn: Drawn, paper: bytes, around: Around, *, by: Author, due: date | None, new_id: Ids) -> None:
    """Record the step and keep the letter, in the running transaction. Refused as `take_step` and `attach` refuse."""
    asked, case = drawn.asked, around.case
    kind = labelled(KINDS, asked.kind, asked.language)
    actions.take_step(
        by=by, programme=case.programme, case_id=case.id, on=asked.on, breaches=asked.breaches, remedy=asked.remedy,
        institution=asked.institution, what=f"{kind}: {asked.subject} ({around.reference})", due=due,
        turn="institution" if asked.kind in WAITS else None, entry_id=new_id("step"),
    )  # fmt: skip
    for ending, content in (("docx", drawn.word), ("pdf", paper)):
        actions.attach(
            by=by, programme=case.programme, case_id=case.id, on=asked.on, made_by_us=True, caption=asked.subject,
            name=f"{around.reference.replace('/', '-')}.{ending}", content=content, entry_id=new_id(ending),
        )  # fmt: skip
