"""Why a whole file, or a map, is not taken: one sentence for the person who sent it."""

from __future__ import annotations

from casetracker.kit.saying import Sentence


class Refused(Exception):
    """Nothing was taken; the sentence says what to mend."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return self.sentence.text()
