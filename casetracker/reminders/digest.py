"""The weekly letter as a job: to whoever switched it on, once a week, when people work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from flask import current_app
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from casetracker.accounts.models import User
from casetracker.accounts.queries import reader_of
from casetracker.kit import clock
from casetracker.kit.db import db, transaction
from casetracker.kit.sealing import keyed
from casetracker.reminders.addresses import opened_address
from casetracker.reminders.jobs import Job
from casetracker.reminders.letter import letter
from casetracker.reminders.models import Digest, MailChoice
from casetracker.reminders.post import is_configured, post
from casetracker.reminders.queries.office import office_of, programmes_of
from casetracker.reminders.queries.week import together, week_in
from casetracker.reminders.sending import may_send, week_of

AGAIN = timedelta(minutes=10)
MOST_TRIES = 20
Due = tuple[int, date]
"""the account, and the Monday of the week"""


def due() -> Iterator[Due]:
    """Whose letter of this week is to be sent now."""
    if not is_configured():
        return
    wanted = select(User).join(MailChoice, MailChoice.user_id == User.id)
    for user in db.session.scalars(wanted.where(MailChoice.weekly.is_(True), User.disabled_at.is_(None))):
        week = _week_open(user)
        if week is not None:
            yield user.id, week


def send(one: Due) -> bool:
    """Send one letter, unless another process has it in hand."""
    user_id, week = one
    if not _claimed(user_id, week):
        return False
    try:
        state = _sent(user_id, week)
    except Exception:
        _now_is(user_id, week, "failed")
        raise
    _now_is(user_id, week, state)
    return state == "sent"


def _week_open(user: User) -> date | None:
    """The week whose letter this person should get at this moment: people work in all their programmes now."""
    now, programmes = clock.now(), programmes_of(reader_of(user))
    if not programmes:
        return None
    week = week_of(clock.today(programmes[0].timezone))
    row = db.session.get(Digest, (user.id, week))
    again = row is not None and row.state == "failed" and row.tries < MOST_TRIES and row.at <= now - AGAIN
    if row is not None and not again:
        return None
    return week if all(may_send(now, office_of(programme, now)) for programme in programmes) else None


def _claimed(user_id: int, week: date) -> bool:
    """`sending` is written before anything leaves: of two processes one gets it, and a letter whose process died half
    way is not sent again, because nobody knows whether it left."""
    failed = (Digest.user_id == user_id, Digest.week == week, Digest.state == "failed")
    values = {"state": "sending", "tries": Digest.tries + 1, "at": clock.now()}
    try:
        with transaction():
            if db.session.execute(update(Digest).where(*failed).values(**values)).rowcount:  # type: ignore[attr-defined]
                return True
            db.session.add(Digest(user_id=user_id, week=week, state="sending", tries=1, at=clock.now()))
    except IntegrityError:
        return False
    return True


def _sent(user_id: int, week: date) -> str:
    user, choice = db.session.get_one(User, user_id), db.session.get_one(MailChoice, user_id)
    reader, address = reader_of(user), opened_address(user_id, choice.address)
    parts = together(
        part
        for programme in programmes_of(reader)
        for part in week_in(reader, programme.id, clock.today(programme.timezone))
    )
    if not parts or not address:
        return "nothing"
    made = letter(parts, user.locale)
    db.session.rollback()  # nothing is held open while a mail server takes its time
    post(made, address, _known_as(user_id, week))
    return "sent"


def _known_as(user_id: int, week: date) -> str:
    """The same for the same letter, and telling nothing of whose it is."""
    key = current_app.config["KEYRING"].derive("mail ids")
    return keyed(key, b"%d" % user_id, week.isoformat().encode()).hex()[:32]


def _now_is(user_id: int, week: date, state: str) -> None:
    with transaction():
        db.session.get_one(Digest, (user_id, week)).state = state


WEEKLY = Job("weekly letters", due, send)
