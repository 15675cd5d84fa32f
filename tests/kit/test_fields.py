"""What a person types is read as they meant it, or sent back with a sentence."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from casetracker.kit.fields.days import read_day
from tests.kit.pages_app import visit

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "text",
    ["5/11/2026", "05/11/2026", "5-11-2026", "5.11.2026", " 5 11 2026 ", "2026-11-05", "2026/11/5", "٥/١١/٢٠٢٦"],
)
def test_a_day_is_read_in_every_way_it_is_written_here(text: str) -> None:
    assert read_day(text, TODAY) == (date(2026, 11, 5), "day")


def test_today_and_yesterday_may_be_said(pages: Flask) -> None:
    assert [read_day(word, TODAY)[0].day for word in ("hoje", "Ontem", "today")] == [22, 21, 22]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("11/22/2026", "There is no month 22"),
        ("31/2/2026", "no such day"),
        ("5/11/26", "four digits"),
        ("next week", "day/month/year"),
        ("11/2026", "The day is missing"),
        ("5/11/0026", "too long ago"),
    ],
)
def test_a_day_that_cannot_be_meant_is_sent_back(pages: Flask, text: str, sentence: str) -> None:
    with pages.test_request_context(headers={"Accept-Language": "en"}):
        form = visit(who="Ana", day=text, type="STOCK")
        assert not form.validate()
        assert sentence in form.day.errors[0]
        assert form.day() and text in form.day._value()


@given(day=st.dates(date(1900, 1, 1), TODAY))
def test_no_day_is_ever_read_month_first(day: date) -> None:
    assert read_day(f"{day.day}/{day.month}/{day.year:04d}", TODAY) == (day, "day")


def test_a_month_or_a_year_counts_only_where_it_may() -> None:
    assert read_day("3/2021", TODAY, partial=True) == (date(2021, 3, 1), "month")
    assert read_day("2021-03", TODAY, partial=True) == (date(2021, 3, 1), "month")
    assert read_day("2021", TODAY, partial=True) == (date(2021, 1, 1), "year")


def test_a_day_to_come_is_refused(pages: Flask) -> None:
    with pages.test_request_context(headers={"Accept-Language": "en"}):
        form = visit(who="Ana", day="23/11/2026", type="STOCK")
        assert not form.validate()
        assert "still to come" in form.day.errors[0]


@pytest.mark.parametrize("bad", ["Ana\0", "Ana\ud800", "x" * 41])
def test_words_that_cannot_be_kept_are_sent_back(pages: Flask, bad: str) -> None:
    with pages.test_request_context():
        form = visit(who=bad, day="1/11/2026", type="STOCK")
        assert not form.validate()
        assert len(form.who.errors) == 1


def test_words_keep_their_letters_in_one_spelling(pages: Flask) -> None:
    with pages.test_request_context():
        form = visit(who=unicodedata.normalize("NFD", "  Lúcia   Conceição "), story=" one\r\ntwo 🙂 \u202eabc ")
        assert form.who.data == "Lúcia Conceição"
        assert form.story.data == "one\ntwo 🙂 \u202eabc"


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=60), st.text(max_size=40))
def test_no_text_breaks_a_form(words: str, day: str, number: str) -> None:
    from tests.kit.pages_app import make_app

    with make_app().test_request_context():
        form = visit(who=words, day=day, heads=number, type=words, flags=[words, number], agreed=day)
        form.validate()
        assert str(form.who()) and str(form.day()) and str(form.heads())


def test_a_number_is_read_as_its_reader_writes_it(pages: Flask) -> None:
    with pages.test_request_context(headers={"Accept-Language": "en"}):
        assert visit(heads="1,234").heads.data == 1234
        form = visit(who="Ana", day="1/11/2026", type="FEE", heads="501")
        assert not form.validate()
        assert form.heads.errors == ["This must be at most 500."]


def test_a_code_that_was_not_offered_is_refused_and_nothing_chosen_is_said_so(pages: Flask) -> None:
    with pages.test_request_context(headers={"Accept-Language": "en"}):
        form = visit(who="Ana", day="1/11/2026", type="OTHER", flags=["STOCK", "STOCK", "NONE"])
        assert not form.validate()
        assert dict(form.sentences()) == {"Type": "Choose one of the answers offered.", "Flags": form.flags.errors[0]}
        assert visit().type.data is None


def test_what_an_action_refuses_stands_beside_its_field(pages: Flask) -> None:
    with pages.test_request_context():
        form = visit(who="Ana", day="1/11/2026", type="STOCK")
        assert form.validate()
        form.take({"day": "Before the opening.", "": "Closed."})
        assert form.day.errors == ["Before the opening."]
        assert form.form_errors == ["Closed."]


@pytest.mark.parametrize("text", ["\u200b", "\ufeff \u200b", " \u2003 ", "\u202e", "\x07"])
def test_a_name_of_which_nothing_can_be_seen_is_no_name(pages: Flask, text: str) -> None:
    with pages.test_request_context(headers={"Accept-Language": "en"}):
        form = visit(who=text, day="today", type="STOCK")
        assert not form.validate() and form.who.errors


def test_a_sentence_where_a_day_was_asked_for_is_shown_again_whole(pages: Flask) -> None:
    said = "after the visit of the director, on the Tuesday before the fifth of November"
    with pages.test_request_context(headers={"Accept-Language": "en"}):
        form = visit(who="Ana", day=said, heads=said, type="STOCK")
        assert not form.validate()
        assert said in form.day() and said in form.heads()
