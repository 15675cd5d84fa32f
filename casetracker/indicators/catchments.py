"""P03: the people around facilities, each facility once, with the source and year of its figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Known = Mapping[str, tuple[int, str, int | None]]


def with_populations(raw: Mapping[str, Any], known: Known) -> dict[str, Any]:
    """People, facilities, and how many of these have no figure."""
    places = raw.get("places") or set()
    found = [known[place] for place in places if place in known]
    return {
        "people": sum(population for population, _, _ in found),
        "facilities": len(places),
        "unknown": len(places) - len(found),
    }


def sources(known: Known) -> list[tuple[str, str]]:
    """(source, year) of the figures, most used first."""
    seen: dict[tuple[str, str], int] = {}
    for _, source, year in known.values():
        mark = (source or "", str(year or ""))
        seen[mark] = seen.get(mark, 0) + 1
    return sorted(seen, key=lambda mark: (-seen[mark], mark))
