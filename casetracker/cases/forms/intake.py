"""The intake form: seven things are needed; everything else may wait."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from wtforms import HiddenField
from wtforms.validators import ValidationError

from casetracker.accounts.reader import Reader
from casetracker.cases import actions
from casetracker.cases.forms import offers
from casetracker.cases.forms.base import CaseForm, Ids
from casetracker.cases.forms.interest import tell_of_interest
from casetracker.cases.lengths import MOST
from casetracker.cases.queries.choices import places_for, teams_for, usual_place
from casetracker.clients.actions import Agreed, ClientValues, add_to_client
from casetracker.clients.forms import SameFields
from casetracker.clients.lengths import MOST as PERSON
from casetracker.clients.pairing import ask_elsewhere
from casetracker.kit import clock
from casetracker.kit.forms import (
    CodedChecks,
    CodedRadios,
    CodedSelect,
    DateField,
    LineField,
    Required,
    WholeField,
    WordsField,
    YesNo,
)
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.kit.sentences import said
from casetracker.ledger.codes import codes
from casetracker.ledger.models import Programme
from casetracker.ledger.reserved import refusal
from casetracker.ledger.writing import Written
from casetracker.places.queries import labels

SEVERAL = ("family", "group", "community", "committee")
UNNAMED = ("anonymous", "community", "committee")


class WhoForm(SameFields, CaseForm):
    """The client: seldom all of it is told, and none of it is needed but the kind."""

    client_kind = CodedRadios(_l("Who is affected"), [Required()])
    name = LineField(_l("Name"), most=PERSON["name"])
    sex = CodedRadios(_l("Sex"))
    age_band = CodedSelect(_l("Age"), blank=_l("Not said"))
    disability = CodedSelect(_l("Disability"), blank=_l("Not said"))
    heads = WholeField(_l("How many people"), least=1, description=_l("For a group, a family or a community."))
    estimated = YesNo(_l("Is that number an estimate?"))
    phone = LineField(_l("Phone"), most=PERSON["phone"])
    village = LineField(_l("Village or neighbourhood"), most=PERSON["village"])
    language = CodedSelect(_l("Language"), blank=_l("Not said"))
    contact = CodedRadios(_l("May we contact them?"))
    safe_contact = LineField(
        _l("How to reach them safely"),
        most=PERSON["safe_contact"],
        description=_l("Whom to ask for, when, and what not to say."),
    )
    consents = CodedChecks(_l("They agree that we may"))
    consent_method = CodedSelect(_l("How they said so"), blank=_l("Not said"))
    reporter_name = LineField(_l("Name of who told us"))
    reporter_phone = LineField(_l("Their phone"), most=PERSON["phone"])

    def offer_who(self, programme: Programme) -> None:
        """The codes to choose from."""
        for field, list_name in (
            (self.client_kind, "client_kind"), (self.sex, "sex"), (self.age_band, "age_band"),
            (self.disability, "disability"), (self.language, "language"), (self.consents, "consent_purpose"),
            (self.consent_method, "consent_method"),
        ):  # fmt: skip
            field.offer(codes(programme.id, list_name))
        self.contact.offer(offers.CONTACT)

    def validate_heads(self, field: WholeField) -> None:
        """One person is one person."""
        if field.data is not None and self.client_kind.data not in SEVERAL:
            raise ValidationError(_("Only a family, a group, a community or a committee has a number of people."))

    def validate_name(self, field: LineField) -> None:
        """Anonymous means anonymous."""
        if field.data and self.client_kind.data == "anonymous":
            raise ValidationError(_("An anonymous client has no name here. Leave it out, or choose another kind."))

    def validate_consents(self, field: CodedChecks) -> None:
        """No file is kept of anybody without their word."""
        if self.client_kind.data not in (None, *UNNAMED) and "record" not in (field.data or []):
            raise ValidationError(_("Ask whether we may keep a record of the case. Without it, log it as anonymous."))

    def client_values(self, flags: list[str]) -> ClientValues:
        """Who it is, as actions take it."""
        return ClientValues(
            client_kind=self.client_kind.data or "anonymous", sex=self.sex.data or "u",
            age_band=self.age_band.data or "u", disability=self.disability.data or "u", language=self.language.data,
            heads=self.heads.data, estimated=bool(self.estimated.data) if self.heads.data else None, flags=flags,
            name=self.name.data or "", phone=self.phone.data or "", village=self.village.data or "",
            safe_contact=self.safe_contact.data or "",
        )  # fmt: skip

    def agreed(self) -> list[Agreed]:
        """What they agree to."""
        method = self.consent_method.data or "oral"
        return [Agreed(purpose, method, self.language.data) for purpose in self.consents.data or []]

    def reporter(self) -> ClientValues | None:
        """Who told us, where that is somebody else and they gave their name or phone."""
        if not self.reporter_name.data and not self.reporter_phone.data:
            return None
        return ClientValues(name=self.reporter_name.data or "", phone=self.reporter_phone.data or "")


class IntakeForm(WhoForm):
    """What was told, where, about what: one page, one save."""

    told_on = DateField(_l("Day you were told"), [Required()])
    place = CodedSelect(_l("Where it happened"), [Required()])
    types = CodedChecks(_l("What kind of problem? Choose one or more."), [Required(_l("Choose at least one problem."))])
    narrative = WordsField(
        _l("What happened"),
        [Required(_l("Write what happened, in a sentence or two."))],
        rows=6,
        most=MOST["narrative"],
    )
    channel = CodedSelect(_l("How it reached you"), [Required()])
    event_on = DateField(_l("Day it happened to them"))
    department = LineField(_l("Department or service"), most=MOST["department"])
    accused = LineField(
        _l("Who it is about"),
        most=MOST["accused"],
        description=_l("The role or service, not the name."),
    )
    accused_name = LineField(
        _l("Their name, only where it is needed"),
        most=MOST["accused_name"],
        description=_l("Shown in this file only: in no list, search, figure or export."),
    )
    everyone = YesNo(_l("Does it affect everybody who comes there?"))
    flags = CodedChecks(_l("Handle with particular care"), description=_l("Fewer people will see this case."))
    next_step = LineField(_l("What is next"), most=MOST["next_step"])
    due = DateField(_l("By when"), future=True)
    team = CodedSelect(_l("Team"), blank=_l("None"))
    reserved = LineField(_l("Number on the paper form"), most=40)
    client = HiddenField()
    came_back_from = HiddenField()

    def offer(self, reader: Reader, programme: Programme) -> None:
        """The codes to choose from, and what is likely where nothing was typed."""
        self.reader, self.programme = reader, programme
        self.offer_who(programme)
        today = clock.today(programme.timezone)
        teams, offered = teams_for(reader, programme), places_for(reader, programme)
        rows, groups = offers.places(offered, labels(programme.id))
        self.place.offer(rows, groups=groups)
        types, type_groups = offers.case_types(programme, today)
        self.types.offer(types, groups=type_groups)
        self.channel.offer(codes(programme.id, "intake_channel", today))
        self.flags.offer(codes(programme.id, "sensitivity_flag", today))
        self.team.offer(teams)
        if not self.is_submitted():
            self.told_on.data, self.place.data = today, usual_place(programme, offered, teams)
            self.team.data = next(iter(teams)) if len(teams) == 1 else None
            self.consent_method.data = "oral"

    def validate(self, *args: Any, **kw: Any) -> bool:
        """Whoever is typed may be on record already: looked for once what was typed is to be saved."""
        if self.client.data:  # whoever is named by their file is not looked for
            self.same.data = None
        else:
            self.look(self.reader, self.programme, self.client_values([]))
        return bool(super().validate(*args, **kw))

    def validate_reserved(self, field: LineField) -> None:
        """A number that was put aside, and not keyed in yet."""
        if field.data and (problem := refusal(self.programme, field.data)):
            raise ValidationError(str(said(problem)))

    def log(
        self, programme: Programme, reader: Reader, new_id: Ids, known: UUID | None, earlier: UUID | None = None
    ) -> Written:
        """Record the client and open the case, in the running transaction; `earlier`: the case it came back from.

        Of a client who proved to be on record, what was typed fills what their file leaves open.
        """
        flags = list(self.flags.data or [])
        if known is None and (known := self.chosen()):
            add_to_client(
                by=reader.author, programme=programme, client_id=known, values=self.client_values([]),
                agreed=self.agreed(), on=self.told_on.data,
            )  # fmt: skip
        written = self._log(programme, reader, new_id, known, earlier, flags)
        client = written.state.codes.get("client")
        if client and known is None and self.possible.elsewhere and self.ask.data:
            ask_elsewhere(reader=reader, programme=programme, client_id=UUID(client), typed=self.client_values([]))
        named = [self.accused.data or "", self.accused_name.data or ""]
        tell_of_interest(reader.author, programme, written.dossier_id, named, new_id)
        return written

    def _log(
        self, programme: Programme, reader: Reader, new_id: Ids, known: UUID | None, earlier: UUID | None,
        flags: list[str],
    ) -> Written:  # fmt: skip
        return actions.log_case(
            by=reader.author, programme=programme, told_on=self.told_on.data, types=self.types.data or [],
            place=self.place.data, client=None if known else self.client_values(flags), client_id=known,
            agreed=() if known else self.agreed(), reporter=self.reporter(), team=self.team.data,
            channel=self.channel.data, narrative=self.narrative.data or "", next_step=self.next_step.data or "",
            due=self.due.data, flags=flags, everyone=bool(self.everyone.data), contact=self.contact.data,
            event_on=self.event_on.data, department=self.department.data or "", accused=self.accused.data or "",
            accused_name=self.accused_name.data or "",
            came_back_from=earlier, case_id=new_id("case"), entry_id=new_id("opened"),
            reserved=self.reserved.data or None,
        )  # fmt: skip
