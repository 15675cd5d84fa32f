"""What is asked of a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from casetracker.kit.forms import (
    CodedChecks,
    CodedSelect,
    DateField,
    Form,
    LineField,
    Required,
    ValidationError,
    WholeField,
    WordsField,
)
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.codes import codes
from casetracker.ledger.models import Programme
from casetracker.places.fold import LEVELS
from casetracker.places.queries import PlaceRef, labels, places


class DegreesField(LineField):
    """A latitude or longitude: the decimal sign is a comma or a point, there are no thousands; data is a float."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.typed = str(valuelist[0])[:200] if valuelist else ""
        text = "".join(self.typed.split()).replace(",", ".")
        try:
            self.data: Any = float(text) if text else None
        except ValueError:
            self.data = None
            raise ValueError(_("Write degrees, for example -12.9669.")) from None

    def process_data(self, value: Any) -> None:
        self.data, self.typed = value, "" if value is None else str(value)

    def pre_validate(self, form: Any) -> None:
        """Read already; how far it may go is for the rules of places."""
        if self.data is not None and self.data != self.data:
            raise ValidationError(_("Write degrees, for example -12.9669."))

    def _value(self) -> str:
        return self.typed


class PlaceFields(Form):
    """What may be corrected later."""

    name = LineField(_l("Name"), [Required()])
    unit_type = CodedSelect(_l("Kind of facility"))
    latitude = DegreesField(_l("Latitude"), description=_l("In degrees, for example -12.9669."))
    longitude = DegreesField(_l("Longitude"), description=_l("In degrees, for example 39.8572."))
    population = WholeField(_l("People it serves"), least=0, most=2_000_000_000)
    population_source = LineField(_l("Where that number is from"))
    population_year = WholeField(_l("Year of that number"), least=1900, most=2200)
    opened_on = DateField(_l("Opened on"))
    dhis2_uid = LineField(_l("DHIS2 identifier"), most=11, description=_l("11 letters and digits."))
    codes = WordsField(
        _l("Other codes"), most=2000, rows=3, description=_l("One on each line: whose code, a colon, the code.")
    )

    def offer(self, programme: Programme, present: PlaceRef | None = None) -> None:
        """The programme's kinds of facility."""
        kinds = codes(programme.id, "unit_type")
        kept = (present.unit_type, {"en": present.unit_type}) if present and present.unit_type else None
        self.unit_type.offer({code: row for code, row in kinds.items() if row.valid_to is None}, keep=kept)
        if kept and kept[0] in kinds:
            self.unit_type.offer({code: row for code, row in kinds.items() if row.valid_to is None or code == kept[0]})

    def validate_codes(self, field: WordsField) -> None:
        """Each line names whose code it is."""
        for line in (field.data or "").splitlines():
            whose, colon, code = line.partition(":")
            if line.strip() and not (colon and 0 < len(whose.strip()) <= 40 and 0 < len(code.strip()) <= 100):
                raise ValidationError(_("Write whose code it is, a colon, and the code: %(line)s", line=line[:60]))

    def values(self) -> dict[str, Any]:
        """As the actions take them."""
        found = {name: self[name].data for name in PLAIN}
        lines = (line.partition(":") for line in (self.codes.data or "").splitlines() if line.strip())
        return found | {"codes": {whose.strip(): code.strip() for whose, _colon, code in lines}}


PLAIN = (
    *("name", "unit_type", "latitude", "longitude", "population", "population_source", "population_year"),
    *("opened_on", "dhis2_uid"),
)


def lines_of(other: Mapping[str, str]) -> str:
    """Other codes as they stand in their box."""
    return "\n".join(f"{whose}: {code}" for whose, code in sorted(other.items()))


class NewPlaceForm(PlaceFields):
    """A place that was not there."""

    level = CodedSelect(_l("Level"), [Required()], blank=None, default="facility")
    parent = CodedSelect(_l("Lies in"), blank=_l("None"))
    code = LineField(
        _l("Code"), most=60, description=_l("Made from the name if you leave it empty. It can never be changed.")
    )

    def offer(self, programme: Programme, present: PlaceRef | None = None) -> None:
        """Levels and places around it, too."""
        super().offer(programme, present)
        self.level.offer(codes(programme.id, "place_level"))
        self.parent.offer(around(programme, LEVELS[:-1]))


class CorrectPlaceForm(PlaceFields):
    """Other values, and a closing that was a mistake."""

    closed_on = DateField(_l("Closed on"))

    def values(self) -> dict[str, Any]:
        return super().values() | {"closed_on": self.closed_on.data}


class MoveForm(Form):
    """Where it lies now."""

    parent = CodedSelect(_l("Lies in"), [Required()])

    def offer(self, programme: Programme, place: PlaceRef) -> None:
        """Every place of a higher level."""
        self.parent.offer(around(programme, LEVELS[: LEVELS.index(place.level)]))


class CloseForm(Form):
    """The last day it served anybody."""

    closed_on = DateField(_l("Last day it was open"), [Required()])


class ServingForm(Form):
    """Which teams serve a place."""

    teams = CodedChecks(_l("Teams that serve it"))


def around(programme: Programme, levels: Iterable[str]) -> dict[str, str]:
    """Places of these levels by code, each with the place it lies in."""
    names = labels(programme.id)
    return {
        place.code: f"{place.name}, {names[place.parent]}" if place.parent in names else place.name
        for place in places(programme.id, *levels)
    }
