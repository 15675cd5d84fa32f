"""The door: every unsafe request runs in one transaction, committed when its answer is not a refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, make_response, request
from flask.typing import ResponseReturnValue

from casetracker.kit.db import refuse, transaction
from casetracker.kit.incoming import Incoming

F = TypeVar("F", bound=Callable[..., Any])
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


def outside_transaction(view: F) -> F:
    """A view that keeps its own short transactions: signing in hashes for 40 ms and must not hold the ledger."""
    view.outside_transaction = True  # type: ignore[attr-defined]
    return view


class Door(Flask):
    """Flask with the door in front of its views."""

    request_class = Incoming

    def dispatch_request(self) -> ResponseReturnValue:
        """Answer a request; of an unsafe one, everything it did is committed or nothing is."""
        view = self.view_functions.get(request.endpoint or "")
        if request.method in SAFE or getattr(view, "outside_transaction", False):
            return super().dispatch_request()
        with transaction():
            response: Response = make_response(super().dispatch_request())
            if response.status_code >= 400:
                refuse()
        return response
