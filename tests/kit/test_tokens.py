"""Words are found whatever their accents and case, names also by beginning and sound, and an index gives none away."""

from __future__ import annotations

import pytest

from casetracker.kit.tokens import BITS, name_tokens, sound_of, story_tokens, token_for_name, words_of

KEY = bytes(32)


def test_words_lose_accents_case_and_what_says_nothing() -> None:
    assert words_of("A Direcção não tinha ARV's, e o Açúcar?") == ["direccao", "arv", "acucar"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Luísa", "Luiza"),
        ("Chissano", "Xissano"),
        ("Queiroz", "Keiros"),
        ("Philippe", "Filipe"),
        ("Gonzalez", "Gonsales"),
    ],
)
def test_spellings_of_one_name_sound_alike(one: str, other: str) -> None:
    assert sound_of(words_of(one)[0]) == sound_of(words_of(other)[0])


def test_a_name_is_found_by_its_beginning() -> None:
    tokens = name_tokens(KEY, ["Marta Nhamirre"])
    assert tokens.issuperset(token_for_name(KEY, "nham", how="beginning"))
    assert tokens.issuperset(token_for_name(KEY, "Nhamire", how="sound"))
    assert not tokens.issuperset(token_for_name(KEY, "carlos"))


def test_tokens_are_short_and_depend_on_the_key() -> None:
    tokens = story_tokens(KEY, ["sangue derramado"])
    assert all(0 <= token < 2**BITS for token in tokens)
    assert tokens.isdisjoint(story_tokens(bytes(31) + b"1", ["sangue derramado"]))
