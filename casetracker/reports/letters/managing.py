"""Forms of who runs a programme: what stands on its paper, and templates of its own."""

from __future__ import annotations

from flask import current_app

from casetracker.cases.forms import offers
from casetracker.cases.forms.base import CaseForm
from casetracker.kit.files import TooLarge, Unfit, taken
from casetracker.kit.forms import CodedRadios, CodedSelect, LineField, Required, UploadField, ValidationError
from casetracker.kit.languages import NAMES
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.kit.sentences import said
from casetracker.ledger.models import Programme
from casetracker.reports.letters.kinds import KINDS
from casetracker.reports.letters.letterhead import Letterhead

DOCX = ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class HeadForm(CaseForm):
    """Name, phone and address on letters and receipts."""

    name = LineField(_l("Name of the organisation"), [Required()], most=150)
    phone = LineField(_l("Phone on letters and receipts"), most=40)
    address = LineField(_l("Address"), most=200)
    town = LineField(_l("Town in which letters are dated"), most=80)

    def head(self) -> Letterhead:
        """As typed."""
        return Letterhead(*(str(field.data or "") for field in (self.name, self.phone, self.address, self.town)))


class TemplateForm(CaseForm):
    """A Word document of the organisation's own, for one kind of letter or one remedy."""

    kind = CodedRadios(_l("Kind of letter"), [Required()])
    remedy = CodedSelect(_l("Only for"), blank=_l("Every letter of this kind"))
    language = CodedRadios(_l("Language of the letter"), [Required()])
    file = UploadField(_l("Word document (DOCX)"), accept=DOCX)
    word = b""

    def offer(self, programme: Programme) -> None:
        """The codes to choose from."""
        self.kind.offer(KINDS)
        self.language.offer(NAMES)
        offers.remedies(self.remedy, programme)

    def validate_file(self, field: UploadField) -> None:
        """A whole DOCX without macros, known by its content."""
        if not field.data:
            raise ValidationError(_("Choose a file."))
        try:
            fit = taken(field.data.filename or "", field.data.read(), current_app.config["MAX_UPLOAD_BYTES"])
        except TooLarge as large:
            raise ValidationError(_("This file is too large.")) from large
        except Unfit as unfit:
            raise ValidationError(str(said(unfit.sentence))) from unfit
        if fit.media != "docx":
            raise ValidationError(_("A template is a Word document (DOCX)."))
        self.word = fit.content
