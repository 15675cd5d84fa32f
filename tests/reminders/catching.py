"""A mail server that keeps what it is handed: SMTP on this machine alone."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class _Talk(socketserver.StreamRequestHandler):
    """One connection, word for word as RFC 5321 has it, as far as a letter needs."""

    def handle(self) -> None:
        catcher: Catcher = self.server  # type: ignore[assignment]
        self.say("220 ready")
        for line in self.rfile:
            word = line.decode().strip().upper()
            if word.startswith("RCPT") and catcher.refuses:
                self.say("451 later")
            elif word == "DATA":
                self.say("354 go on")
                catcher.raw.append(self.data())
                self.say("250 kept")
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 fine")

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def data(self) -> bytes:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)


class Catcher(socketserver.ThreadingTCPServer):
    """What came, as it came and read; `refuses` makes it turn every letter down."""

    allow_reuse_address, daemon_threads = True, True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.raw: list[bytes] = []
        self.refuses = False

    @property
    def settings(self) -> dict[str, object]:
        """What an application needs to send through it."""
        return {
            "MAIL_SERVER": "127.0.0.1", "MAIL_PORT": self.server_address[1], "MAIL_USE_TLS": False,
            "MAIL_FROM": "notes@example.org", "SITE_URL": "https://notes.example.org",
        }  # fmt: skip

    @property
    def letters(self) -> list[EmailMessage]:
        """The letters."""
        return [message_from_bytes(raw, policy=policy.default) for raw in self.raw]  # type: ignore[misc]


@contextmanager
def catching() -> Iterator[Catcher]:
    """The server, listening until the block ends."""
    with Catcher() as catcher:
        thread = threading.Thread(target=catcher.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield catcher
        finally:
            catcher.shutdown()
            thread.join()


def all_text(letter: EmailMessage) -> str:
    """Everything that stands in it: headers, plain text, HTML."""
    parts = [part.get_content() for part in letter.walk() if not part.is_multipart()]
    return "\n".join([*(f"{name}: {value}" for name, value in letter.items()), *parts])
