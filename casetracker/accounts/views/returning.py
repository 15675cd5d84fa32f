"""What was being typed when a session ended, offered to be sent after signing in again."""

from __future__ import annotations

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from casetracker.accounts import kept as keeping
from casetracker.accounts.guard import current_reader, permission
from casetracker.accounts.views.blueprint import bp
from casetracker.kit.languages import own_path


@bp.get("/kept")
@permission("account.own")
def kept() -> str:
    """Every form kept for me, to be sent or thrown away."""
    target = own_path(request.args.get("next", ""))
    return render_template("accounts/kept.html", forms=keeping.of(current_reader().user_id), next=target)


@bp.post("/kept/<uuid:kept_id>/discard")
@permission("account.own")
def discard(kept_id: UUID) -> Response:
    """I do not want it."""
    if not keeping.discard(current_reader().user_id, kept_id):
        abort(404)
    return redirect(url_for("accounts.kept"), 303)
