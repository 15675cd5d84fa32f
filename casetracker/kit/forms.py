"""The form every page uses: whole or refused, sent once, and bound to what its writer had seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from flask import Flask, request
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField
from wtforms.i18n import get_translations
from wtforms.validators import ValidationError

from casetracker.kit.errors import NotDone
from casetracker.kit.fields import (
    CodedChecks,
    CodedRadios,
    CodedSelect,
    DateField,
    LineField,
    NumberField,
    Required,
    SecretField,
    UploadField,
    WholeField,
    WordsField,
    YesNo,
)
from casetracker.kit.ids import new_id
from casetracker.kit.incoming import bytes_arrived
from casetracker.kit.languages import LOCALES
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import tongue

if TYPE_CHECKING:
    from wtforms import Form as PlainForm

    class FlaskForm(PlainForm):
        """Flask-WTF's form, as the type checker sees it."""

        class Meta: ...

        def is_submitted(self) -> bool: ...
        def validate_on_submit(self) -> bool: ...
else:
    from flask_wtf import FlaskForm

__all__ = [
    "CodedChecks",
    "CodedRadios",
    "CodedSelect",
    "DateField",
    "Form",
    "LineField",
    "NumberField",
    "Required",
    "SecretField",
    "UploadField",
    "ValidationError",
    "WholeField",
    "WordsField",
    "YesNo",
    "init_app",
]

WHOLE = "whole"
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
APART = ("csrf_token", "nonce", "seen_seq")


def _new_nonce() -> str:
    return str(new_id())


@lru_cache(maxsize=len(LOCALES))  # Flask-WTF reads the file anew for every page that has a form
def _said_by_wtforms(language: str) -> Any:
    return get_translations([language])


class Form(FlaskForm):
    """A form with a nonce of its own, so that sending it twice is doing it once."""

    class Meta(FlaskForm.Meta):
        """What WTForms itself says is said in the reader's language."""

        def get_translations(self, _form: Any) -> Any:
            return _said_by_wtforms(tongue().language)

    nonce = HiddenField(default=_new_nonce)
    seen_seq = HiddenField()

    @classmethod
    def of(cls, values: Mapping[str, str | Iterable[str]], **given: Any) -> Self:
        """The same form filled from elsewhere than a page: an importer's row, a program's call."""
        pairs = [(k, v) for k, given_ in values.items() for v in ([given_] if isinstance(given_, str) else given_)]
        return cls(formdata=MultiDict(pairs), meta={"csrf": False}, **given)

    def submission(self) -> UUID:
        """The nonce; a new one where it is missing or is no UUID, since then nothing can be a repeat of it."""
        try:
            return UUID(str(self.nonce.data))
        except ValueError:
            return new_id()

    def seen(self) -> int | None:
        """The last entry the writer had seen, or None."""
        text = str(self.seen_seq.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    def content(self) -> dict[str, Any]:
        """What was said, without what only carries it: for the hash that tells a repeat from something new."""
        return {name: value for name, value in self.data.items() if name not in APART}

    def take(self, problems: Mapping[str, Any]) -> None:
        """Show what an action refused beside the fields it speaks of, the rest above the form."""
        for name, sentence in problems.items():
            if name in self._fields:
                self._fields[name].errors = [*self._fields[name].errors, str(sentence)]
            else:
                self.form_errors.append(str(sentence))

    def sentences(self) -> list[tuple[str, str]]:
        """Every refusal with the label of its field ("" for the form as a whole)."""
        found = [("", str(text)) for text in self.form_errors]
        for field in self:
            found += [(str(field.label.text), str(text)) for text in field.errors if isinstance(text, str)]
        return found


def refuse_halves() -> None:
    """A line that was cut may deliver half a form that looks like a whole one; nobody's words are cut short here."""
    if request.method not in UNSAFE:
        return
    expected = request.content_length
    if expected is not None and bytes_arrived() < expected:
        raise NotDone(_("Only a part of the form arrived. Nothing was saved. Go back and send it again."))
    if request.mimetype in FORMS and WHOLE not in request.form:
        raise NotDone(_("The end of the form is missing. Nothing was saved. Go back and send it again."))


def init_app(app: Flask) -> None:
    """Before anything else looks at a form."""
    app.before_request(refuse_halves)
