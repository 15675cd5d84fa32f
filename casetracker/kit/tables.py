"""Table and Column: the one shape in which records and figures leave the application."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, Protocol

Kind = Literal["text", "int", "number", "percent", "date"]
Value = str | int | float | date | None


class Says(Protocol):
    """Text that waits for its reader's language: a Sentence, a lazy string, or plain text."""

    def __str__(self) -> str: ...


@dataclass(frozen=True)
class Column:
    """`percent` holds a fraction (0.25 is 25 %), `int` whole numbers, `number` decimals; None is an empty cell."""

    key: str
    label: Says
    kind: Kind = "text"

    @property
    def numeric(self) -> bool:
        return self.kind in ("int", "number", "percent")


@dataclass(frozen=True)
class Table:
    """Rows in column order, and what a reader of the file needs to understand them.

    `rule` how it is counted; `filters` what it was cut to, as shown; `known_at` the time of knowledge; `n` how many
    facts stand behind it; `notes` what else must be said, such as why rows do not add up.
    """

    title: Says
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Value, ...]]
    rule: Says = ""
    filters: Mapping[str, Says] = field(default_factory=dict)
    known_at: datetime | None = None
    n: int | None = None
    notes: tuple[Says, ...] = ()

    def __post_init__(self) -> None:
        if len({column.key for column in self.columns}) != len(self.columns):
            raise ValueError("two columns of a table have one key")

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns)

    def __len__(self) -> int:
        return len(self.rows)

    def records(self) -> Iterator[dict[str, Value]]:
        """Each row by column key."""
        keys = self.keys
        return (dict(zip(keys, row, strict=True)) for row in self.rows)

    def column(self, key: str) -> list[Value]:
        """One column's values, top to bottom."""
        at = self.keys.index(key)
        return [row[at] for row in self.rows]

    def only(self, keys: Iterable[str]) -> Table:
        """The same table with these columns, in this order."""
        at = [self.keys.index(key) for key in keys]
        rows = [tuple(row[i] for i in at) for row in self.rows]
        return replace(self, columns=tuple(self.columns[i] for i in at), rows=rows)
