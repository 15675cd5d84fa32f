"""A day inside a sentence is written as its reader writes days."""

from __future__ import annotations

import pytest
from flask import Flask

from casetracker.kit.saying import Sentence
from casetracker.kit.sentences import speaking
from tests.cases.telling import days_ago, do, log, typed
from tests.people import World


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_a_refusal_names_a_day_as_the_reader_writes_it(world: World, app: Flask) -> None:
    ana = world.seat("ana")
    case_id = log(ana, told_on=typed(days_ago(5)))
    answer = do(ana, case_id, "step", on=typed(days_ago(6)), breaches=["1"], remedy="dialogue_dir")
    assert "before the case was opened (10 Jun 2026)" in answer.text
    with app.test_request_context(), speaking("pt_MZ"):
        assert Sentence("%(day)s", day=days_ago(5)).text() == "10/06/2026"
