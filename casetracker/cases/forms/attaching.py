"""Forms for a file of a case: one to add, with its limit said beforehand, one to withdraw."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage

from casetracker.cases import actions
from casetracker.cases.forms.base import CaseForm, Ids
from casetracker.cases.queries import CaseFile
from casetracker.cases.state import Attachment
from casetracker.kit.files import Fit
from casetracker.kit.files.media import ENDINGS, MEDIA, in_megabytes
from casetracker.kit.forms import LineField, Required, UploadField, ValidationError
from casetracker.ledger.entries import Author
from casetracker.ledger.kinds import Refused

ACCEPT = ",".join([*ENDINGS, *(media.mimetype for media in MEDIA.values())])


class AttachForm(CaseForm):
    """One file, chosen or photographed on the spot, and a line that says what it is."""

    title, button, done = _l("Add a file"), _l("Add it"), _l("The file is added.")
    photo = UploadField(_l("Take a photo"), accept="image/*", camera=True)
    file = UploadField(_l("Or choose a file"), accept=ACCEPT)
    caption = LineField(_l("What it shows"), most=200)
    fit: Fit | None = None
    problem: Any = None

    def offer(self) -> None:
        """Say how large it may be before anybody sends it."""
        most = in_megabytes(current_app.config["MAX_UPLOAD_BYTES"])
        self.photo.description = _("At most %(most)s MB. Place and camera are taken out of it.", most=most)
        self.file.description = _(
            "At most %(most)s MB: photo or scan (JPEG, PNG, WebP), PDF, Word document (DOCX) or sound (MP3, M4A, OGG, "
            "WAV).", most=most,
        )  # fmt: skip

    def examine(self) -> None:
        """Look into the file, before the ledger is held; what is wrong with it is said when the form is taken."""
        came = self._came()
        if len(came) == 1:
            try:
                self.fit = actions.examined(came[0].filename or "", came[0].stream)
            except Refused as refused:
                self.problem = refused

    @property
    def too_large(self) -> bool:
        """Was it refused for its size?"""
        most: int = current_app.config["MAX_UPLOAD_BYTES"]
        return any(one.stream.seek(0, 2) > most for one in self._came())

    def validate_photo(self, field: UploadField) -> None:
        """What is wrong with a photo is said beside it."""
        if self._came() == [field.data]:
            self._judge()

    def validate_file(self, field: UploadField) -> None:
        """Exactly one, and it may be kept."""
        if not self.photo.data or field.data:
            self._judge()

    def _judge(self) -> None:
        if len(self._came()) > 1:
            raise ValidationError(_("Send one file at a time."))
        if self.problem is not None:
            raise ValidationError(str(self.problem.problems["file"]))
        if self.fit is None:
            raise ValidationError(_("Take a photo or choose a file."))

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        """Keep it in the case."""
        assert self.fit is not None
        actions.attach(
            by=by, programme=case.programme, case_id=case.id, name=self.fit.name, content=self.fit,
            caption=self.caption.data or "", entry_id=new_id("file"),
        )  # fmt: skip

    def _came(self) -> list[FileStorage]:
        return [field.data for field in (self.photo, self.file) if field.data]


class WithdrawFileForm(CaseForm):
    """A file that does not belong here."""

    title, button, done = _l("Withdraw a file"), _l("Withdraw it"), _l("The file is withdrawn.")
    why = LineField(_l("Why"), [Required(_l("Say why it is withdrawn."))], most=300)

    def act(self, case: CaseFile, file: Attachment, by: Author, new_id: Ids) -> None:
        """It is no longer shown or handed out."""
        actions.withdraw_file(
            by=by, programme=case.programme, case_id=case.id, file=file.id, why=self.why.data or "",
            entry_id=new_id("withdrawn"),
        )  # fmt: skip
