"""Search tokens: words normalised, hashed with a key and cut short, so that a stolen index gives no word away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from casetracker.kit.sealing import keyed

BITS = 24
SHORTEST = 3
PREFIXES = range(3, 7)
WORD = re.compile(r"[^\W_]+")
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
SOUNDS = (
    ("ph", "f"), ("th", "t"), ("ch", "x"), ("sh", "x"), ("lh", "l"), ("ll", "l"), ("nh", "n"), ("gn", "n"),
    ("qu", "k"), ("gue", "ge"), ("gui", "gi"), ("ck", "k"), ("ce", "se"), ("ci", "si"), ("ge", "je"), ("gi", "ji"),
    ("c", "k"), ("q", "k"), ("z", "s"), ("y", "i"), ("w", "v"), ("h", ""),
)  # fmt: skip


def words_of(text: str) -> list[str]:
    """Words as they are compared: without accents, case and stop words; a word of one or two letters is none."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    return [word for word in WORD.findall(plain) if len(word) >= SHORTEST and word not in STOP_WORDS]


def sound_of(word: str) -> str:
    """Roughly how a name sounds in Portuguese, Spanish, French and English: two spellings of one name fall together."""
    for spelt, heard in SOUNDS:
        word = word.replace(spelt, heard)
    first, rest = word[:1], re.sub(r"[aeiou]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", first + rest)


def _token(key: bytes, word: str) -> int:
    return int.from_bytes(keyed(key, word.encode())[: BITS // 8], "big")


def story_tokens(key: bytes, texts: Iterable[str]) -> set[int]:
    """Of what is told: its words, whole."""
    return {_token(key, word) for text in texts for word in words_of(text)}


def name_tokens(key: bytes, texts: Iterable[str]) -> set[int]:
    """Of names: whole words, their beginnings, and how they sound."""
    return {_token(key, part) for text in texts for word in words_of(text) for part in _parts(word)}


def _parts(word: str) -> Iterator[str]:
    yield word
    yield from (f"{word[:length]}-" for length in PREFIXES if length < len(word))
    if not word.isdigit():
        yield f"~{sound_of(word)}"


def token_for_name(key: bytes, word: str, *, how: str = "word") -> list[int]:
    """The tokens under which a name is looked for: `how` is word, beginning or sound."""
    marks = {"word": "{}", "beginning": "{}-", "sound": "~{}"}
    shaped = {"word": lambda one: one, "beginning": lambda one: one[: PREFIXES[-1]], "sound": sound_of}[how]
    return [_token(key, marks[how].format(shaped(one))) for one in words_of(word)]
