"""Words are found whatever their accents and case, names also by beginning and sound, and an index gives none away."""

from __future__ import annotations

from unicodedata import combining, normalize

import pytest
from hypothesis import given
from hypothesis.strategies import text

from casetracker.kit.tokens import (
    BITS,
    Token,
    name_tokens,
    number_tokens,
    numbers_of,
    spelt,
    story_tokens,
    token_of,
    token_of_number,
    words_of,
)

KEY = bytes(32)


def asked(word: str) -> Token:
    return token_of(KEY, KEY, spelt(word)[0])


def test_words_lose_accents_case_and_what_says_nothing() -> None:
    assert words_of("A Direcção não tinha ARV's, e o Açúcar?") == ["direccao", "arv", "acucar"]


def test_a_name_is_found_by_its_beginning() -> None:
    tokens = name_tokens(KEY, ["Marta Nhamirre"])
    assert asked("nham").begins in tokens
    assert asked("Nhamire").sounds in tokens
    assert asked("MARTA").exact in tokens
    assert not {asked("carlos").exact, asked("carlos").begins, asked("carlos").sounds} & tokens.keys()


@pytest.mark.parametrize("typed", ["84 123 4567", "+258 84 123 4567", "00258841234567", "84.123.4567", "(84) 123-4567"])
def test_a_phone_number_is_one_however_it_is_spaced_and_prefixed(typed: str) -> None:
    assert token_of_number(KEY, numbers_of(typed)[0]).exact in number_tokens(KEY, ["841234567 / 82 000 0000"])


@pytest.mark.parametrize("typed", ["", "12", "84 123", "٨٤١٢٣٤٥٦٧ ", "no number"])
def test_what_is_no_phone_number_has_no_token(typed: str) -> None:
    assert [one for one in numbers_of(typed) if not one.isdigit()] == []
    assert number_tokens(KEY, ["84 123"]) == {}


def test_tokens_are_short_and_depend_on_the_key() -> None:
    tokens = story_tokens(KEY, ["sangue derramado"])
    assert all(0 <= token < 2**BITS for token in tokens)
    assert tokens.keys().isdisjoint(story_tokens(bytes(31) + b"1", ["sangue derramado"]))


@given(text(max_size=60))
def test_the_quick_way_for_latin_letters_finds_what_the_slow_one_does(said: str) -> None:
    apart = normalize("NFKD", said)
    slow = "".join(letter for letter in apart if not combining(letter) or letter == "\N{COMBINING CEDILLA}")
    assert words_of(said) == words_of(slow)
