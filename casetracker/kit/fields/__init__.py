"""Form fields for words, days, numbers and codes; each refusal is a sentence in the reader's language."""

from __future__ import annotations

from casetracker.kit.fields.codes import CodedChecks, CodedRadios, CodedSelect, YesNo
from casetracker.kit.fields.days import DateField
from casetracker.kit.fields.files import UploadField
from casetracker.kit.fields.numbers import NumberField, WholeField
from casetracker.kit.fields.words import LineField, Required, SecretField, WordsField

__all__ = [
    "CodedChecks",
    "CodedRadios",
    "CodedSelect",
    "DateField",
    "LineField",
    "NumberField",
    "Required",
    "SecretField",
    "UploadField",
    "WholeField",
    "WordsField",
    "YesNo",
]
