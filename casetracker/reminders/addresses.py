"""E-mail addresses of those who work here, sealed in the database for one account each."""

from __future__ import annotations

import re

from flask import current_app

from casetracker.kit.sealing import Broken, seal, unseal

SHAPE = re.compile(r"[^\s@<>\"(),:;\\\[\]]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?\.[A-Za-z0-9-]{2,}")


def is_address(text: str) -> bool:
    """Does it look like an e-mail address? Whether anybody reads there only a letter can tell."""
    return bool(SHAPE.fullmatch(text)) and ".." not in text and len(text) <= 254


def sealed_address(user_id: int, address: str) -> bytes:
    """The address as it is stored."""
    return seal(_key(), address.encode(), b"%d" % user_id)


def opened_address(user_id: int, stored: bytes) -> str:
    """The address; empty where it was sealed for somebody else or by another key."""
    try:
        return unseal(_key(), stored, b"%d" % user_id).decode()
    except Broken:
        return ""


def _key() -> bytes:
    key: bytes = current_app.config["KEYRING"].derive("mail addresses")
    return key
