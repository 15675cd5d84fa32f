"""The weekly letter: once, in working hours, references only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from flask import Flask

from casetracker.accounts import actions as accounts
from casetracker.accounts.reader import OPERATOR
from casetracker.cases import actions
from casetracker.kit import clock
from casetracker.kit.db import db, transaction
from casetracker.reminders import digest
from casetracker.reminders.actions import choose_mail
from casetracker.reminders.jobs import Outcome, run_due
from casetracker.reminders.models import Digest, MailChoice
from tests.cases.telling import SECRET_TYPE, days_ago, file_of, opened, with_client
from tests.people import World
from tests.reminders.catching import Catcher, all_text, catching

# 25 June 2026, a Thursday, is Independence Day in Mozambique; Maputo is two hours ahead of UTC.
HOLIDAY_NIGHT = datetime(2026, 6, 25, 1, 0, tzinfo=UTC)
HOLIDAY_NOON = datetime(2026, 6, 25, 10, 0, tzinfo=UTC)
BEFORE_EIGHT = datetime(2026, 6, 26, 5, 59, tzinfo=UTC)
EIGHT = datetime(2026, 6, 26, 6, 0, tzinfo=UTC)
WORDS = ("Zulmira", "Xavante", "Quissico", "xarope", "Kafkiana", "845551234")


@pytest.fixture
def post(app: Flask) -> Iterator[Catcher]:
    with catching() as catcher:
        app.config.update(catcher.settings)
        yield catcher


def wants(world: World, *who: str) -> None:
    with transaction():
        for name in who:
            choose_mail(by=world.reader(name), address=f"{name}@example.org", weekly=True)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with clock.clock_at(lambda: moment):
        yield


def letters_done(moment: datetime) -> Outcome:
    """What came of the letters in one run at this moment."""
    with at(moment):
        return next(one for one in run_due() or [] if one.name == "weekly letters")


def a_case(world: World, who: str = "ana") -> str:
    """A case full of words, its next step long overdue; its reference."""
    case = opened(
        world, who=who, on=days_ago(75), narrative="Falta xarope em Quissico. Kafkiana. 845551234",
        **with_client("Zulmira Xavante"),
    )  # fmt: skip
    with transaction():
        actions.set_next(
            by=world.reader(who).author, programme=world.programme, case_id=case, next_step="Voltar a Quissico",
            due=days_ago(60), on=days_ago(74),
        )  # fmt: skip
    return file_of(world, case, who).reference


def test_nothing_leaves_at_night_on_a_holiday_and_the_next_morning_it_does(world: World, post: Catcher) -> None:
    reference = a_case(world)
    wants(world, "ana")
    for shut in (HOLIDAY_NIGHT, HOLIDAY_NOON, BEFORE_EIGHT):
        assert letters_done(shut).done == 0 and not post.raw
    assert letters_done(EIGHT) == Outcome("weekly letters", done=1)
    letter = post.letters[0]
    assert letter["To"] == "ana@example.org" and letter["Subject"] == "Notes for the week"
    text = all_text(letter)
    assert text.count(reference) >= 2, "in the plain text and in the HTML"
    assert "https://notes.example.org/" in text and "<img" not in text
    assert not any(word.casefold() in text.casefold() for word in (*WORDS, "Ana,", "Lionde", "syrup"))
    assert not any(word.encode() in post.raw[0] for word in WORDS)


def test_a_letter_is_sent_once_a_week(world: World, post: Catcher) -> None:
    a_case(world)
    wants(world, "ana")
    assert letters_done(EIGHT).done == 1
    assert letters_done(EIGHT + timedelta(hours=2)).done == 0
    monday = datetime(2026, 6, 29, 6, 0, tzinfo=UTC)
    assert letters_done(monday).done == 1
    assert len(post.raw) == 2
    assert len({letter["Message-ID"] for letter in post.letters}) == 2


def test_of_two_processes_one_sends(world: World, post: Catcher) -> None:
    a_case(world)
    wants(world, "ana")
    sent: list[bool] = []

    def send() -> None:
        with world.app.app_context():
            sent.append(digest.send(one))

    with at(EIGHT):
        one = next(iter(digest.due()))
        db.session.rollback()
        both = [Thread(target=send) for _ in range(2)]
        for process in both:
            process.start()
        for process in both:
            process.join()
    assert sorted(sent) == [False, True] and len(post.raw) == 1


def test_a_letter_that_the_server_turned_down_is_tried_again(world: World, post: Catcher) -> None:
    a_case(world)
    wants(world, "ana")
    post.refuses = True
    assert letters_done(EIGHT) == Outcome("weekly letters", done=0, failed=1)
    assert db.session.query(Digest).one().state == "failed"
    post.refuses = False
    assert letters_done(EIGHT + timedelta(minutes=5)).done == 0, "not before ten minutes have passed"
    assert letters_done(EIGHT + timedelta(minutes=11)).done == 1
    assert len(post.raw) == 1


def test_a_coordinator_reads_of_the_team_and_a_paralegal_of_her_own(world: World, post: Catcher) -> None:
    mine, other = a_case(world), a_case(world, "carlos")
    wants(world, "ana", "rosa")
    assert letters_done(EIGHT).done == 2
    texts = {letter["To"]: all_text(letter) for letter in post.letters}
    assert mine in texts["ana@example.org"] and other not in texts["ana@example.org"]
    assert "Team: Untouched for 60 days" in texts["rosa@example.org"] and mine in texts["rosa@example.org"]


def test_no_highly_restricted_case_is_in_a_letter(world: World, post: Catcher) -> None:
    secret = opened(world, on=days_ago(75), types=(SECRET_TYPE,))
    wants(world, "ana")
    letters_done(EIGHT)
    assert file_of(world, secret).reference not in "".join(all_text(letter) for letter in post.letters)


def test_the_letter_speaks_the_language_of_whoever_gets_it(world: World, post: Catcher) -> None:
    a_case(world)
    wants(world, "ana")
    with transaction():
        accounts.choose_language(by=world.reader("ana"), locale="pt")
    letters_done(EIGHT)
    assert post.letters[0]["Subject"] == "Notas da semana"


def test_who_switched_it_off_has_nothing_to_read_or_left_gets_none(world: World, post: Catcher) -> None:
    a_case(world)
    wants(world, "ana", "carlos", "lucia")
    with transaction():
        choose_mail(by=world.reader("ana"), address="ana@example.org", weekly=False)
        accounts.close_account(by=OPERATOR, user_id=world.ids["lucia"])
    assert letters_done(EIGHT).failed == 0 and post.raw == []


def test_nothing_is_sent_where_no_server_is_set_up(world: World) -> None:
    a_case(world)
    wants(world, "ana")
    assert letters_done(EIGHT) == Outcome("weekly letters")
    assert db.session.query(Digest).all() == []


def test_ana_says_where_her_letter_goes_and_nobody_reads_it_in_the_database(world: World) -> None:
    ana = world.seat("ana")
    answer = ana.post("/inbox/mail", {"weekly": "y", "address": "ana.at.example"})
    assert answer.status_code == 422 and "ana.at.example" in answer.text and "Give an e-mail address" in answer.text
    assert ana.post("/inbox/mail", {"weekly": "y", "address": " ana@example.org "}).status_code == 303
    assert 'value="ana@example.org"' in ana.get("/inbox/mail").text
    choice = db.session.query(MailChoice).one()
    assert b"ana" not in choice.address and choice.weekly
    db.session.rollback()
    assert ana.post("/inbox/mail", {"address": ""}).status_code == 303
    assert db.session.query(MailChoice).all() == []
