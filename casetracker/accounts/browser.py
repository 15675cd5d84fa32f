"""Flask's session, kept on the desk: a cookie that means nothing elsewhere, read only when a page looks into it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Request, Response, request
from flask import session as flask_session
from flask.sessions import SessionInterface, SessionMixin

from casetracker.accounts import sessions
from casetracker.accounts.sessions import Standing

FAMILIES = ("Firefox", "Edg", "OPR", "SamsungBrowser", "Chrome", "Safari")
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux")


class ServerSession(SessionMixin):
    """What one browser's cookie stands for. `dead` is the session it named where that one is over."""

    modified = False

    def __init__(self, token: str | None) -> None:
        self._token = token
        self._data: dict[str, Any] | None = None
        self._row: Standing | None = None
        self._dead: Standing | None = None
        self.new_token: str | None = None
        self.renews = True
        self.forget = False

    @property
    def row(self) -> Standing | None:
        """The standing session, or None where nothing is kept of this browser yet."""
        self._load()
        return self._row

    @property
    def dead(self) -> Standing | None:
        """The session that the cookie named and that is over."""
        self._load()
        return self._dead

    @property
    def looked_into(self) -> bool:
        """Did this request ask who is there?"""
        return self._data is not None

    def sign_in(self, user_id: int, user_key: str, idle: timedelta) -> None:
        """From here on this browser is in a new session; a token planted before means nothing."""
        self._enter(*sessions.begin(self.row, user_id, user_key, idle, _device()))

    def close(self) -> None:
        """From here on this browser is in none."""
        self._row, self._data, self._token = None, {}, None
        self.modified, self.forget = False, True

    def save(self) -> None:
        """Keep what was put into it, or say that somebody is still there (once a minute)."""
        if self.modified and self.row is None:
            self._enter(*sessions.begin_stranger(dict(self)))
        elif self.modified and self.row is not None:
            sessions.write(self.row.id, dict(self))
        if self.looked_into and self.renews and self.row is not None:
            sessions.touch(self.row)

    def _enter(self, row: Standing, token: str) -> None:
        self._row, self._data, self._dead = row, dict(row.data), None
        self.new_token, self.modified, self.forget = token, False, False

    def _load(self) -> dict[str, Any]:
        if self._data is None:
            self._data = {}
            row = sessions.find(self._token) if self._token else None
            if row is not None and row.why_over is None:
                self._row, self._data = row, dict(row.data)
            self._dead = row if self._row is None else None
        return self._data

    def __getitem__(self, key: str) -> Any:
        return self._load()[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self._load()[key] = value
        self.modified = True

    def __delitem__(self, key: str) -> None:
        del self._load()[key]
        self.modified = True

    def __iter__(self) -> Iterator[str]:
        return iter(self._load())

    def __len__(self) -> int:
        return len(self._load())


class DeskSessions(SessionInterface):
    """Opens and saves sessions for Flask."""

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Nothing is read yet: pages for everybody never touch the database."""
        return ServerSession(request.cookies.get(_cookie_name(request)))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Save, and send the cookie where it is new or over."""
        assert isinstance(session, ServerSession)
        session.save()
        name, secure = _cookie_name(request), not is_plain(request)
        if session.looked_into:
            response.vary.add("Cookie")
        if session.new_token:
            response.set_cookie(name, session.new_token, path="/", secure=secure, httponly=True, samesite="Lax")
        elif session.forget:
            response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="Lax")


def this_session() -> ServerSession:
    """The session of the running request."""
    found = flask_session._get_current_object()  # type: ignore[attr-defined]
    assert isinstance(found, ServerSession)
    return found


def is_plain(asked: Request) -> bool:
    """Is this the machine itself, without TLS? Only there may the cookie go without Secure."""
    host = urlsplit(f"//{asked.host}").hostname or ""
    return not asked.is_secure and (host in ("localhost", "::1") or host.startswith("127."))


def _cookie_name(asked: Request) -> str:
    """`__Host-` wherever there is TLS; its plain twin on this machine."""
    return "session" if is_plain(asked) else "__Host-session"


def _device() -> str:
    """The browser and system as their owner would name them, and nothing that tells two of a kind apart."""
    said = request.user_agent.string
    family = next((name for name in FAMILIES if name in said), "")
    system = next((name for name in SYSTEMS if name in said), "")
    names = {"Edg": "Edge", "OPR": "Opera", "SamsungBrowser": "Samsung", "Macintosh": "Mac"}
    return ", ".join(names.get(word, word) for word in (family, system) if word)
