"""The search box. What is typed is sent in a form, never put into an address."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField

from casetracker.cases.wanted import MOST_WORDS, Wanted, wanted
from casetracker.kit.forms import Form, LineField, ValidationError
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l


class SearchForm(Form):
    """Anything that may be found: a reference, a name, a phone number, words. `after`: where the page before ended."""

    text = LineField(
        _l("Reference, name, phone or words"),
        description=_l("All of the words must be there. The beginning of a name is enough, or how it sounds."),
    )
    after = HiddenField()

    @property
    def wanted(self) -> Wanted:
        """What is looked for."""
        return wanted(self.text.data or "")

    def validate_text(self, field: Any) -> None:
        """Something to look for, and not more words than a search can bear."""
        if not self.wanted:
            raise ValidationError(
                _("Type a case's number, a phone number, or a word of three letters or more that says something.")
            )
        if len(self.wanted.words) > MOST_WORDS:
            raise ValidationError(_("These are too many words: %(most)s at most.", most=MOST_WORDS))
