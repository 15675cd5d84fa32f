"""TOML files read with the line of every key, so that a mistake can be pointed at."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
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

    def add(self, file: str, line: int, sentence: str) -> None:
        self.found.append((file, line, sentence))

    def messages(self) -> list[str]:
        """`folder/file.toml:line: sentence`, in the order a person meets them."""
        return [f"{file}:{line}: {sentence}" for file, line, sentence in sorted(set(self.found))]


@dataclass(frozen=True)
class Source:
    """One file: what it says, and on which line each key stands."""

    path: Path
    data: dict[str, Any]
    lines: dict[Keys, int]

    @property
    def file(self) -> str:
        return name_of(self.path)

    def line(self, *keys: str) -> int:
        """The line of a key, else of what it stands in, else the first."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return self.lines.get(keys, 1)


def name_of(path: Path) -> str:
    """A file as the messages call it: its folder and its name."""
    return f"{path.parent.name}/{path.name}"


def read(path: Path, mistakes: Mistakes) -> Source | None:
    """The file, or None after saying why it cannot be read."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line = wrong.object[: wrong.start].count(b"\n") + 1
        mistakes.add(name_of(path), line, "this line is not UTF-8 text; save the file as UTF-8")
        return None
    lines, repeated = _index(text)
    for keys, line in repeated:
        mistakes.add(name_of(path), line, _said_twice(keys, lines[keys]))
    if repeated:
        return None
    try:
        return Source(path, tomllib.loads(text), lines)
    except tomllib.TOMLDecodeError as wrong:
        where = _TOMLLIB_PLACE.search(str(wrong))
        line = int(where[1]) if where and where[1] else text.count("\n") + 1
        mistakes.add(name_of(path), line, f"this cannot be read as TOML: {_TOMLLIB_PLACE.sub('', str(wrong))}")
        return None


def _said_twice(keys: Keys, first: int) -> str:
    if len(keys) == 1:
        return f"{keys[0]} is already on line {first}; a code is given once and never used again, even after it is retired"
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
