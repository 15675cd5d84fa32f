"""Fields for what a person types: bounded, normalised, and without the characters no database keeps."""

from __future__ import annotations

from typing import Any

from wtforms import Field, Form, PasswordField, StringField, TextAreaField
from wtforms.validators import StopValidation, ValidationError

from casetracker.kit.sentences import gettext as _
from casetracker.kit.typed import LINE, TEXT, keepable, refusal, tidy

SECRET = 1_000


class Required:
    """Something must be given; the sentence may be the form's own."""

    field_flags = {"required": True}

    def __init__(self, sentence: Any = "") -> None:
        self.sentence = sentence

    def __call__(self, form: Form, field: Field) -> None:
        if field.errors and field.raw_data and any(str(raw).strip() for raw in field.raw_data):
            raise StopValidation  # it was given and could not be read: one sentence is enough
        if field.data is None or field.data in ("", [], ()):
            field.errors = []
            raise StopValidation(str(self.sentence) or _("This is needed: %(label)s", label=str(field.label.text)))


class _Words(StringField):
    """Shared by one line and several; `data` is never None."""

    lines = False
    drawn_as = "line"

    def __init__(self, label: Any = None, validators: list[Any] | None = None, *, most: int = LINE, **kw: Any):
        super().__init__(label, validators, **kw)
        self.most = most

    def process_data(self, value: Any) -> None:
        self.data = "" if value is None else str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = tidy(str(valuelist[0]), lines=self.lines)

    def pre_validate(self, form: Any) -> None:
        if sentence := refusal(self.data or "", self.most):
            raise ValidationError(str(sentence))


class LineField(_Words):
    """One line of at most `most` letters."""


class WordsField(_Words, TextAreaField):
    """Several lines of at most `most` letters."""

    lines = True
    drawn_as = "words"

    def __init__(
        self, label: Any = None, validators: list[Any] | None = None, *, most: int = TEXT, rows: int = 5, **kw: Any
    ):
        super().__init__(label, validators, most=most, **kw)
        self.rows = rows


class SecretField(PasswordField):
    """A password: taken as typed, never written back into the page, bounded so that hashing it cannot be a burden."""

    drawn_as = "secret"

    def pre_validate(self, form: Any) -> None:
        if len(self.data or "") > SECRET:
            raise ValidationError(_("This is too long to be a password."))
        if not keepable(self.data or ""):
            raise ValidationError(_("There is a character in this text that cannot be kept. Type the text again."))
