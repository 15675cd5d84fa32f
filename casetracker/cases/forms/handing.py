"""Forms of handing on: offering a case, taking the offer back, answering it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from wtforms import BooleanField, HiddenField
from wtforms.validators import ValidationError

from casetracker.cases import actions
from casetracker.cases.actions.handing import workers
from casetracker.cases.forms import offers
from casetracker.cases.forms.base import CaseForm, Deed, Ids, running
from casetracker.cases.queries import CaseFile
from casetracker.cases.queries.handing import OfferedCase
from casetracker.cases.state import CaseState
from casetracker.kit.forms import CodedRadios, CodedSelect, Required, WordsField
from casetracker.kit.sentences import gettext as _
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.ledger.entries import Author, Entry


class OfferForm(Deed):
    """Offer the case to somebody; it stays whose it is until they accept."""

    slug, title, button = "offer", _l("Offer the case to somebody else"), _l("Offer it")
    done = _l("The case is offered. It stays where it is until the offer is accepted.")
    worker = CodedSelect(_l("To whom"), blank=_l("Anybody in the team"))
    team = CodedSelect(
        _l("For which team"), blank=_l("It stays in its team"), description=_l("Whoever of the team accepts first.")
    )
    note = WordsField(
        _l("Note for whoever takes it on"),
        [Required(_l("Write what the next person has to know."))],
        rows=5,
        description=_l("All they read before they accept, with the kind of problem and the place."),
    )
    notes_go = BooleanField(_l("My private notes go along"))

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        return running(state) and state.offer is None

    def offer(self, case: CaseFile) -> None:
        able = workers(case.programme)
        self.worker.offer({code: name for code, name in able.items() if code != case.state.worker})
        self.team.offer(offers.teams(case.programme))

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        actions.offer_case(
            by=by, programme=case.programme, case_id=case.id, worker=self.worker.data, team=self.team.data,
            note=self.note.data or "", notes_go=bool(self.notes_go.data), entry_id=new_id("offer"),
        )  # fmt: skip


class TakeBackForm(Deed):
    """Take an offer back before it is answered."""

    slug, title, button = "offer-back", _l("Take the offer back"), _l("Take it back")
    done = _l("The offer is taken back.")

    @classmethod
    def possible(cls, state: CaseState) -> bool:
        return running(state) and state.offer is not None

    def about(self, state: CaseState) -> Entry | None:
        return next((entry for entry in state.entries if state.offer and entry.id == state.offer.id), None)

    def act(self, case: CaseFile, by: Author, new_id: Ids) -> None:
        offer = case.state.offer
        actions.withdraw_offer(
            by=by, programme=case.programme, case_id=case.id, offer=offer.id if offer else UUID(int=0),
            entry_id=new_id("offer back"),
        )  # fmt: skip


class AnswerOfferForm(CaseForm):
    """Whether one takes a case that was offered."""

    offer_id = HiddenField()
    answer = CodedRadios(_l("Do you take this case?"), [Required()])
    why = WordsField(_l("Why not"), rows=3, description=_l("Whoever offered it reads this."))

    @classmethod
    def asked(cls, case: OfferedCase) -> AnswerOfferForm:
        """The form about the offer that waits."""
        form = cls(data={"offer_id": str(case.offer.id)})
        form.answer.offer({"accepted": _("Yes: it is mine from now on"), "refused": _("No: it stays where it is")})
        return form

    def validate_why(self, field: WordsField) -> None:
        """A refusal says why."""
        if self.answer.data == "refused" and not (field.data or "").strip():
            raise ValidationError(_("Say why you do not take the case."))

    def act(self, case: OfferedCase, by: Author, new_id: Ids) -> bool:
        """Accept or refuse; was it accepted?"""
        about: Mapping[str, Any] = {
            "by": by, "programme": case.programme, "case_id": case.id, "offer": UUID(str(self.offer_id.data)),
            "entry_id": new_id("answer"),
        }  # fmt: skip
        if self.answer.data == "accepted":
            actions.accept_offer(**about)
            return True
        actions.refuse_offer(**about, why=self.why.data or "")
        return False


HANDING: tuple[type[Deed], ...] = (OfferForm, TakeBackForm)
"""the deeds of this file"""
