"""Sentences that wait to be said until somebody reads them, for files that know neither web nor language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass
class Voice:
    """How a sentence is translated where it is read, and how a day is written there; the languages set it."""

    one: Callable[..., str] = lambda msgid, **values: msgid % values if values else msgid
    many: Callable[..., str] = lambda msgid, plural, num, **values: (
        (msgid if num == 1 else plural)
        % {
            "num": num,
            **values,
        }
    )
    day: Callable[[date], str] = date.isoformat
    spelled: Callable[[date, bool], str] = lambda day, year: day.isoformat()


VOICE = Voice()


@dataclass(frozen=True)
class Spelled:
    """A day with the name of its month; without its year where that is the year of `beside`."""

    on: date
    beside: date | None = None

    def __str__(self) -> str:
        return VOICE.spelled(self.on, self.beside is None or self.beside.year != self.on.year)


@dataclass(frozen=True, init=False)
class Sentence:
    """An English sentence with its values, translated where it is read."""

    msgid: str
    values: tuple[tuple[str, Any], ...]
    plural: str | None

    def __init__(self, msgid: str, *, plural: str | None = None, **values: Any) -> None:
        object.__setattr__(self, "msgid", msgid)
        object.__setattr__(self, "plural", plural)
        object.__setattr__(self, "values", tuple(sorted(values.items())))

    def text(self) -> str:
        """In the reader's language. With `plural` the value `num` chooses the form."""
        values = {name: said(value) for name, value in self.values}
        if self.plural is not None:
            number = dict(self.values)["num"]
            rest = {name: value for name, value in values.items() if name != "num"}
            return str(VOICE.many(self.msgid, self.plural, number, **rest))
        return str(VOICE.one(self.msgid, **values))

    def __str__(self) -> str:
        return self.text()


def said(value: Any) -> Any:
    """Sentences and lazy texts become text, days are written as the reader writes them, several are set off by commas;
    all else stays as it is."""
    if type(value) is date:
        return VOICE.day(value)
    if isinstance(value, tuple):
        return ", ".join(str(said(one)) for one in value)
    return str(value) if isinstance(value, Sentence | Spelled) or type(value).__name__ == "LazyString" else value
