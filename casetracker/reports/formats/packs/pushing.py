"""Sending data value sets to a DHIS2 server, and reading what it says it did with them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from casetracker.kit.errors import NotDone
from casetracker.kit.saying import Sentence

QUERY = "/api/dataValueSets?importStrategy=CREATE_AND_UPDATE"
PATIENCE = 30.0
"""seconds for each thing a server may be slow with"""
MOST = 5_000_000
"""bytes of an answer that are read"""
LOCAL = ("localhost", "127.0.0.1", "::1")
MOST_CONFLICTS = 100
CONFLICT = 409
"""the status of an answer that tells of values it would not take"""


@dataclass(frozen=True)
class Outcome:
    """What the server did. `status`: SUCCESS, WARNING or ERROR; `conflicts` in its own words."""

    status: str
    created: int
    updated: int
    ignored: int
    deleted: int
    conflicts: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Was everything taken?"""
        return self.status in ("SUCCESS", "OK") and not self.ignored and not self.conflicts


class _Stay(HTTPRedirectHandler):
    """Nowhere else: the token is for one server."""

    def redirect_request(self, *_args: Any) -> None:
        return None


def push(payload: Mapping[str, Any], server_url: str, token: str, opener: OpenerDirector | None = None) -> Outcome:
    """One set, with a personal access token. NotDone where the server was not reached or would not speak with us."""
    body = json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace")
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Authorization": f"ApiToken {token}"}
    if not token.isascii() or not token.isprintable():
        raise NotDone(Sentence("This is not a token of DHIS2."))
    request = Request(address(server_url), body, headers, method="POST")  # noqa: S310 - checked by `address`
    try:
        with (opener or build_opener(_Stay)).open(request, timeout=PATIENCE) as answer:
            return outcome(answer.read(MOST))
    except HTTPError as refused:
        with refused:
            return _refused(refused)
    except (OSError, HTTPException) as error:
        raise NotDone(
            Sentence("The DHIS2 server could not be reached. Nothing is known of what it took."), 502
        ) from error


def push_all(
    sets: Iterable[Mapping[str, Any]], server_url: str, token: str, opener: OpenerDirector | None = None
) -> Outcome:
    """Every set, one after the other; what was done in all of them together."""
    done = [push(one, server_url, token, opener) for one in sets]
    worst = [status for status in ("ERROR", "WARNING") if any(one.status == status for one in done)]
    return Outcome(
        (worst or ["SUCCESS"])[0], sum(one.created for one in done), sum(one.updated for one in done),
        sum(one.ignored for one in done), sum(one.deleted for one in done),
        tuple(text for one in done for text in one.conflicts)[:MOST_CONFLICTS],
    )  # fmt: skip


def address(server_url: str) -> str:
    """Where to send; the token and the numbers go through no open line, except to this very computer."""
    parts = urlsplit(server_url.strip())
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL)
    if not safe or not parts.hostname or parts.username is not None or parts.query or parts.fragment:
        raise NotDone(Sentence("The address of a DHIS2 server begins with https:// and has no name or password in it."))
    return parts.geturl().rstrip("/").removesuffix("/api") + QUERY


def _refused(refused: HTTPError) -> Outcome:
    """An answer of conflicts is an answer; any other is a refusal."""
    if refused.code == CONFLICT:
        return outcome(refused.read(MOST))
    if refused.code in (401, 403):
        raise NotDone(Sentence("The DHIS2 server does not accept this token, or it may not write here."), 502)
    raise NotDone(Sentence("The DHIS2 server answered %(code)s.", code=refused.code), 502)


def outcome(answer: bytes) -> Outcome:
    """An import summary, as older servers give it or wrapped as newer ones do."""
    try:
        said = json.loads(answer)
        summary = said.get("response") if isinstance(said.get("response"), dict) else said
        counts = summary.get("importCount") or {}
        created, updated, ignored, deleted = (
            int(counts.get(name, 0)) for name in ("imported", "updated", "ignored", "deleted")
        )
        conflicts = tuple(_conflict(one) for one in summary.get("conflicts") or [])[:MOST_CONFLICTS]
        if not counts and not conflicts and said.get("message"):
            conflicts = (str(said["message"])[:500],)
        return Outcome(str(summary["status"]), created, updated, ignored, deleted, conflicts)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise NotDone(Sentence("The DHIS2 server gave an answer that is not an import summary."), 502) from None


def _conflict(one: Mapping[str, Any]) -> str:
    parts = (one.get("errorCode"), one.get("object") or one.get("property"), one.get("value"))
    return ": ".join(str(part) for part in parts if part)[:500]
