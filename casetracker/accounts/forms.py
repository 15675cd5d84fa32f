"""Forms of accounts: each takes the fields it names and no other, so that nobody raises their own rights by a field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from casetracker.accounts import labels
from casetracker.accounts.places_offered import offered
from casetracker.kit.forms import CodedSelect, Form, LineField, Required, SecretField
from casetracker.kit.sentences import lazy_gettext as _l

if TYPE_CHECKING:
    from casetracker.accounts.models import Team
    from casetracker.ledger.models import Programme

NAME_RULE = _l("2 to 60 letters, digits or . _ - @ + and no spaces. It cannot be changed later.")
PASSWORD_RULE = _l(
    "At least 12 characters. Several words that do not belong together are easy to keep and hard to guess."
)

REACH_RULE = _l(
    "With no team and no place, a coordinator reaches the whole programme, "
    "a paralegal or lawyer only the cases that name them."
)


class SignInForm(Form):
    """The door."""

    username = LineField(_l("Sign-in name"), [Required()], most=64)
    password = SecretField(_l("Password"), [Required()])


class CodeForm(Form):
    """A new password with a code that a manager read out."""

    username = LineField(_l("Sign-in name"), [Required()], most=64)
    code = LineField(_l("Code"), [Required()], most=40, description=_l("16 letters and digits, from your manager."))
    password = SecretField(_l("New password"), [Required()], description=PASSWORD_RULE)


class PasswordForm(Form):
    """Another password by the present one."""

    present_password = SecretField(_l("Present password"), [Required()])
    password = SecretField(_l("New password"), [Required()], description=PASSWORD_RULE)


class PersonForm(Form):
    """Name and language of an account."""

    name = LineField(_l("Name"), [Required()], most=200)
    locale = CodedSelect(_l("Language"), [Required()], blank=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locale.offer(labels.languages())


class RoleForm(Form):
    """A role in one of the programmes that the reader manages."""

    programme = CodedSelect(_l("Programme"), [Required()], blank=None)
    role = CodedSelect(_l("Role"), [Required()])
    team = CodedSelect(_l("Team"), blank="", description=_l("Paralegals, coordinators and lawyers only."))
    place = CodedSelect(_l("Place"), blank="", description=REACH_RULE)

    def offer(self, programmes: Sequence[Programme], teams: Sequence[Team]) -> None:
        """What may be chosen, each team under its programme."""
        names = {programme.id: programme.name for programme in programmes}
        self.programme.offer({str(key): name for key, name in names.items()})
        self.role.offer(labels.roles())
        groups = {team.code: names[team.programme_id] for team in teams} if len(programmes) > 1 else None
        self.team.offer({team.code: team.name for team in teams}, groups=groups)
        self.place.offer(offered(names))

    def grant(self) -> dict[str, Any]:
        """The role as `grant_role` takes it."""
        return {
            "programme_id": int(self.programme.data or 0),
            "role": self.role.data,
            "team_code": self.team.data,
            "place_code": self.place.data,
        }


class NewPersonForm(PersonForm, RoleForm):
    """An account with its first role."""

    username = LineField(_l("Sign-in name"), [Required()], most=64, description=NAME_RULE)


class TeamForm(Form):
    """A new team."""

    programme = CodedSelect(_l("Programme"), [Required()], blank=None)
    name = LineField(_l("Name"), [Required()], most=200)
    code = LineField(
        _l("Code"), [Required()], most=60, description=_l("Stays for good; stands in exports and figures.")
    )

    def offer(self, programmes: Sequence[Programme]) -> None:
        """The programmes to choose from."""
        self.programme.offer({str(programme.id): programme.name for programme in programmes})


class TeamNameForm(Form):
    """Another name for a team."""

    name = LineField(_l("Name"), [Required()], most=200)
