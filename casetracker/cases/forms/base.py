"""What every form about one case has in common: its name, when it is possible, what it offers, what it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self
from uuid import UUID

from casetracker.cases.queries import CaseFile
from casetracker.cases.state import CaseState
from casetracker.kit.forms import Form
from casetracker.kit.ids import derived_id
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.entries import Author, Entry

# Actions speak of what was said; a form calls the same thing by the name of its field.
ALIKE = {
    "happened_on": ("on", "told_on", "start"),
    "back_on": ("on",),
    "breach": ("breaches",),
    "type": ("types", "case_type"),
    "told_state": ("told", "state"),
    "entry": ("on", "why"),
    "types": ("case_type",),
    "ends": ("due",),
}

Ids = Callable[[object], UUID]


def ids_of(form: Form, by: Author) -> Ids:
    """Ids for what this form makes: the same form sent again by the same person makes the same ones."""
    nonce = form.submission()
    return lambda part: derived_id(by.id, nonce, part)


class CaseForm(Form):
    """A form that may refuse: what an action said of a field is shown beside the form's own field."""

    def take(self, problems: Mapping[str, Any]) -> None:
        super().take({self._named(name): sentence for name, sentence in problems.items()})

    def _named(self, name: str) -> str:
        if name in self._fields:
            return name
        return next((alias for alias in ALIKE.get(name, ()) if alias in self._fields), name)


class Deed(CaseForm):
    """A form about one case. `slug` is its address, `needs` the permission in the case's programme."""

    slug: ClassVar[str] = ""
    title: ClassVar[Any] = ""
    button: ClassVar[Any] = _l("Save")
    needs: ClassVar[str] = "case.write"
    done: ClassVar[Any] = _l("Saved.")

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        """Does it make sense now? The page offers it only then; the rules decide again when it is sent."""
        return running(state)

    @classmethod
    def for_case(cls, case: CaseFile, asked: Mapping[str, str]) -> Self:
        """The form for this case, filled with what was posted, else with what is likely."""
        form = cls.shaped(case, asked)(data=cls.likely(case, asked))
        form.offer(case)
        return form

    @classmethod
    def shaped(cls, case: CaseFile, asked: Mapping[str, str]) -> type[Self]:
        """The class itself, or one with a field for each part of this case."""
        return cls

    @classmethod
    def likely(cls, case: CaseFile, asked: Mapping[str, str]) -> dict[str, Any]:
        """What stands in the fields before anybody typed."""
        return {"seen_seq": case.last_seq}

    def offer(self, case: CaseFile) -> None:
        """The codes to choose from."""

    def about(self, state: CaseState) -> Entry | None:
        """The entry that the deed is about, shown above the form; a page that is not there where it does not exist."""
        return None

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        """Do it. Refused or Stale where it may not be done."""
        raise NotImplementedError


def running(state: CaseState) -> bool:
    """Is the case open, and a case at all?"""
    return state.closed is None and not state.void
