"""Search tokens: words normalised, hashed with a key and cut short, so that a stolen index gives no word away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from casetracker.kit.sealing import keyed
from casetracker.kit.sounds import sound_of

__all__ = [
    "Token",
    "Word",
    "joint_tokens",
    "name_tokens",
    "number_tokens",
    "numbers_of",
    "sound_of",
    "spelt",
    "story_tokens",
    "words_of",
]

RULES = 3
"""the version of all that decides which tokens a text has; another one asks for `casetracker rebuild`"""
BITS = 24
TOGETHER = 1 << BITS
"""from here on, tokens of words said together"""
SHORTEST = 3
PREFIXES = range(3, 7)
WORD = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"\d(?:[\s().-]*\d){6,}")
TAIL = 8
"""as many digits of a phone number as it has with and without the prefix of its country"""
LAST_ACCENT = "\u036f"
ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]")
"""all that combines with the letters before it up to the last accent; other scripts have others"""
CEDILLA = "\N{COMBINING CEDILLA}"
STOPPED = (
    "aos com como das dela dele deles dos ela ele eles era essa esse esta estava este foi foram isso isto lhe mais "
    "mas mesmo meu minha muito nas nao nem nos para pela pelo per por porque qual quando que quem sem ser seu sua "
    "tambem tem tinha uma voce con cual cuando del ella entre esa ese eso esto estos hay las les los muy pero quien "
    "sin sobre son sus también tan una unos aux avec ces cette dans des elle est eux ils leur lui mon nous par pas "
    "plus pour qui sans ses sont sur une vos vous about after all and any are been but can did for from had has "
    "have her him his its more not our out she some than that the their them then there they this was were what "
    "when which who will with you your "
)
STOP_WORDS = frozenset(STOPPED.split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and how it sounds ("" for a number)."""

    text: str
    sound: str


def words_of(text: str) -> list[str]:
    """Words as they are compared: without accents, case and stop words; a word of one or two letters is none."""
    return [word.replace("ç", "c") for word in _spelt(text)]


def spelt(text: str) -> list[Word]:
    """The same words, each with its sound: in that a cedilla is heard."""
    return [Word(word.replace("ç", "c"), "" if word.isdigit() else sound_of(word)) for word in _spelt(text)]


def _spelt(text: str) -> list[str]:
    return [word for word in WORD.findall(_plain(text)) if len(word) >= SHORTEST and word not in STOP_WORDS]


def _plain(text: str) -> str:
    """Without case and accents, but for the cedilla."""
    if text.isascii():  # most are, and a search reads many
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text).replace(f"c{CEDILLA}", "ç").replace(f"C{CEDILLA}", "ç")
    if max(apart) <= LAST_ACCENT:
        return ACCENTS.sub("", apart).casefold()
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def numbers_of(text: str) -> list[str]:
    """Phone numbers in a text, as the digits that stay the same however they are spaced and prefixed."""
    digits = (re.sub(r"\D", "", unicodedata.normalize("NFKC", one)) for one in NUMBER.findall(text))
    return [one[-TAIL:] for one in digits if one.isascii()]


def apart(text: str) -> tuple[list[Word], list[str]]:
    """What somebody typed to find something: its words, and the phone numbers among them, each once."""
    words = spelt(NUMBER.sub(" ", text))
    return list(dict.fromkeys(words)), list(dict.fromkeys(numbers_of(text)))


def _token(key: bytes, word: str) -> int:
    return int.from_bytes(keyed(key, word.encode())[: BITS // 8], "big")


def story_tokens(key: bytes, texts: Iterable[str]) -> dict[int, None]:
    """Of what is told: its words, whole, in the order of the text."""
    return {_token(key, word): None for text in texts for word in words_of(text)}


def name_tokens(key: bytes, texts: Iterable[str]) -> dict[int, None]:
    """Of names: whole words, their beginnings, and how they sound."""
    return {_token(key, part): None for text in texts for word in spelt(text) for part in _parts(word)}


def whole_tokens(key: bytes, texts: Iterable[str]) -> dict[int, None]:
    """Of names that no search may find: one token for the whole name, none for its parts."""
    return {_token(key, "=" + " ".join(words)): None for text in texts if (words := words_of(text))}


def number_tokens(key: bytes, texts: Iterable[str]) -> dict[int, None]:
    """Of phone numbers: each, whole."""
    return {_token(key, f"#{number}"): None for text in texts for number in numbers_of(text)}


def joint_tokens(key: bytes, texts: Iterable[str]) -> dict[int, None]:
    """Of several words that were said together: each text is one, and none of them is ever the token of a word."""
    return {TOGETHER + _token(key, f"&{text}"): None for text in texts}


def _parts(word: Word) -> Iterator[str]:
    yield word.text
    yield from (f"{word.text[:length]}-" for length in PREFIXES if length < len(word.text))
    if word.sound:
        yield f"~{word.sound}"


@dataclass(frozen=True, slots=True)
class Token:
    """Under which tokens one word is looked for. None: it cannot be there in this way."""

    exact: int
    begins: int | None
    sounds: int | None
    told: int | None


def token_of(names: bytes, stories: bytes, word: Word) -> Token:
    """The tokens of a word under the keys for names and for stories. A long word begins like its first six letters."""
    start = word.text[: PREFIXES[-1]]
    return Token(
        _token(names, word.text), _token(names, f"{start}-"), _token(names, f"~{word.sound}") if word.sound else None,
        _token(stories, word.text),
    )  # fmt: skip


def token_of_number(names: bytes, number: str) -> Token:
    """The token of a phone number, as `numbers_of` gives it."""
    return Token(_token(names, f"#{number}"), None, None, None)
