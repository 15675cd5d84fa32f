"""Asking a virus scanner (clamd) on this machine; nothing is asked where none is configured."""

from __future__ import annotations

import socket
from contextlib import closing

from casetracker.kit.files.media import Unfit
from casetracker.kit.saying import Sentence

SECONDS = 20
PIECE = 1 << 16
FOUND = Sentence("The virus scanner refuses this file.")
SILENT = Sentence("The virus scanner does not answer, so nothing was saved. Try again, or tell who looks after this.")


def scan(content: bytes, address: str) -> None:
    """`address`: a socket's path, host:port, or nothing. Unfit where something is found, or nobody answers."""
    if not address:
        return
    try:
        with closing(_connected(address)) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), PIECE):
                piece = content[start : start + PIECE]
                line.sendall(len(piece).to_bytes(4, "big") + piece)
            line.sendall(bytes(4))
            answer = _answer(line)
    except (OSError, ValueError) as error:  # nobody there, or no address at all
        raise Unfit(SILENT) from error
    if answer.endswith(b"FOUND"):
        raise Unfit(FOUND)
    if not answer.endswith(b"OK"):
        raise Unfit(SILENT)


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        line.connect(address)
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), SECONDS)


def _answer(line: socket.socket) -> bytes:
    said = b""
    while not said.endswith(b"\0") and (piece := line.recv(PIECE)):
        said += piece
    return said.rstrip(b"\0").strip()
