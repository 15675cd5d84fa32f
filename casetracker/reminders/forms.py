"""The form with which somebody says where their weekly letter goes."""

from __future__ import annotations

from wtforms import BooleanField

from casetracker.kit.forms import Form, LineField
from casetracker.kit.sentences import lazy_gettext as _l


class MailForm(Form):
    """An address, and whether the letter is wanted."""

    weekly = BooleanField(_l("Send me a summary once a week"))
    address = LineField(
        _l("E-mail address"), most=254,
        description=_l("Nobody else sees it here. Leave it empty to have it forgotten."),
    )  # fmt: skip
