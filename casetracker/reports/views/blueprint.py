"""The blueprint of the pages of numbers."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("reports", __name__)
UNREADABLE = 400
