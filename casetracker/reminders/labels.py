"""How each line of the inbox is said."""

from __future__ import annotations

from casetracker.kit.sentences import gettext as _


def said_of() -> dict[str, str]:
    """Sentences by `Item.what`, in the reader's language; none tells anything of the people in the file."""
    return {
        "complete": _("You are asked to complete something"), "returned": _("Returned for correction"),
        "comment": _("A comment on the file"), "praise": _("Well done"), "help": _("Help is asked for"),
        "remark": _("A remark on the file"), "answered": _("An answer was given"),
        "handed": _("A case was handed to you"), "changed": _("The case changed hands"),
        "offered": _("A case is offered to you"), "refused": _("Your offer of a case was refused"),
        "lapsed": _("A time limit has run out"),
        "today": _("The next step is due today"), "overdue": _("The next step is overdue"),
    }  # fmt: skip
