"""Passwords that are tried first: common words, keyboard runs, repetitions, and the person's own names."""

from __future__ import annotations

import re
from collections.abc import Iterable

_COMMON_WORDS = """
    password passw0rd passwort contrasena contraseña senha palavrapasse palavrachave motdepasse mypassword minhasenha
    passwordpassword senhasenha letmein welcome bemvindo bienvenue bienvenido bienvenida iloveyou teamo euteamo amormeu
    qwerty qwertyuiop azerty azertyuiop asdfgh asdfghjkl zxcvbnm qwertyasdfgh qazwsx qazwsxedc monkey dragon football
    futebol futbol benfica sporting fcporto baseball superman batman pokemon starwars princess sunshine shadow master
    michael jordan killer trustno charlie ashley jessica samantha computer internet secret segredo admin administrator
    administrador root user usuario utilizador utente login test teste testing guest changeme mudar default temporary
    deus jesus jesuscristo jesuschrist blessed deusefiel deusemais maputo mocambique moçambique mozambique nampula beira
    saude saúde health namati casetracker caso casos paralegal paralegais defensor defensora advogado ministerio
    hospital centrodesaude justica justiça justice direitos donotenter opensesame abretesesamo correcthorsebatterystaple
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "0123456789", "qwertyuiopasdfghjklzxcvbnm", "azertyuiopqsdfghjklmwxcvbn")
_TAIL = re.compile(r"[\W\d_]+$")
_LEET = str.maketrans("013457@$!", "oieastasi")


def is_guessed(password: str, own_words: Iterable[str] = ()) -> bool:
    """Is nothing left of it once common words, runs, repetitions and own names are taken away?"""
    plain = password.casefold()
    own = {word.casefold() for text in own_words for word in text.split() if len(word) > 2}
    return (
        _few_letters(plain)
        or _is_run(plain)
        or any(_stripped(form) in _COMMON | own for form in (plain, _TAIL.sub("", plain).translate(_LEET)))
    )


def _few_letters(plain: str) -> bool:
    half = next((n for n in range(1, len(plain) // 2 + 1) if plain == (plain[:n] * len(plain))[: len(plain)]), 0)
    return len(set(plain)) < 5 or 0 < half <= 4


def _is_run(plain: str) -> bool:
    return any(plain in way * 2 for run in _RUNS for way in (run, run[::-1]))


def _stripped(plain: str) -> str:
    """Letters only, once: digits, signs and saying it twice make a common word no rarer."""
    letters = "".join(sign for sign in plain if sign.isalpha())
    half = letters[: len(letters) // 2]
    return half if half * 2 == letters else letters
