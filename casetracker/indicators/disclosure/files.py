"""Releases as a file of JSON, so that anybody can lay tables side by side and attack them.

    {"format": "casetracker-disclosure-1", "releases": [{
        "name": "C01 2026-Q1, edition 1",
        "cells": [{"key": ["C01", "2026-Q1", "MPM"], "value": 14, "small": 11}, {"key": [...], "value": null, ...}],
        "derived": [{"key": [...], "small": 11}],
        "sums": [{"whole": [...], "parts": [[...], [...]]}],
        "at_most": [{"part": [...], "whole": [...]}]}]}

A value of null is withheld. `small` is the threshold, and may be left out; so may every list but `cells`. `derived` are
counts that stand in no cell but hang together with some, such as a rest.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from casetracker.indicators.disclosure.releases import AtMost, Contradiction, Key, Release, Sum, spelled
from casetracker.kit.saying import Sentence

FORMAT = "casetracker-disclosure-1"


class NotReleases(ValueError):
    """The file holds no releases that could be read; str() is a sentence."""


def write(releases: Sequence[Release]) -> str:
    """The releases as text, the same for the same releases."""
    return json.dumps({"format": FORMAT, "releases": [_written(each) for each in releases]}, ensure_ascii=False) + "\n"


def read(text: str) -> list[Release]:
    """The releases of a file. Raises NotReleases."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise NotReleases(str(Sentence("It is not JSON."))) from None
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise NotReleases(str(Sentence("It does not say that its format is %(format)s.", format=FORMAT)))
    return [_read(each) for each in _many(content, "releases", needed=True)]


def _written(release: Release) -> dict[str, Any]:
    values: dict[Key, int | None] = {**release.shown, **dict.fromkeys(release.hidden)}
    return {
        "name": release.name,
        "cells": [{"key": key, "value": values[key], **_threshold(release, key)} for key in sorted(values)],
        "derived": [{"key": key, **_threshold(release, key)} for key in sorted(release.small.keys() - values.keys())],
        "sums": [each._asdict() for each in release.sums],
        "at_most": [each._asdict() for each in release.at_most],
    }


def _threshold(release: Release, key: Key) -> dict[str, int]:
    return {"small": release.small[key]} if key in release.small else {}


def _read(content: dict[str, Any]) -> Release:
    name = content.get("name")
    if not isinstance(name, str) or not name:
        raise NotReleases(str(Sentence("A release has no name.")))
    cells, derived = _many(content, "cells", needed=True), _many(content, "derived")
    values = _values(cells)
    try:
        return Release(
            name=name,
            shown={key: value for key, value in values.items() if value is not None},
            hidden=frozenset(key for key, value in values.items() if value is None),
            small={_key(each.get("key")): _count(each["small"]) for each in (*cells, *derived) if "small" in each},
            sums=tuple(_sum(each) for each in _many(content, "sums")),
            at_most=tuple(
                AtMost(_key(each.get("part")), _key(each.get("whole"))) for each in _many(content, "at_most")
            ),
        )
    except Contradiction as found:
        raise NotReleases(str(found)) from None


def _values(cells: Iterable[dict[str, Any]]) -> dict[Key, int | None]:
    values: dict[Key, int | None] = {}
    for each in cells:
        key, value = _key(each.get("key")), each.get("value", "")
        if key in values:
            raise NotReleases(str(Sentence("%(key)s stands there twice.", key=spelled(key))))
        values[key] = None if value is None else _count(value)
    return values


def _sum(content: dict[str, Any]) -> Sum:
    parts = content.get("parts")
    if not isinstance(parts, list) or not parts:
        raise NotReleases(str(Sentence("A sum has no parts.")))
    found = Sum(_key(content.get("whole")), tuple(_key(each) for each in parts))
    if len({found.whole, *found.parts}) <= len(parts):
        raise NotReleases(str(Sentence("%(key)s stands there twice.", key=spelled(found.whole))))
    return found


def _at_most(content: dict[str, Any]) -> AtMost:
    return AtMost(_key(content.get("part")), _key(content.get("whole")))


def _many(content: dict[str, Any], name: str, needed: bool = False) -> list[dict[str, Any]]:
    found = content.get(name, None if needed else [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise NotReleases(str(Sentence("%(name)s is not a list of objects.", name=name)))
    return found


def _key(content: object) -> Key:
    if not isinstance(content, list) or not content or not all(isinstance(each, str) for each in content):
        raise NotReleases(
            str(Sentence("A key is not a list of texts: %(text)s.", text=json.dumps(content, ensure_ascii=False)))
        )
    return tuple(content)


def _count(content: object) -> int:
    if isinstance(content, bool) or not isinstance(content, int) or not 0 <= content < 10**9:
        raise NotReleases(
            str(Sentence("%(text)s is not a whole number from 0 on.", text=json.dumps(content, ensure_ascii=False)))
        )
    return content
