"""Every page there is, with something on it, and somebody to whom it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import url_for
from sqlalchemy import select

from casetracker.accounts.models import Team
from casetracker.cases import actions
from casetracker.cases.actions.saving import keep_list
from casetracker.cases.forms import DEEDS
from casetracker.cases.forms.limits import LIMITS
from casetracker.cases.models import CaseRow
from casetracker.clients.pairing import ask_same
from casetracker.kit.db import db, transaction
from casetracker.kit.periods import Period
from casetracker.ledger.attachments import AttachmentRow
from casetracker.ledger.models import EntryRow
from tests.cases.telling import SECRET_TYPE, corrected_apart, opened, with_client
from tests.kit.files_made import photo
from tests.people import World
from tests.reports.publishing import checked, drafted, publish
from tests.reports.year import THREE, Teller, a_year

HALF = {"from": "2026-01", "to": "2026-06"}
CLOSED = date(2026, 6, 10)
NOT_PAGES = {"static", "healthz", "cases.home", "places.index", "programmes.codes"} | {
    "cases.file", "cases.preview", "reports.figure_file", "reports.opened_file",
    "reports.edition_file", "reports.receipt_pdf", "reports.present_template", "reports.template_file", "paper.forms",
}  # fmt: skip


@dataclass(frozen=True)
class Sight:
    """A page as one person is shown it; nobody in particular where `who` is empty."""

    who: str
    endpoint: str
    path: str


@dataclass(frozen=True)
class Told:
    """The cases of the world that have every kind of thing in them."""

    full: UUID
    closed: UUID
    secret: UUID
    offered: UUID
    referral: UUID
    client: UUID
    kept: UUID
    other: UUID
    editions: tuple[UUID, UUID, UUID]
    """a draft, one that was checked, one that was published"""


def tell(world: World) -> Told:
    """Half a year of cases, one that has been through everything, a closed one and a highly restricted one."""
    a_year(world)
    ana = Teller(world)
    full = opened(world, on=date(2026, 5, 4), types=THREE, contact="safe", **with_client())
    ana.stepped(full, date(2026, 5, 8), ("1", "2", "3"))
    ana.stepped(full, date(2026, 5, 15), ("3",), "letter_district")
    ana.stepped(full, date(2026, 5, 16), ("3",), "info_request")
    ana.resolved(full, date(2026, 5, 20), ("1",))
    ana.resolved(full, date(2026, 5, 21), ("2",), "resolved_partial", sure=False)
    closed = opened(world, on=date(2026, 4, 1), **with_client("Rui"))
    by, programme = world.reader("ana").author, world.programme
    same = {"by": by, "programme": programme, "case_id": closed, "on": CLOSED}
    with transaction():
        actions.end_breach(**same, breach="1")
        actions.tell_client(**same, state="told")
        actions.close_case(**same, reason="client_withdrew")
        actions.add_note(by=by, programme=programme, case_id=full, text="They will look again. " * 30)
        actions.attach(by=by, programme=programme, case_id=full, name="notice.jpg", content=photo(), caption="The door")
        actions.draw_reviews(by=world.reader("marta").author, programme=programme, month=Period.month(2026, 4))
        kept = keep_list(by=world.reader("ana"), programme=programme, name="Mine", filters={"worker": "ana"})
    corrected_apart(world, full, "channel", "phone", "committee")
    secret = opened(world, on=date(2026, 6, 1), types=(SECRET_TYPE,), **with_client("Graça"))
    of_each = (select(CaseRow.client_id).where(CaseRow.dossier_id == one) for one in (full, closed))
    client, other = (db.session.scalars(query).one() for query in of_each)
    offered = opened(world, on=date(2026, 6, 2))
    with transaction():
        actions.offer_case(by=by, programme=programme, case_id=offered, worker="rosa", note="Her aunt knows. " * 20)
        referral = actions.refer(by=by, programme=programme, case_id=offered, on=date(2026, 6, 3), to="A shelter",
                                 what="A bed for two weeks. " * 10)  # fmt: skip
    assert client is not None
    assert other is not None
    with transaction():
        ask_same(by=by, programme=programme, client_id=other, other=client)
    db.session.rollback()
    return Told(full, closed, secret, offered, referral.entries[0].id, client, kept, other, _editions(world))


def _editions(world: World) -> tuple[UUID, UUID, UUID]:
    out = publish(world, checked(world, "funder_year", "funder"))
    waiting = checked(world, "government_quarter", "government", Period.named("2025-Q4"))
    return drafted(world, "funder_year", "funder"), waiting, out


def sights(world: World, told: Told) -> list[Sight]:
    """All of them; one list, so that a page which nobody thought of here fails a test."""
    with world.app.test_request_context():
        found = [
            *_door(),
            *_cases(world, told),
            *_clients(told),
            *_paper(told),
            *_numbers(),
            *_packs(told),
            *_manager(world),
        ]
    return list(dict.fromkeys(found))


def _sight(who: str, endpoint: str, /, **values: object) -> Sight:
    return Sight(who, endpoint, url_for(endpoint, **values))  # type: ignore[arg-type]


def _door() -> list[Sight]:
    return [
        _sight("", "accounts.sign_in"), _sight("", "accounts.new_password"),
        _sight("salma", "accounts.me"), _sight("ana", "accounts.password"),
        _sight("ana", "accounts.kept"),
    ]  # fmt: skip


def _cases(world: World, told: Told) -> list[Sight]:
    step = db.session.scalars(
        select(EntryRow.id).where(EntryRow.dossier_id == told.full, EntryRow.kind == "step.taken").limit(1)
    ).one()
    began = db.session.scalars(
        select(EntryRow.id).where(EntryRow.dossier_id == told.full, EntryRow.kind == "clock.started")
    ).one()
    asked = {"correct": {"field": "place"}, "settle": {"field": "channel"}, "answer": {"remark": step}}
    asked |= {form.slug: {"clock": began} for form in LIMITS}
    on_entry = {slug: {"entry": step} for slug in ("day", "withdraw", "redact")}
    deeds = [
        _sight(
            "rosa" if form.needs != "case.write" else "ana", "cases.deed",
            case_id=told.closed if slug == "reopen" else told.full, slug=slug, **{**asked, **on_entry}.get(slug, {}),
        )
        for slug, form in DEEDS.items()
    ]  # fmt: skip
    file = db.session.scalars(select(AttachmentRow.attachment_id).where(AttachmentRow.dossier_id == told.full)).one()
    return [
        _sight("ana", "cases.attach", case_id=told.full),
        _sight("ana", "cases.withdraw_file", case_id=told.full, file_id=file),
        _sight("ana", "reminders.page"), _sight("ana", "reminders.mail"),
        _sight("ana", "cases.day"), _sight("ana", "cases.index"), _sight("ana", "cases.index", state="closed"),
        _sight("rosa", "cases.team"), _sight("rosa", "cases.reviews"), _sight("marta", "cases.reviews"),
        _sight("rosa", "cases.index"), _sight("ana", "cases.new"),
        _sight("ana", "cases.new", client=told.client), _sight("ana", "cases.case", case_id=told.full),
        _sight("ana", "cases.case", case_id=told.secret), _sight("rosa", "cases.case", case_id=told.closed),
        _sight("ana", "cases.search"), _sight("ana", "cases.keep", worker="ana"),
        _sight("ana", "cases.change", list_id=told.kept), _sight("ana", "cases.follow_several", case=[told.full]),
        _sight("rosa", "cases.assign_several", case=[told.full, told.secret]),
        _sight("rosa", "cases.leaving", worker="ana"),
        _sight("ana", "cases.referral", case_id=told.offered, referral_id=told.referral),
        _sight("rosa", "cases.offered", case_id=told.offered), _sight("ana", "cases.case", case_id=told.offered),
        _sight("ana", "cases.steps", case=[told.full, told.secret]), *deeds,
    ]  # fmt: skip


def _clients(told: Told) -> list[Sight]:
    one = {"client_id": told.client}
    return [
        _sight("ana", "clients.index"), _sight("ana", "clients.client", **one), _sight("ana", "clients.correct", **one),
        _sight("ana", "clients.index", same=told.client), _sight("ana", "clients.consent", **one),
        _sight("ana", "clients.withdraw", **one, purpose="record"),
        _sight("rosa", "clients.same", **one, other_id=told.other), _sight("rosa", "clients.asked"),
        _sight("rosa", "clients.alike"),
        _sight("rosa", "clients.answer", **one, other_id=told.other),
    ]  # fmt: skip


def _paper(told: Told) -> list[Sight]:
    letters = [_sight("ana", "reports.letter", case_id=told.full, kind=kind) for kind in ("complaint", "petition")]
    receipt = _sight("ana", "reports.receipt", case_id=told.full)
    piles = [_sight("ana", "paper.index"), _sight("ana", "paper.grid")]
    return [*letters, receipt, *piles, _sight("marta", "reports.letterhead"), _sight("marta", "reports.new_template")]


def _numbers() -> list[Sight]:
    figures = (
        {"key": "R01"}, {"key": "C01", "by": "month"}, {"key": "B01", "by": "type", "then": "facility"},
        {"key": "R04", "by": "province"}, {"key": "T01", "by": ""},
    )  # fmt: skip
    return [
        _sight("rosa", "reports.dashboard"), _sight("marta", "reports.dashboard", **HALF),
        _sight("rosa", "reports.definitions"), _sight("rosa", "reports.definition", key="R06"),
        *[_sight("rosa", "reports.figure", **HALF, **figure) for figure in figures],
        _sight("rosa", "reports.opened", key="R01", **HALF, by=""),
        _sight("rosa", "reports.changed", key="R01", **HALF, since="1/1/2026"),
    ]  # fmt: skip


def _packs(told: Told) -> list[Sight]:
    draft, waiting, out = told.editions
    return [
        _sight("rosa", "reports.packs"), _sight("felix", "reports.packs"), _sight("rosa", "reports.new_edition"),
        *[_sight("rosa", "reports.edition", edition_id=one) for one in told.editions],
        _sight("marta", "reports.edition", edition_id=waiting), _sight("felix", "reports.edition", edition_id=out),
        _sight("rosa", "reports.discard_edition", edition_id=draft), _sight("marta", "reports.packs"),
        _sight("marta", "reports.targets"), _sight("marta", "reports.organisation"),
    ]  # fmt: skip


def _manager(world: World) -> list[Sight]:
    programme = {"key": world.programme.key}
    place = {**programme, "code": "centro-de-saude-de-lionde"}
    types = {**programme, "list_name": "case_type"}
    team = db.session.scalars(select(Team.id).order_by(Team.id).limit(1)).one()
    return [
        _sight("marta", "places.places", **programme), _sight("marta", "places.new_place", **programme),
        *[_sight("marta", f"places.{name}", **place) for name in ("place", "close", "correct", "move")],
        _sight("marta", "programmes.lists", **programme), _sight("marta", "programmes.one_list", **types),
        *[_sight("marta", f"programmes.{name}", **types, code="MED-STOCK") for name in ("relabel", "retire")],
        _sight("marta", "cases.days_off"), _sight("marta", "cases.rules"),
        _sight("marta", "cases.rule", code="MZ-RTI-21"),
        _sight("marta", "accounts.users"), _sight("marta", "accounts.new_user"),
        _sight("marta", "accounts.user", user_id=world.ids["ana"]), _sight("marta", "accounts.teams"),
        _sight("marta", "accounts.team", team_id=team),
    ]  # fmt: skip
