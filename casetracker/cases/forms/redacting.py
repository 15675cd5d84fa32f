"""The form that takes a sentence out of one entry for good."""

from __future__ import annotations

from uuid import UUID

from casetracker.cases.forms.base import Ids
from casetracker.cases.forms.mending import OnEntry
from casetracker.cases.queries import CaseFile
from casetracker.kit.forms import Required, WordsField
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.entries import Author
from casetracker.ledger.redacting import redact


class RedactForm(OnEntry):
    """Words that should never have been written down: they go, a mark and a reason stay."""

    slug, title, button = "redact", _l("Take words out"), _l("Take them out for good")
    needs = "case.verify"
    done = _l("The words are gone; the file says that they were taken out, by whom and why.")
    sentence = WordsField(
        _l("The words to take out"), [Required()], rows=3, description=_l("Copy them exactly as they stand above.")
    )
    why = WordsField(_l("Why"), [Required()], rows=2, description=_l("Without repeating the words."))

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        redact(
            by=by, programme=case.programme, dossier_id=case.id, entry=UUID(str(self.entry.data)),
            sentence=self.sentence.data or "", why=self.why.data or "", entry_id=new_id("redacted"),
        )  # fmt: skip
