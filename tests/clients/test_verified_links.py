"""Who counts as one person with whom follows from the entries, at every tick; a link altered by hand is named."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, update

from casetracker.clients.actions import correct_client
from casetracker.clients.merging import merge_clients, unmerge_client
from casetracker.kit.db import db, transaction
from casetracker.kit.ids import new_id
from casetracker.ledger.erasure import erase
from casetracker.ledger.models import PersonAlias
from casetracker.ledger.verifying import verify
from casetracker.ledger.verifying_aliases import replay, root
from tests.ledger.test_verifying import tamper
from tests.making import make_client
from tests.people import World

LINKS = PersonAlias.__table__
FIVE = [UUID(int=number) for number in range(1, 6)]


@pytest.fixture
def three(world: World) -> list[UUID]:
    """Three files of one person: the first counts as the second, the second as the third; the first was apart once."""
    by = world.reader("rosa").author
    files = [make_client(world.programme, by, name=name) for name in ("Amélia", "Amelia", "Amélia Sitoe")]
    for deed in (
        lambda: merge_clients(by=by, programme=world.programme, client_id=files[0], into=files[2]),
        lambda: unmerge_client(by=by, programme=world.programme, client_id=files[0]),
        lambda: merge_clients(by=by, programme=world.programme, client_id=files[0], into=files[1]),
        lambda: merge_clients(by=by, programme=world.programme, client_id=files[1], into=files[2]),
    ):
        with transaction():
            deed()
    return files


def standing() -> dict[UUID, UUID]:
    db.session.rollback()
    rows = db.session.execute(select(LINKS.c.person_id, LINKS.c.root_id).where(LINKS.c.known_to.is_(None)))
    return dict(tuple(row) for row in rows)


def test_all_count_as_the_last_and_the_links_are_as_the_entries_say(three: list[UUID]) -> None:
    assert standing() == {three[0]: three[2], three[1]: three[2]}
    assert verify().good


@pytest.mark.parametrize("what", ["removed", "to another", "since earlier", "ended", "added"])
def test_a_link_altered_by_hand_is_named(world: World, three: list[UUID], what: str) -> None:
    mine = LINKS.c.person_id == three[1]
    by_hand: dict[str, Any] = {
        "removed": delete(LINKS).where(mine),
        "to another": update(LINKS).where(mine).values(root_id=three[0]),
        "since earlier": update(LINKS).where(mine).values(known_from=1),
        "ended": update(LINKS).where(mine).values(known_to=LINKS.c.known_from + 1),
        "added": insert(LINKS).values(
            programme_id=world.programme_id, person_id=three[1], root_id=new_id(), known_from=1, known_to=2
        ),
    }
    tamper(by_hand[what])
    (finding,) = verify().findings
    assert str(three[1]) in str(finding) and "counts as one person" in str(finding)


def test_a_file_that_became_highly_restricted_or_was_erased_takes_nobody_in(world: World, three: list[UUID]) -> None:
    rosa = world.reader("rosa").author
    with transaction():
        correct_client(by=rosa, programme=world.programme, client_id=three[1], changes={"flags": ["gbv"]})
    assert verify().good
    with transaction():
        erase(by=world.reader("marta").author, programme=world.programme, dossier_id=three[1], reason="asked")
    assert verify().good


changes = st.lists(st.tuples(st.integers(1, 6), st.sampled_from(FIVE), st.none() | st.sampled_from(FIVE)), max_size=12)


@given(changes.map(lambda found: sorted(found, key=lambda one: one[0])))
def test_at_every_tick_the_links_say_what_the_merges_until_then_say(found: list[tuple[int, UUID, UUID | None]]) -> None:
    links = replay(found)
    for tick in range(1, 8):
        into: dict[UUID, UUID] = {}
        for when, who, up in found:
            if when <= tick:
                into.pop(who, None)
                into |= {} if up is None else {who: up}
        known = {person: to for person, to, since, until in links if since <= tick and (until is None or tick < until)}
        assert known == {one: root(into, one) for one in FIVE if root(into, one) != one}
