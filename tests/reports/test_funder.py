"""Felix is led to the reports that were published for him; nothing else opens, and nothing is counted for him live."""

from __future__ import annotations

from tests.people import World
from tests.reports.publishing import checked, publish


def test_he_is_led_to_what_was_published(year: World) -> None:
    felix = year.seat("felix")
    for path in ("/", "/numbers"):
        answer = felix.get(path)
        assert answer.status_code == 302 and answer.location.startswith("/reports"), path
    assert "No report was published yet." in felix.get("/reports").text
    out = publish(year, checked(year, "funder_year", "funder"))
    assert f"/reports/{out}" in felix.get("/reports").text


def test_nothing_else_opens(year: World) -> None:
    felix = year.seat("felix")
    for path in ("/numbers/C01", "/numbers/C01/open?from=2026-Q1", "/numbers/C01/table.csv", "/numbers/C01/changes",
                 "/numbers/C01/open/rows.csv", "/numbers/C01?as_at=2026-03-01", "/numbers/headlines"):  # fmt: skip
        assert felix.get(path).status_code == 404, path
