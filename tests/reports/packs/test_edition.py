"""An edition is one text and nothing else: it comes back as it was, whatever is written in it."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casetracker.kit.sentences import Sentence
from casetracker.kit.tables import Column, Table
from casetracker.reports.packs.edition import HIDDEN, Datum, Defined, Edition, Section, from_json, public, to_json
from tests.reports.packs.sample import edition

words = st.text(max_size=12)
numbers = st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.just(HIDDEN), st.none())
moments = st.datetimes(timezones=st.integers(-720, 720).map(lambda minutes: timezone(timedelta(minutes=minutes))))
CELLS = {
    "text": words | st.none(), "int": st.integers() | st.just(HIDDEN) | st.none(), "number": numbers,
    "percent": numbers, "date": st.dates() | st.none() | st.just("Total"),
}  # fmt: skip


@st.composite
def tables(draw: Any) -> Table:
    kinds = draw(st.lists(st.sampled_from(sorted(CELLS)), max_size=4))
    columns = tuple(Column(f"{at}{draw(words)}", draw(words), kind) for at, kind in enumerate(kinds))
    rows = draw(st.lists(st.tuples(*(CELLS[kind] for kind in kinds)), max_size=3))
    return Table(
        draw(words), columns, tuple(rows), draw(words), draw(st.dictionaries(words, words, max_size=2)),
        draw(moments | st.none()), draw(st.integers() | st.none()), tuple(draw(st.lists(words, max_size=2))),
    )  # fmt: skip


sections = st.builds(Section, words, words, st.tuples(words), st.lists(tables(), max_size=2).map(tuple), st.booleans())
data = st.builds(
    Datum, words, words, words, words | st.none(), st.lists(st.tuples(words, words), max_size=2).map(tuple), numbers,
    st.sampled_from(["int", "number", "percent"]),
)  # fmt: skip


@given(
    st.lists(sections, max_size=2).map(tuple), st.lists(data, max_size=3).map(tuple), words, moments, st.dates(),
    st.dictionaries(words, st.tuples(words, words), max_size=3),
    st.dictionaries(words, st.dictionaries(words, words, max_size=2), max_size=2),
)  # fmt: skip
def test_any_edition_comes_back_as_it_was(
    parts: Any, numbers: Any, title: str, moment: datetime, day: date, places: Any, labels: Any
) -> None:
    given = dataclasses.replace(
        edition(), sections=parts, data=numbers, title=title, known_at=moment, made_at=moment, first=day,
        places=places, labels=labels,
    )  # fmt: skip
    text = to_json(given)
    back = from_json(text)
    assert back == given
    assert to_json(back) == text
    text.encode("utf-8")


@pytest.mark.parametrize("language", ["pt", "en"])
def test_every_number_keeps_its_kind(language: str) -> None:
    given = edition(language)
    back = from_json(to_json(given))
    assert back == given
    assert [type(one.value) for one in back.data] == [type(one.value) for one in given.data]


def test_equal_editions_are_one_text_however_their_dictionaries_were_filled() -> None:
    given = edition()
    turned = dataclasses.replace(given, places=dict(reversed(given.places.items())))
    assert turned == given
    assert to_json(turned) == to_json(given)


def test_what_would_not_come_back_is_refused() -> None:
    for value in ("n", "", "5"):
        with pytest.raises(ValueError):
            Datum("R01", "n", "2026", None, (), value)
    with pytest.raises(ValueError):
        to_json(dataclasses.replace(edition(), known_at=datetime(2026, 1, 1)))  # noqa: DTZ001 - that is what is refused
    with pytest.raises(ValueError):
        to_json(dataclasses.replace(edition(), data=(Datum("R01", "n", "2026", None, (), float("nan")),)))
    for kind, cell in (("text", date(2026, 1, 1)), ("date", "2026-01-01"), ("int", True)):
        with pytest.raises(ValueError):
            Section("a", "A", (), (Table("T", (Column("a", "A", kind),), [(cell,)]),))  # type: ignore[arg-type]


def test_no_indicator_of_ours_is_called_a_global_one() -> None:
    with pytest.raises(ValueError, match=r"16\.3\.3"):
        Defined("R01", "", "", "", "", "", "", "1", sdg=("16.3.3",))


def test_sentences_are_said_when_the_section_is_made() -> None:
    table = Table(Sentence("%(n)s cases", n=3), (Column("a", Sentence("Place")),), [["Chokwé"]])  # type: ignore[list-item]
    made = Section("a", "A", (), (table,)).tables[0]
    assert (made.title, made.columns[0].label, made.rows) == ("3 cases", "Place", (("Chokwé",),))


def test_outside_people_are_known_by_their_roles() -> None:
    text = to_json(public(edition()))
    assert "Rosa" not in text
    assert "Marta" not in text
    assert json.loads(text)["checked_by"] == {"role": "Coordenadora", "name": ""}
    assert isinstance(from_json(text), Edition)
