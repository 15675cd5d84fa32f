"""Forms of paper: how many to print, and a pile of them to key in, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from wtforms import BooleanField
from wtforms.validators import NumberRange

from casetracker.accounts.reader import Reader
from casetracker.cases.forms import offers
from casetracker.cases.forms.base import CaseForm, ids_of
from casetracker.cases.forms.intake import IntakeForm
from casetracker.cases.lengths import MOST as LENGTH
from casetracker.cases.queries.choices import places_for, teams_for, usual_place
from casetracker.clients.lengths import MOST as PERSON
from casetracker.intake.paper import MOST
from casetracker.kit import clock
from casetracker.kit.forms import CodedSelect, DateField, LineField, Required, WholeField, WordsField, YesNo
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.codes import codes
from casetracker.ledger.models import Programme
from casetracker.ledger.writing import Written
from casetracker.places.queries import labels

ROWS = 10
TYPED = ("reserved", "case_type", "narrative", "name")
NAMES = {"types": "case_type", "consents": "record"}
"""what a row calls the fields of the intake form"""


class ReserveForm(CaseForm):
    """How many forms to print."""

    count = WholeField(_l("How many forms"), [Required(), NumberRange(1, MOST)])


class RowForm(CaseForm):
    """One paper form, as it is keyed in; each row is sent once. `at`: how the names of its fields begin."""

    at: str
    reserved = LineField(_l("Number"), most=40)
    told_on = DateField(_l("Told on"))
    place = CodedSelect(_l("Place"), blank=_l("Choose"))
    case_type = CodedSelect(_l("Problem"), blank=_l("Choose"))
    narrative = WordsField(_l("What happened"), rows=2, most=LENGTH["narrative"])
    client_kind = CodedSelect(_l("Who"), blank=None)
    name = LineField(_l("Name"), most=PERSON["name"])
    record = BooleanField(_l("Agreed to a record"))
    same = CodedSelect(_l("Is it one of these?"))
    ask = YesNo(_l("Ask whoever coordinates there whether it is the same person?"))
    known = elsewhere = False

    @property
    def used(self) -> bool:
        """Was anything typed here that is not offered beforehand?"""
        return any(self._fields[name].data for name in TYPED)

    def ask_about(self, form: IntakeForm) -> None:
        """Where the client may be on record already, the row asks what the intake form asks."""
        self.known, self.elsewhere = bool(form.possible.known), bool(form.possible.elsewhere)
        self.same.choices = [*self.same.before(), *(form.same.choices or [])]

    def told(self, channel: str, team: str) -> dict[str, str | list[str]]:
        """The row as the intake form takes it; days and choices as they were sent."""
        sent = {name: str((self._fields[name].raw_data or [""])[0]) for name in SENT}
        types = [str(self.case_type.data)] if self.case_type.data else []
        return {
            **sent, "nonce": str(self.nonce.data), "types": types, "channel": channel, "team": team,
            "consents": ["record"] if self.record.data else [], "consent_method": "oral",
        }  # fmt: skip

    def take(self, problems: Mapping[str, Any]) -> None:
        super().take({NAMES.get(name, name): sentence for name, sentence in problems.items()})


SENT = ("reserved", "told_on", "place", "narrative", "client_kind", "name", "same", "ask")


class Pile:
    """The rows of one page, and what they all have in common."""

    def __init__(self, reader: Reader, programme: Programme, asked: Mapping[str, str], posted: bool) -> None:
        self.reader, self.programme = reader, programme
        teams = teams_for(reader, programme)
        offered, today = places_for(reader, programme), clock.today(programme.timezone)
        self.team = next(iter(teams)) if len(teams) == 1 else ""
        self._places = offers.places(offered, labels(programme.id))
        self._types = offers.case_types(programme, today)
        self.channel = _channel(programme)
        likely = {
            "told_on": today, "place": asked.get("place") or usual_place(programme, offered, teams),
            "client_kind": "individual",
        }  # fmt: skip
        self.rows = [self.row(number, likely, posted) for number in range(ROWS)]

    def row(self, number: int, likely: Mapping[str, Any], posted: bool) -> RowForm:
        """One row with what it offers; blank where nothing was posted."""
        given: dict[str, Any] = {} if posted else {"formdata": None}
        form = RowForm(prefix=f"r{number}-", data=dict(likely), meta={"csrf": False}, **given)
        form.at = f"r{number}-"
        rows, groups = self._places
        form.place.offer(rows, groups=groups)
        types, type_groups = self._types
        form.case_type.offer(types, groups=type_groups)
        form.client_kind.offer(codes(self.programme.id, "client_kind"))
        return form

    def intake(self, row: RowForm) -> IntakeForm:
        """The intake form that says the same as a row."""
        form = IntakeForm.of(row.told(self.channel, self.team))
        form.offer(self.reader, self.programme)
        return form

    def log(self, form: IntakeForm) -> Written:
        """Log one row's case, in the running transaction."""
        return form.log(self.programme, self.reader, ids_of(form, self.reader.author), None)

    @classmethod
    def blank(cls, reader: Reader, programme: Programme, asked: Mapping[str, str]) -> Self:
        """Nothing typed yet."""
        return cls(reader, programme, asked, posted=False)


def _channel(programme: Programme) -> str:
    """Somebody who filled in paper came to us, unless the programme has no such channel."""
    found = codes(programme.id, "intake_channel")
    return "walk_in" if "walk_in" in found else next(iter(found))
