"""Spellings of one name sound alike, whoever wrote it down; names that only look alike do not."""

from __future__ import annotations

import pytest

from casetracker.kit.tokens import spelt

SAME = {
    "Mozambique": [
        "Macuácua Makwakwa Macuacua", "Chissano Xissano", "Nhaca Nyaka", "Mucavele Mukavele", "Cossa Kossa Khossa",
        "Guambe Gwambe", "Muianga Muyanga", "Sitoe Sithoe", "Uate Wate", "Cuamba Kwamba", "Machava Matchava",
        "Nhantumbo Nyantumbo", "Manhiça Manhisa", "Issufo Essufo", "Omar Umar Oumar", "Bila Bhila",
        "Chivambo Xivambo", "Mabjaia Mabjaya", "Djamba Jamba", "Hunguana Ungwana", "Ubisse Ubice", "Sitole Sithole",
        "Mondlane Mondhlane",
    ],
    "Portuguese": [
        "Luísa Luiza", "Queiroz Keiros", "Gonçalves Gonsalves", "Benjamim Benjamin", "Estêvão Istevão", "Sofia Sophia",
        "Conceição Conseisao", "Joaquim Joakim", "Helena Elena", "Walter Valter", "Teresa Theresa", "Souza Sousa",
        "Isaque Isaac", "Guilherme Guillermo", "Nascimento Nacimento",
    ],
    "Spanish": [
        "Gonzalez Gonsales", "Rodríguez Rodrigues", "Jiménez Giménez", "Muñoz Munhoz", "Hernández Ernandes",
        "Chávez Chaves", "Cecilia Sesilia", "Isabel Ysabel",
    ],
    "French": [
        "Philippe Filipe", "Thérèse Teresa", "Ousmane Usmane", "Agnès Anes", "Cécile Sesile", "Mathieu Matthieu",
        "Chantal Xantal", "Geneviève Jeneviev",
    ],
    "English": [
        "Catherine Katherine Kathryn", "Geoffrey Jeffrey", "John Jon", "Smith Smyth", "Brown Braun", "Phillip Filip",
        "George Jorge", "Erick Eric", "Clark Clarke",
    ],
}  # fmt: skip
OTHERS = "Macuácua Mucavele; Cossa Sitoe; Bila Vila; Chissano Cossa; Nhaca Langa; Rui Rua; Guambe Cuamba; Ana Eva"


def sounds(names: str) -> set[str]:
    return {one.sound for one in spelt(names)}


@pytest.mark.parametrize("names", [one for known in SAME.values() for one in known])
def test_spellings_of_one_name_sound_alike(names: str) -> None:
    assert len(sounds(names)) == 1, sounds(names)


@pytest.mark.parametrize("names", OTHERS.split("; "))
def test_other_names_sound_otherwise(names: str) -> None:
    assert len(sounds(names)) == 2
