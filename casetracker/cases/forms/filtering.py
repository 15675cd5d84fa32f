"""The filter of the case list, read from the address."""

from __future__ import annotations

from typing import Any, Self

from flask import request
from wtforms import BooleanField

from casetracker.accounts.reader import Reader
from casetracker.cases.forms import offers
from casetracker.cases.queries.choices import places_for
from casetracker.cases.queries.listing import OPEN, OTHERS, SORTS, Filters
from casetracker.kit.forms import CodedSelect, DateField, Form
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.codes import codes
from casetracker.ledger.models import Programme
from casetracker.places.queries import labels

ALL = _l("All")
SORT_NAMES = {
    "newest": _l("Newest first"),
    "oldest": _l("Oldest first"),
    "due": _l("Next step soonest first"),
    "quiet": _l("Longest without news first"),
}
PLACES = ("place", "district", "province")


class FilterForm(Form):
    """Every field is optional; what cannot be read is said and left out."""

    state = CodedSelect(_l("State"), blank=ALL)
    type = CodedSelect(_l("Kind of problem"), blank=ALL)
    area = CodedSelect(_l("Place"), blank=ALL)
    worker = CodedSelect(_l("Worker"), blank=ALL)
    turn = CodedSelect(_l("Whose turn"), blank=ALL)
    tier = CodedSelect(_l("Sensitivity"), blank=ALL)
    opened_from = DateField(_l("Opened from"), description="")
    opened_to = DateField(_l("Opened until"), description="", future=True)
    overdue = BooleanField(_l("Overdue"))
    this_week = BooleanField(_l("This week"))
    owing = BooleanField(_l("The worker owes an answer"))
    help = BooleanField(_l("Help is asked for"))
    untouched = BooleanField(_l("Untouched for 30 days"))
    silent = BooleanField(_l("Silent for long"))
    to_confirm = BooleanField(_l("Resolution to confirm"))
    attention = BooleanField(_l("Something does not add up"))
    filing = BooleanField(_l("We must file soon"))
    sort = CodedSelect(_l("Order"), blank=None)

    @classmethod
    def asked(cls, reader: Reader, programme: Programme) -> Self:
        """The filter in the address; a list opened without one shows what is open."""
        args = request.args.copy()
        args.setdefault("state", OPEN)
        form = cls(formdata=args, meta={"csrf": False})
        form.offer(reader, programme)
        form.validate()
        return form

    def offer(self, reader: Reader, programme: Programme) -> None:
        """The codes to choose from; places by level, so that a district or province can be asked for too."""
        states = {code: row for code, row in codes(programme.id, "case_status").items() if code != "draft"}
        self.state.offer({OPEN: _l("All that are open"), **states})
        rows, groups = offers.case_types(programme)
        self.type.offer(rows, groups=groups)
        self.area.offer(self._areas(reader, programme))
        self.worker.offer(offers.people(programme, "paralegal", "coordinator", "manager"))
        self.turn.offer({**offers.TURNS, OTHERS: _l("Waiting for others")})
        self.tier.offer(codes(programme.id, "sensitivity"))
        self.sort.offer(SORT_NAMES)

    @staticmethod
    def _areas(reader: Reader, programme: Programme) -> dict[str, str]:
        names, within = labels(programme.id), places_for(reader, programme)
        provinces = {place.province for place in within}
        found = {f"province~{code}": names.get(code, code) for code in sorted(filter(None, provinces))}
        found |= {f"district~{p.code}": f"– {p.name}" for p in within if p.level == "district"}
        return found | {f"place~{p.code}": f"– – {p.name}" for p in within if p.level == "facility"}

    def filters(self) -> Filters:
        """What the list is cut to; a field with a mistake cuts nothing."""
        given: dict[str, Any] = {
            field.name: field.data for field in self if not field.errors and field.name in Filters.__annotations__
        }
        level, _, code = (self.area.data or "").partition("~")
        if level in PLACES and not self.area.errors:
            given[level] = code
        if given.get("sort") not in SORTS:
            given["sort"] = "newest"
        return Filters(**{name: value for name, value in given.items() if value})

    def address(self) -> dict[str, Any]:
        """The filter as it stands in an address, without what could not be read: codes and days, no word."""
        typed = {field.name: (request.args.get(field.name, "") if not field.errors else "") for field in self}
        return {name: value for name, value in typed.items() if value and name not in ("nonce", "seen_seq")}
