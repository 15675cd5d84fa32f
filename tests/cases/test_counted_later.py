"""What a file says of checks, consent, money and its own completeness: facts of each, from the entries alone."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from casetracker.cases.counted import facts_of
from casetracker.cases.fold import fold
from casetracker.ledger.facts import Fact
from tests.cases.test_fold import OPENING, entry

CLIENT = str(UUID(int=77))
ONE = {"breaches": [{"no": "1", "type": "MED-STOCK", "group": "MED"}], "client": CLIENT, "channel": "walk_in"}
RESOLVED = {"breach": "1", "outcome": "resolved_full", "relief": "refund", "amount": 2500, "rung": "facility"}
DONE = {"month": "2026-03", "interview": "done"}


def facts(*told: tuple[str, str, dict[str, Any]], **opening: Any) -> dict[str, list[Fact]]:
    said = [("case.opened", "01-01", OPENING | ONE | opening), *told]
    entries = [entry(n, kind, date.fromisoformat(f"2026-{on}"), codes) for n, (kind, on, codes) in enumerate(said, 1)]
    found: dict[str, list[Fact]] = {}
    for fact, _entry in facts_of(fold(entries)):
        found.setdefault(fact.kind, []).append(fact)
    return {kind: sorted(each, key=lambda fact: fact.day) for kind, each in found.items()}


def test_whoever_could_say_whether_the_remedy_holds_checked_it() -> None:
    found = facts(
        ("breach.resolved", "02-01", RESOLVED), ("resolution.confirmed", "02-05", {"breach": "1", "by": "client"}),
        ("review.drawn", "03-01", {"month": "2026-03", "worker": "ana"}),
        ("review.recorded", "03-08", DONE | {"verdict": "not_upheld", "breaches": ["1"]}),
        ("breach.reopened", "03-09", {"breach": "1"}),
    )["resolution.checked"]  # fmt: skip
    # What the review did not uphold was no confirmation; the client said on that day that it does not hold.
    assert [(fact.day, fact.amount, fact.more) for fact in found] == [
        (date(2026, 3, 8), 0, '{"by":"review"}'), (date(2026, 3, 9), 0, '{"by":"back"}'),
    ]  # fmt: skip
    assert {fact.other_day for fact in found} == {date(2026, 2, 1)}


def test_a_file_that_was_only_read_says_nothing_of_the_remedy() -> None:
    found = facts(
        ("breach.resolved", "02-01", RESOLVED), ("review.drawn", "03-01", {"month": "2026-03", "worker": "ana"}),
        ("review.recorded", "03-08", {"month": "2026-03", "interview": "not_reached", "verdict": "upheld"}),
    )  # fmt: skip
    assert "resolution.checked" not in found


def test_a_review_recorded_again_replaces_what_it_said() -> None:
    found = facts(
        ("breach.resolved", "02-01", RESOLVED), ("review.drawn", "03-01", {"month": "2026-03", "worker": "ana"}),
        ("review.recorded", "03-08", DONE | {"verdict": "not_upheld", "breaches": ["1"]}),
        ("review.recorded", "03-09", DONE | {"verdict": "upheld"}),
    )["resolution.checked"]  # fmt: skip
    assert [(fact.day, fact.amount) for fact in found] == [(date(2026, 3, 9), 1)]


def test_money_is_a_fact_of_its_own_and_never_of_a_highly_restricted_case() -> None:
    assert [one.amount for one in facts(("breach.resolved", "02-01", RESOLVED))["relief.money"]] == [2500]
    assert "relief.money" not in facts(("breach.resolved", "02-01", RESOLVED), tier="highly_restricted")


def test_a_breach_that_ended_otherwise_is_a_stretch_until_it_comes_back() -> None:
    ended = ("breach.ended", "02-01", {"breach": "1", "outcome": "not_resolved"})
    assert [one.until_day for one in facts(ended)["breach.ended"]] == [None]
    back = facts(ended, ("breach.reopened", "02-09", {"breach": "1"}))["breach.ended"]
    assert [one.until_day for one in back] == [date(2026, 2, 9)]


def test_what_a_record_must_have_grows_with_the_case() -> None:
    found = facts(age_band="u")
    assert [one.amount for one in found["fields.required"]] == [5]
    assert [one.amount for one in found["fields.filled"]] == [4]
    assert found["fields.required"][0].more == '{"missing":"age_band"}'
    later = facts(("breach.resolved", "02-01", RESOLVED | {"relief": None}), ("case.closed", "03-05", {}))
    assert [one.amount for one in later["fields.required"]] == [9]
    assert later["fields.required"][0].more == '{"missing":"age_band relief:1 reason told"}'


STEP = ("step.taken", "01-10", {"breaches": ["1"], "remedy": "letter", "institution": "dps"})


def consent(found: dict[str, list[Fact]]) -> list[tuple[str, int, str | None]]:
    return [(one.kind, one.amount, one.more) for kind in sorted(found) for one in found[kind] if "outside" in kind]


def test_consent_is_asked_of_the_first_step_outside() -> None:
    given = {"consented_on": "2026-01-05", "consent_ended_on": None}
    assert consent(facts(STEP, **given)) == [("case.outside", 1, None)]
    assert consent(facts(STEP, **given | {"consented_on": "2026-01-11"})) == [("case.outside", 0, None)]
    assert consent(facts(STEP, **given | {"consent_ended_on": "2026-01-09"})) == [("case.outside", 0, None)]
    assert consent(facts(STEP, **given, client=None)) == [("case.outside_apart", 0, '{"why":"nobody"}')]
    assert consent(facts(STEP)) == [("case.outside_apart", 0, '{"why":"unknown"}')]
    assert consent(facts(("step.taken", "01-10", {"breaches": ["1"], "remedy": "talk"}), **given)) == []


def test_a_consent_given_anew_leaves_what_was_done_under_the_old_one() -> None:
    old = {"consented_on": "2026-01-05", "consent_ended_on": None}
    new = {"consented_on": "2026-03-01", "consent_ended_on": None}
    ended = ("client.changed", "02-01", old | {"consent_ended_on": "2026-02-01"})
    assert consent(facts(STEP, ended, ("client.changed", "03-01", new), **old)) == [("case.outside", 1, None)]
