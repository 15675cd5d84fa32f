"""What a manager says for reports: who reports to whom under which identifiers, and what is aimed at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from casetracker.kit import clock
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.writing import say
from casetracker.reports.packs.edition import Organisation, Target

ORGANISATION, TARGETS = "iati", "targets"


def organisation_of(programme: Programme) -> Organisation:
    """As it was said; until then only the country, where the programme has one."""
    kept: dict[str, Any] = dict((programme.settings or {}).get(ORGANISATION, {}))
    if kept.get("begun"):
        kept["begun"] = date.fromisoformat(kept["begun"])
    return Organisation(**({"country": programme.country} | kept))


def set_organisation(*, by: Author, programme: Programme, organisation: Organisation) -> None:
    """From the next check on, editions carry it; those that left stay as they are."""
    values = asdict(organisation) | {"begun": organisation.begun.isoformat() if organisation.begun else None}
    _say("organisation.set", by, programme, values)
    programme.settings = {**(programme.settings or {}), ORGANISATION: values}


def targets_of(programme: Programme) -> list[Target]:
    """Every target, by period, figure and place."""
    kept: dict[str, Any] = (programme.settings or {}).get(TARGETS, {})
    found = [Target(**values) for values in kept.values()]
    return sorted(found, key=lambda one: (one.period, one.indicator, one.measure, one.place or ""))


def set_target(*, by: Author, programme: Programme, target: Target) -> None:
    """Aim at this from now on; what was aimed at before for the same figure, period and place is replaced."""
    if target.target is None and target.baseline is None:
        raise Refused({"target": Sentence("Give a target or a baseline.")})
    values = asdict(target)
    _say("target.set", by, programme, values)
    _keep(programme, {**(programme.settings or {}).get(TARGETS, {}), name_of(target): values})


def drop_target(*, by: Author, programme: Programme, name: str) -> None:
    """Aim at it no longer."""
    kept = dict((programme.settings or {}).get(TARGETS, {}))
    if name in kept:
        _say("target.dropped", by, programme, {"target": name})
        del kept[name]
        _keep(programme, kept)


def name_of(target: Target) -> str:
    """What a target is known by: figure, period and place."""
    return "~".join((target.indicator, target.measure, target.period, target.place or ""))


def of_period(targets: Iterable[Target], period: str, indicators: Iterable[str]) -> tuple[Target, ...]:
    """Those of exactly this period and these figures."""
    wanted = set(indicators)
    return tuple(one for one in targets if one.period == period and one.indicator in wanted)


def progress(target: Target, reached: float | str | None) -> float | None:
    """How much of the way from the baseline (0 where none was given) to the target was gone, as a fraction; None where
    that cannot be said."""
    if isinstance(reached, str) or reached is None or target.target is None:
        return None
    start = target.baseline or 0
    way = target.target - start
    return (reached - start) / way if way else None


def _say(kind: str, by: Author, programme: Programme, codes: dict[str, Any]) -> None:
    said = Said(kind, clock.today(programme.timezone), codes=codes)
    say([said], by=by, programme=programme, dossier_id=programme.dossier_id)


def _keep(programme: Programme, targets: dict[str, Any]) -> None:
    programme.settings = {**(programme.settings or {}), TARGETS: targets}
