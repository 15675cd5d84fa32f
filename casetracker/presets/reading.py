"""TOML files read with the line of every key, so that a mistake can be pointed at."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

_PART = r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|[^\s."\'\[\]=#]+'
_PATH = rf"(?:{_PART})(?:\s*\.\s*(?:{_PART}))*"
_HEADER = re.compile(rf"\s*\[\s*({_PATH})\s*\]\s*(?:#.*)?$")
_KEY = re.compile(rf"\s*({_PATH})\s*=")
_TOMLLIB_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")

Keys = tuple[str, ...]


@dataclass
class Mistakes:
    """What is wrong so far, gathered so that a person mends everything in one go."""

    found: list[tuple[str, int, str]] = field(default_factory=list)

    def add(self, path: Path, line: int, sentence: str) -> None:
        self.found.append((f"{path.parent.name}/{path.name}", line, sentence))

    def messages(self) -> list[str]:
        """`folder/file.toml:line: sentence`, in the order a person meets them."""
        return [f"{file}:{line}: {sentence}" for file, line, sentence in sorted(set(self.found))]


@dataclass(frozen=True)
class Source:
    """One file: what it says, on which line each key stands, and where its mistakes go."""

    path: Path
    data: dict[str, Any]
    lines: dict[Keys, int]
    mistakes: Mistakes

    def line(self, *keys: str) -> int:
        """The line of a key, else of what it stands in, else the first."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return self.lines.get(keys, 1)

    def refuse(self, sentence: str, *keys: str) -> None:
        """Say what is wrong with a key of this file."""
        self.mistakes.add(self.path, self.line(*keys), sentence)


def read(path: Path, mistakes: Mistakes) -> Source | None:
    """The file, or None after saying why it cannot be read."""
    if not path.is_file():
        mistakes.add(path, 1, "the file is missing")
        return None
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = wrong.object[: wrong.start].count(b"\n") + 1
        mistakes.add(path, line, "this line is not UTF-8 text; save the file as UTF-8")
        return None
    lines, repeated = _index(text)
    for keys, line in repeated:
        mistakes.add(path, line, _said_twice(keys, lines[keys]))
    if repeated:
        return None
    try:
        return Source(path, tomllib.loads(text), lines, mistakes)
    except tomllib.TOMLDecodeError as wrong:
        where = _TOMLLIB_PLACE.search(str(wrong))
        line = int(where[1]) if where and where[1] else text.count("\n") + 1
        mistakes.add(path, line, f"this cannot be read as TOML: {_TOMLLIB_PLACE.sub('', str(wrong))}")
        return None


def nearest(word: str, known: Collection[str]) -> str:
    """' (did you mean X?)' where something like it is known."""
    close = get_close_matches(word, list(known), n=1) if len(word) > 2 else []
    return f" (did you mean {close[0]}?)" if close else ""


def _said_twice(keys: Keys, first: int) -> str:
    if len(keys) == 1:
        return f"{keys[0]} is already on line {first}; a code stands once and is never used again, even when retired"
    return f"{keys[-1]} of {keys[0]} is already given on line {first}"


def _index(text: str) -> tuple[dict[Keys, int], list[tuple[Keys, int]]]:
    """The line of every table and key, and those that come a second time."""
    lines: dict[Keys, int] = {}
    repeated: list[tuple[Keys, int]] = []
    table: Keys = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            keys = table = _keys(header[1])
        elif pair := _KEY.match(line):
            keys = table + _keys(pair[1])
        else:
            continue
        if keys in lines:
            repeated.append((keys, number))
        else:
            lines[keys] = number
    return lines, repeated


def _keys(path: str) -> Keys:
    return tuple(part.strip("\"'") for part in re.findall(_PART, path))
