"""The presets that come with the application are whole, in every one of their languages."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

import casetracker.presets
from casetracker.presets import CodeDef, Preset, PresetError, available, load, look_in
from casetracker.presets.schema import LISTS

SHIPPED = Path(casetracker.presets.__file__).parent
NAMES = ["general", "health_mozambique"]


@pytest.fixture(params=NAMES)
def preset(request: pytest.FixtureRequest) -> Preset:
    return load(request.param)


def test_both_are_there_and_load() -> None:
    assert available() == NAMES
    assert [load(name).key for name in NAMES] == NAMES


def test_an_unknown_one_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(PresetError) as refusal:
        load("health_mozambik")
    assert refusal.value.messages == (
        "there is no preset 'health_mozambik' (did you mean health_mozambique?); there are general, health_mozambique",
    )


def test_an_organisation_may_keep_its_own_beside_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casetracker.presets, "_own", None)
    own = tmp_path / "water"
    own.mkdir()
    for path in (SHIPPED / "general").glob("*.toml"):
        (own / path.name).write_text(path.read_text("utf-8").replace('key = "general"', 'key = "water"'), "utf-8")
    look_in(tmp_path)
    assert available() == ["general", "health_mozambique", "water"]
    assert load("water").lists == load("general").lists


def test_every_label_is_there_in_every_language(preset: Preset) -> None:
    every = [c.labels for codes in preset.lists.values() for c in codes]
    every += [preset.name, *preset.terminology.values(), *(r.labels for r in preset.deadline_rules)]
    assert not [labels for labels in every if not all(labels.get(locale, "").strip() for locale in preset.locales)]


def test_portuguese_and_english_are_in_both(preset: Preset) -> None:
    assert {"pt", "en"} <= set(preset.locales)


def test_every_list_has_its_place(preset: Preset) -> None:
    assert set(preset.lists) == set(LISTS)


def test_what_goes_with_a_code_can_be_stored_as_json(preset: Preset) -> None:
    for codes in preset.lists.values():
        json.dumps([c.more for c in codes])


@pytest.mark.parametrize("folder", ["common", *NAMES])
def test_every_code_given_out_is_written_down_as_released(folder: str) -> None:
    """So that the next version cannot drop or reuse one unseen."""
    released = tomllib.loads((SHIPPED / folder / "released.toml").read_text("utf-8"))
    lists = {p.stem: p for p in (SHIPPED / folder).glob("*.toml") if p.stem not in ("preset", "released")}
    standing = {name: set(tomllib.loads(path.read_text("utf-8"))) for name, path in lists.items()}
    assert {name: set(codes) for name, codes in released.items()} == standing


def test_the_mozambican_programme_is_complete() -> None:
    preset = load("health_mozambique")
    counts = {name: len(codes) for name, codes in preset.lists.items()}
    assert (preset.country, preset.timezone, preset.currency) == ("MZ", "Africa/Maputo", "MZN")
    assert preset.locales == ("pt", "en", "fr")
    assert preset.default_locale == "pt"
    assert preset.open_lists == ()
    wanted = {"type_group": 7, "case_type": 43, "institution": 17, "rung": 10, "remedy": 23, "deadline_rule": 3}
    wanted |= {"unit_type": 12, "topic": 10, "venue": 7, "committee_type": 4, "closure_reason": 16, "relief": 14}
    assert {name: counts[name] for name in wanted} == wanted


def test_service_standards_are_those_of_the_organisation() -> None:
    health, general = load("health_mozambique").standards, load("general").standards
    assert (health.first_contact_days, health.follow_up_days, health.escalate_after_days) == (3, 14, 21)
    assert (health.monitoring_days, health.stale_after_days, health.tell_within_days) == (30, 60, 7)
    assert general.monitoring_days == 0


def test_a_type_may_set_a_window_of_its_own() -> None:
    preset = load("health_mozambique")
    assert preset.monitoring_days("MED-STOCK") == 30
    assert preset.monitoring_days("nobody knows it") == 30
    stock = preset.code("case_type", "MED-STOCK")
    own = CodeDef(**{**vars(stock), "more": {**stock.more, "monitoring_days": 0}})
    assert Preset(**{**vars(preset), "lists": {"case_type": (own,)}}).monitoring_days("MED-STOCK") == 0


def test_the_ladder_goes_from_the_ward_to_the_court() -> None:
    preset = load("health_mozambique")
    assert [rung.code for rung in preset.ladder] == [str(n) for n in range(1, 11)]
    assert [i.code for i in preset.ladder[1].institutions] == ["facility_dir", "pharmacy_head"]
    assert [i.code for i in preset.above("pharmacy_head")] == ["facility_dir", "sdsmas", "dps_sps", "misau"]
    assert preset.above("misau") == ()


def test_every_rung_has_somebody_to_address(preset: Preset) -> None:
    assert all(rung.institutions for rung in preset.ladder)


def test_a_limit_that_nobody_confirmed_starts_no_clock() -> None:
    rules = {rule.code: rule for rule in load("health_mozambique").deadline_rules}
    assert [code for code, rule in rules.items() if rule.runs] == ["MZ-RTI-21"]
    assert rules["MZ-RTI-21"].amount == 21
    assert rules["MZ-RTI-21"].effective_from == date(2014, 12, 31)
    assert rules["MZ-RTI-21"].on_expiry == "info_appeal"


def test_what_names_hiv_violence_or_reprisal_is_highly_restricted() -> None:
    tiers = {c.code: c.tier for c in load("health_mozambique").lists["case_type"]}
    assert {code for code, tier in tiers.items() if tier == "highly_restricted"} == {
        "MED-ART",
        "PER-ABUSE",
        "PER-CONFID",
        "RGT-REPRISAL",
    }
    assert tiers["COR-BRIBE"] == "restricted"
    assert tiers["MED-STOCK"] == "normal"


def test_the_general_preset_is_open_to_imports() -> None:
    preset = load("general")
    assert set(preset.open_lists) == {"case_type", "type_group", "place", "institution", "closure_reason"}
    assert (preset.country, preset.timezone, preset.currency) == ("", "UTC", "")
    defaults = preset.import_defaults
    assert preset.find("case_type", defaults.case_type or "")
    assert preset.find("type_group", defaults.type_group or "")
    assert preset.find("rung", defaults.institution_rung or "")
    assert preset.find("institution_kind", defaults.institution_kind or "")


def test_old_records_without_a_reason_or_channel_have_one_to_go_under(preset: Preset) -> None:
    reason = preset.code("closure_reason", preset.import_defaults.closure_reason or "")
    assert set(reason.more["outcomes"]) == {"resolved_full", "resolved_partial", "not_resolved", "transferred"}
    assert preset.find("intake_channel", preset.import_defaults.intake_channel or "")


def test_a_code_is_offered_inside_its_interval_only() -> None:
    code = CodeDef("topic", "a", {}, 0, valid_from=date(2026, 1, 1), valid_to=date(2026, 1, 31))
    assert [code.stands(date(2026, 1, day)) for day in (1, 31)] == [True, True]
    assert not code.stands(date(2025, 12, 31))
    assert not code.stands(date(2026, 2, 1))


def test_presets_need_no_web_and_no_database() -> None:
    script = "import sys, casetracker.presets as p; p.load('general'); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"flask", "sqlalchemy", "wtforms", "pandas", "flask_babel"} & set(loaded)
