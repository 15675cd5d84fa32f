"""Time limits of a country: as a preset holds them, and read by themselves where there is no whole preset yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from casetracker.presets.entries import codes_of
from casetracker.presets.reading import Mistakes, read
from casetracker.presets.shapes import CodeDef, DeadlineRule, PresetError

SHIPPED = Path(__file__).parent
FILE = "deadline_rule.toml"


def load_limits(name: str) -> tuple[DeadlineRule, ...]:
    """The time limits in a shipped folder, without its other lists; PresetError says what is wrong with them."""
    mistakes = Mistakes()
    source = read(SHIPPED / name / FILE, mistakes)
    codes = codes_of("deadline_rule", source, ()) if source else ()
    if mistakes.found:
        raise PresetError(mistakes.messages())
    return tuple(map(rule_of, codes))


def rule_of(code: CodeDef) -> DeadlineRule:
    """The rule that a code of the list deadline_rule says."""
    return rule_said(code.code, code.labels, code.more)


def rule_said(code: str, labels: Mapping[str, str], says: Mapping[str, Any]) -> DeadlineRule:
    """The rule that the keys of a code say; days are ISO text there."""
    return DeadlineRule(
        code=code, labels=dict(labels), side=says["side"], trigger=says["trigger"], amount=says.get("amount"),
        unit=says["unit"], day_kind=says.get("day_kind"), verified=says["verified"],
        day_kind_verified=says.get("day_kind_verified", says["verified"]), legal_source=says["legal_source"],
        source_url=says.get("source_url", ""), effective_from=_day(says.get("effective_from")),
        effective_to=_day(says.get("effective_to")), on_expiry=says.get("on_expiry"), note=says.get("note", ""),
        after=tuple(says.get("after", ())), met_by=tuple(says.get("met_by", ())),
        extendable_to=says.get("extendable_to"), rolls=says.get("rolls", False),
        needs_recheck=says.get("needs_recheck", False),
    )  # fmt: skip


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
