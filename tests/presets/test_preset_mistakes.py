"""Whoever writes a preset is told what is wrong, in which file and on which line, all of it at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.presets.conftest import Draft

# file, what stands there, what somebody writes instead, what they are told about that line
SPOILT = [
    # references
    (
        "case_type",
        'group = "MED"',
        'group = "MEDS"',
        "MED-STOCK: group names MEDS, which is no code of type_group (did you mean MED?)",
    ),
    (
        "case_type",
        'flags = ["hiv_tb"]',
        'flags = ["hiv"]',
        "MED-ART: flags names hiv, which is no code of sensitivity_flag (did you mean hiv_tb?)",
    ),
    (
        "case_type",
        '"dialogue_dir", "l',
        '"dialog_dir", "l',
        "MED-STOCK: typical_remedies names dialog_dir, which is no code of remedy (did you mean dialogue_dir?)",
    ),
    ("institution", 'rung = "1"', 'rung = "11"', "provider: rung names 11, which is no code of rung"),
    (
        "institution",
        'kind = "unit"',
        'kind = "ward"',
        "provider: kind names ward, which is no code of institution_kind",
    ),
    (
        "institution",
        'answers_to = "dps_sps"',
        'answers_to = "dps"',
        "sdsmas: answers_to names dps, which is no code of institution (did you mean dps_sps?)",
    ),
    (
        "remedy",
        'deadline = "MZ-RTI-21"',
        'deadline = "MZ-RTI"',
        "info_request: deadline names MZ-RTI, which is no code of deadline_rule (did you mean MZ-RTI-21?)",
    ),
    (
        "remedy",
        'family = "literacy"',
        'family = "talk"',
        "information: family names talk, which is no code of remedy_family",
    ),
    (
        "remedy",
        'addressed_to = ["sdsmas"]',
        'addressed_to = ["sdmas"]',
        "letter_district: addressed_to names sdmas, which is no code of institution (did you mean sdsmas?)",
    ),
    (
        "deadline_rule",
        'on_expiry = "info_appeal"',
        'on_expiry = "appeal"',
        "MZ-RTI-21: on_expiry names appeal, which is no code of remedy",
    ),
    (
        "common/closure_reason",
        '"resolved_full", "resolved_partial"',
        '"resolved"',
        "verified: outcomes names resolved, which is no code of outcome",
    ),
    # the ladder
    (
        "institution",
        'answers_to = "misau"',
        'answers_to = "sdsmas"',
        "dps_sps answers to sdsmas, which stands on a lower rung",
    ),
    # codes
    (
        "case_type",
        "[MED-ART]",
        '["MED ART"]',
        "'MED ART' cannot be a code: up to 40 of A-Z a-z 0-9 - _ +, no accents, dots or spaces",
    ),
    ("topic", "[maternal]", "[Gbv]", None),
    (
        "common/outcome",
        "[transferred]",
        "[handed_over]",
        "handed_over is unknown: the application counts by exactly not_resolved",
    ),
    # languages
    ("case_type", 'pt = "Falta de água"\n', "", None),
    ("case_type", 'fr = "Pas d\'eau"', 'fr = " "', "INF-WATER: the label in fr must be a text that is not empty"),
    ("case_type", 'en = "No water"', "en = 5", "INF-WATER: the label in en must be a text that is not empty"),
    ("rung", 'en = "District"', 'en = "Province"', None),
    # tiers, days, numbers, words
    (
        "case_type",
        'tier = "restricted"',
        'tier = "secret"',
        "PER-CONSENT: tier is secret; it can be normal, restricted, highly_restricted",
    ),
    (
        "common/sensitivity_flag",
        'tier = "restricted"',
        'tier = "high"',
        "minor: tier is high; it can be normal, restricted, highly_restricted",
    ),
    (
        "deadline_rule",
        "2014-12-31",
        '"2014-12-31"',
        'MZ-RTI-21: effective_from must be a day such as 2026-01-31, without quotes, not "2014-12-31"',
    ),
    ("deadline_rule", "2014-12-31", "2014-12-31\neffective_to = 2014-01-01", None),
    ("deadline_rule", "amount = 21", "amount = 21.5", "MZ-RTI-21: amount must be a whole number, 0 or more, not 21.5"),
    (
        "deadline_rule",
        'side = "institution"',
        'side = "office"',
        "MZ-RTI-21: side is office; it can be institution, client",
    ),
    (
        "institution",
        "verified = false\n\n[gccc]",
        'verified = "no"\n\n[gccc]',
        'inspecao: verified must be true or false, not "no"',
    ),
    ("common/age_band", "max = 9", "max = 10", None),
    ("common/age_band", "max = 9", "max = 4", "5-9: max 4 is before min 5"),
    # keys
    (
        "case_type",
        'typical_remedies = ["accompany", "dialogue_dir", "l',
        'tipical_remedies = ["accompany", "dialogue_dir", "l',
        "MED-STOCK: unknown key tipical_remedies (did you mean typical_remedies?)",
    ),
    ("case_type", 'flags = ["hiv_tb"]', 'flags = "hiv_tb"', 'MED-ART: flags must be a list, such as ["one", "two"]'),
    ("case_type", 'flags = ["hiv_tb"]', 'flags = ["hiv_tb", "hiv_tb"]', "MED-ART: flags names the same one twice"),
    (
        "preset",
        'country = "MZ"',
        'country = "Mozambique"',
        'country must be a two-letter country code in capitals, or "" for none',
    ),
    ("preset", "Africa/Maputo", "Africa/Maputu", "there is no time zone Africa/Maputu (did you mean Africa/Maputo?)"),
    ("preset", 'default_locale = "pt"', 'default_locale = "es"', "default_locale must be one of locales: pt, en, fr"),
    ("preset", 'key = "health_mozambique"', 'key = "health"', "key must be the name of the folder, health_mozambique"),
    (
        "preset",
        "follow_up_days = 14",
        "followup_days = 14",
        "unknown standard followup_days (did you mean follow_up_days?)",
    ),
    (
        "preset",
        "follow_up_days = 14",
        'follow_up_days = "two weeks"',
        'standards: follow_up_days must be a whole number, 0 or more, not "two weeks"',
    ),
    (
        "preset",
        "open_lists = []",
        'open_lists = ["remedy"]',
        "open_lists is remedy; it can be case_type, type_group, place, institution, closure_reason",
    ),
    (
        "preset",
        "open_lists = []",
        'open_lists = ["institution"]',
        "institution is open to imports, so [import_defaults] must say institution_rung",
    ),
    # what cannot be read at all
    ("topic", "[maternal]", "[maternal", None),
]


@pytest.mark.parametrize(("file", "old", "new", "sentence"), SPOILT)
def test_a_mistake_is_told_with_its_file_and_line(
    draft: Draft, file: str, old: str, new: str, sentence: str | None
) -> None:
    line = draft.replace(file, old, new)
    told = draft.mistakes()
    where = file if "/" in file else f"health_mozambique/{file}"
    if sentence:
        assert any(message.startswith(f"{where}.toml:{line}: {sentence}") for message in told), told
    else:
        assert any(message.startswith(f"{where}.toml:") for message in told)


def test_a_sound_draft_is_told_nothing(draft: Draft) -> None:
    assert draft.mistakes() == ()


def test_all_mistakes_are_told_at_once_in_the_order_of_the_files(draft: Draft) -> None:
    rung = draft.replace("institution", 'rung = "10"', 'rung = "12"')
    group = draft.replace("case_type", 'group = "COR"', 'group = "CORR"')
    zone = draft.replace("preset", "Africa/Maputo", "Maputo")
    told = draft.mistakes()
    assert [message.split(" ")[0] for message in told] == [
        f"health_mozambique/case_type.toml:{group}:",
        f"health_mozambique/institution.toml:{rung}:",
        f"health_mozambique/preset.toml:{zone}:",
    ]


def test_a_missing_language_is_told_at_the_code(draft: Draft) -> None:
    line = draft.replace("case_type", 'pt = "Falta de água"\n', "") - 1
    assert draft.mistakes() == (
        f"health_mozambique/case_type.toml:{line}: INF-WATER has no label in Portuguese; write pt = ...",
    )


def test_a_language_added_to_the_preset_is_asked_of_every_code(draft: Draft) -> None:
    draft.replace("preset", '["pt", "en", "fr"]', '["pt", "en", "fr", "seh"]')
    told = draft.mistakes()
    assert sum("case_type.toml" in message for message in told) == 43
    assert all(message.endswith("no label in seh; write seh = ...") for message in told)


def test_a_label_that_is_the_same_everywhere_is_given_once(draft: Draft) -> None:
    draft.replace("case_type", 'pt = "Falta de água"\nen = "No water"\nfr = "Pas d\'eau"', 'all_languages = "H2O"')
    assert draft.mistakes() == ()


def test_a_code_is_never_used_twice(draft: Draft) -> None:
    first = draft.replace("topic", "[bribes]", "[bribes]")
    line = draft.add("topic", '[bribes]\nall_languages = "Luvas"')
    assert draft.mistakes() == (
        (
            f"health_mozambique/topic.toml:{line}: bribes is already on line {first}; "
            "a code stands once and is never used again, even when retired"
        ),
    )


def test_not_even_after_it_is_retired(draft: Draft) -> None:
    draft.replace("topic", "[bribes]\n", "[bribes]\nvalid_to = 2025-12-31\n")
    line = draft.add("topic", '[bribes]\nvalid_from = 2026-01-01\nall_languages = "Luvas"')
    assert [m for m in draft.mistakes() if m.startswith(f"health_mozambique/topic.toml:{line}: bribes is already on")]


def test_nor_in_other_capitals(draft: Draft) -> None:
    line = draft.add("topic", '[BRIBES]\nall_languages = "Luvas"')
    assert draft.mistakes() == (
        f"health_mozambique/topic.toml:{line}: BRIBES and bribes differ only in capitals; choose another code",
    )


def test_a_released_code_may_be_retired_but_not_removed(draft: Draft) -> None:
    draft.replace("topic", "[bribes]\n", "[bribes]\nvalid_to = 2025-12-31\n")
    assert draft.mistakes() == ()
    draft.replace("topic", "[bribes]", "[bribery]")
    line = draft.replace("released", "topic = [", "topic = [")
    assert draft.mistakes() == (
        (
            f"health_mozambique/released.toml:{line}: "
            "bribes of topic was given out before; put it back, with valid_to to retire it"
        ),
    )


def test_a_preset_that_words_a_shared_list_itself_answers_for_its_own_codes_only(draft: Draft) -> None:
    draft.path("disability").write_text('[u]\nall_languages = "?"\n[seeing]\nall_languages = "W1"\n', "utf-8")
    assert draft.mistakes() == ()


def test_what_can_be_chosen_does_not_name_what_is_retired(draft: Draft) -> None:
    draft.replace("remedy", "[stock_monitor]\n", "[stock_monitor]\nvalid_to = 2025-12-31\n")
    line = draft.replace("case_type", '"letter_district", "stock_monitor"]', '"letter_district", "stock_monitor"]')
    assert draft.mistakes() == (
        (
            f"health_mozambique/case_type.toml:{line}: "
            "MED-STOCK: typical_remedies names stock_monitor, which may not be chosen after 2025-12-31"
        ),
    )


def test_nobody_answers_to_himself_through_others(draft: Draft) -> None:
    line = draft.replace(
        "institution", 'rung = "4"\nkind = "local_government"', 'rung = "4"\nkind = "local_government"'
    )
    draft.replace(
        "institution", 'kind = "local_government"\n\n[dps', 'kind = "local_government"\nanswers_to = "sdsmas"\n\n[dps'
    )
    draft.replace("institution", 'answers_to = "dps_sps"', 'answers_to = "distrito"')
    assert (
        f"health_mozambique/institution.toml:{line + 2}: distrito answers, through others, to itself"
        in draft.mistakes()
    )


def test_two_labels_that_read_the_same_cannot_be_told_apart(draft: Draft) -> None:
    line = draft.replace("type_group", 'en = "Equipment and transport"', 'en = "infrastructure"')
    assert draft.mistakes() == (
        f"health_mozambique/type_group.toml:{line}: EQP reads the same as INF in en: infrastructure",
    )


def test_age_bands_do_not_overlap(draft: Draft) -> None:
    draft.replace("common/age_band", "max = 9", "max = 12")
    line = draft.replace("common/age_band", "[10-14]", "[10-14]")
    assert draft.mistakes() == (f"common/age_band.toml:{line}: 10-14 overlaps 5-9; an age must belong to one band",)


def test_what_the_application_counts_by_is_neither_missing_nor_retired(draft: Draft) -> None:
    draft.replace("common/outcome", "[transferred]\n", "[transferred]\nvalid_to = 2026-01-01\n")
    draft.path("told_state").write_text('[told]\nall_languages = "x"\n', "utf-8")
    told = draft.mistakes()
    assert (
        "health_mozambique/told_state.toml:1: unsafe is missing from told_state; the application relies on it" in told
    )
    assert any("transferred of outcome cannot be retired; the application relies on it" in message for message in told)


def test_a_missing_list_and_a_misspelt_one_are_told(draft: Draft) -> None:
    draft.path("remedy").rename(draft.path("remedies"))
    told = draft.mistakes()
    assert "health_mozambique/remedies.toml:1: there is no list remedies (did you mean remedy?)" in told
    assert "health_mozambique/remedy.toml:1: the list remedy is missing" in told


def test_a_file_that_cannot_be_read_does_not_bury_its_mistake_under_others(draft: Draft) -> None:
    line = draft.replace("remedy", "stage = 1", "stage = ")
    (only,) = draft.mistakes()
    assert only.startswith(f"health_mozambique/remedy.toml:{line}: this cannot be read as TOML: ")


def test_a_file_not_saved_as_utf_8_is_told_with_its_line(draft: Draft) -> None:
    text = draft.path("topic").read_text("utf-8").split("\n")
    line = next(n for n, row in enumerate(text, start=1) if not row.isascii())
    draft.path("topic").write_bytes("\n".join(text).encode("cp1252"))
    assert draft.mistakes() == (
        f"health_mozambique/topic.toml:{line}: this line is not UTF-8 text; save the file as UTF-8",
    )


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(draft: Draft) -> None:
    text = draft.path("topic").read_text("utf-8")
    draft.path("topic").write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert draft.mistakes() == ()


def test_a_folder_without_its_first_page_is_told(draft: Draft) -> None:
    draft.path("preset").unlink()
    assert draft.mistakes() == ("health_mozambique/preset.toml:1: the file is missing",)


@pytest.mark.parametrize("part", ["name", "standards", "terminology"])
def test_a_missing_part_of_the_first_page_is_told(draft: Draft, part: str) -> None:
    text = draft.path("preset").read_text("utf-8")
    kept = [block for block in text.split("\n\n") if f"[{part}" not in block]
    draft.path("preset").write_text("\n\n".join(kept) + "\n", "utf-8")
    assert f"health_mozambique/preset.toml:1: the part [{part}] is missing" in draft.mistakes()


def test_the_check_can_be_run_while_writing(draft: Draft) -> None:
    def run(folder: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "casetracker.presets", str(folder)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    sound = run(draft.folder)
    assert (sound.returncode, sound.stderr) == (0, "")
    draft.replace("case_type", 'group = "MED"', 'group = "?"')
    broken = run(draft.folder)
    assert broken.returncode == 1
    assert broken.stderr.startswith("health_mozambique/case_type.toml:")
