"""Taking a form exactly once: the same again gives its first result, other words are never swallowed (C15, C16)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from casetracker.accounts.guard import current_reader
from casetracker.kit.db import db
from casetracker.kit.forms import Form
from casetracker.kit.ids import new_id
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.kinds import Refused, Stale
from casetracker.ledger.submissions import OtherContent, finish, submit

UNPROCESSABLE, CONFLICT = 422, 409
CARRIED = ("csrf_token", "nonce", "seen_seq", "whole", "kept")
PIECE = 1 << 16
Draw = Callable[[int], Response]
Present = Callable[[str], tuple[Any, int]]
"""field -> what it says now, and the last entry of the dossier"""


def take(
    form: Form, draw: Draw, act: Callable[[], str], *, said: str = "", about: str = "", present: Present | None = None
) -> Response:
    """Draw the form, or take what was sent: `act` does it and says where to go next.

    What an action refuses is shown beside the fields with everything typed kept; `said` is said when it is done;
    `about` tells apart forms of one address; `present` says what stands where somebody changed it meanwhile.
    """
    if not form.is_submitted():
        return draw(200)
    by, nonce = current_reader().author, str(form.submission())
    try:
        first = submit(by=by, nonce=nonce, content=_print(about))
    except OtherContent:
        return _as_new(form, draw)
    if first:
        return redirect(first, 303)
    if not form.validate():
        return draw(UNPROCESSABLE)
    try:
        with db.session.begin_nested():
            where = act()
    except Refused as refused:
        form.take(refused.problems)
        return draw(UNPROCESSABLE)
    except Stale as stale:
        return _stale(form, draw, stale, present)
    finish(by=by, nonce=nonce, result=where)
    if said:
        flash(said, "success")
    return redirect(where, 303)


def _print(about: str) -> bytes:
    """The same text for the same content, as it was sent: what a form offers may change once it was taken."""
    sent = sorted((name, values) for name, values in request.form.lists() if name not in CARRIED)
    files = [[name, hash_of(file)] for name, file in request.files.items(multi=True) if file]
    return json.dumps([about, sent, files] if files else [about, sent]).encode()


def hash_of(file: FileStorage) -> str:
    """SHA-256 of what came, read again from its beginning by whoever comes next."""
    file.stream.seek(0)
    found = hashlib.sha256()
    while piece := file.stream.read(PIECE):
        found.update(piece)
    file.stream.seek(0)
    return found.hexdigest()


def _as_new(form: Form, draw: Draw) -> Response:
    """Under this number something else was saved; what is typed now stays, and may be sent as something new."""
    form.nonce.data = str(new_id())
    form.form_errors.append(
        _("This form was sent and saved before, with other contents. What is typed here now is not saved. "
          "If it is something new, send it again.")
    )  # fmt: skip
    return draw(CONFLICT)


def _stale(form: Form, draw: Draw, stale: Stale, present: Present | None) -> Response:
    """Somebody changed the same field meanwhile; the page shows both, and sending again is done knowingly."""
    now, seq = present(stale.field) if present else (stale.present, 0)
    if seq:
        form.seen_seq.data = str(seq)
    form.take({stale.field: _("Somebody changed this since you opened the page. It now says: %(now)s", now=now or "–")})
    form.form_errors.append(
        _("Nothing of yours is saved. Read what stands now, change yours if need be, and send it again.")
    )
    return draw(CONFLICT)
