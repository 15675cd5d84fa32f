"""Places to which a role can be cut: told by a higher room, since accounts know no places."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from flask import Flask, current_app

NAME = "casetracker_places_offered"


def offer(app: Flask, places_of: Callable[[int], Iterable[tuple[str, str]]]) -> None:
    """Say how to list (code, label) of a programme's provinces and districts."""
    app.extensions[NAME] = places_of


def offered(programme_ids: Iterable[int]) -> dict[str, str]:
    """Labels by code for these programmes; none where nobody offered any."""
    places_of = current_app.extensions.get(NAME)
    return {code: label for one in programme_ids for code, label in places_of(one)} if places_of else {}
