"""What the command line says needs no page: days, moments and numbers have a form without a reader."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask

from casetracker.kit import spoken


def test_a_moment_is_said_where_nobody_asked_for_a_page(app: Flask) -> None:
    assert "2026" in spoken.moment(datetime(2026, 6, 15, 9, 30, tzinfo=UTC))
