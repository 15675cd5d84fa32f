"""Exactly once: a form sent again gives its first result; other words under the same number are never swallowed."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.kit.sealing import keyed
from casetracker.ledger.entries import Author
from casetracker.ledger.models import Submission


class OtherContent(Exception):
    """The same number came with other content: the text is shown again, to be sent as new or dropped."""


def submit(*, by: Author, nonce: str, content: bytes) -> str | None:
    """Take a submission inside the running transaction.

    None: it is new, go on and call `finish`. A text: the result of the first time. `OtherContent`: same number, other
    content. Two at once wait for each other on the row's key.
    """
    print_of = keyed(current_app.config["KEYRING"].derive("submissions"), content)
    where = (Submission.author_id == by.id, Submission.nonce == nonce)
    found = db.session.execute(select(Submission.content, Submission.result).where(*where)).first()
    if found is None:
        try:
            with db.session.begin_nested():
                db.session.execute(
                    insert(Submission).values(author_id=by.id, nonce=nonce, content=print_of, taken_at=clock.now())
                )
            return None
        except IntegrityError:
            found = db.session.execute(select(Submission.content, Submission.result).where(*where)).one()
    if found.content != print_of:
        raise OtherContent
    return found.result or ""


def finish(*, by: Author, nonce: str, result: str) -> None:
    """Remember the result of a submission: an address to show again."""
    db.session.execute(
        update(Submission).where(Submission.author_id == by.id, Submission.nonce == nonce).values(result=result)
    )
