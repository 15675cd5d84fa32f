"""A client's words are sealed, consent is given purpose by purpose, and two files of one person count once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text

from casetracker.clients import actions, queries
from casetracker.clients.fold import ClientState
from casetracker.clients.merging import merge_clients, unmerge_client
from casetracker.clients.models import Client
from casetracker.kit.db import db, transaction
from casetracker.ledger.kinds import Refused, Stale
from casetracker.ledger.models import Dossier, PersonAlias
from tests.making import LIONDE, make_client, reach
from tests.people import World


def do(world: World, deed: Any, **kwargs: Any) -> Any:
    with transaction():
        return deed(by=world.reader("ana").author, programme=world.programme, **kwargs)


def client(world: World, **values: Any) -> UUID:
    return make_client(world.programme, world.reader("ana").author, **values)


def row(client_id: UUID) -> Client:
    return db.session.get_one(Client, client_id, populate_existing=True)


def test_who_is_recorded_is_who_is_read(world: World) -> None:
    values = {"name": "Zé 🌍 مريم", "sex": "f", "age_band": "25-49", "village": "Lionde", "flags": ("minor",)}
    state = queries.client_state(client(world, **values))
    assert {name: getattr(state, name) for name in values} == values
    assert state.agreed == ("record",)
    assert state.consents["record"].given_on == date(2026, 6, 15)


def test_no_word_of_a_client_is_in_the_database(world: World) -> None:
    client(world, name="Distinctivename", phone="840000001", flags=("hiv_tb",))
    for table in ("entry", "client", "dossier"):
        found = str(db.session.execute(text(f"select * from {table}")).all())
        assert "Distinctivename" not in found
        assert "840000001" not in found
        assert "hiv_tb" not in found


def test_a_client_comes_with_the_reach_of_their_case(world: World) -> None:
    client_id = client(world)
    found = db.session.get_one(Dossier, client_id)
    assert (found.worker, found.team, found.place, found.tier) == ("ana", "north", LIONDE, "normal")
    assert queries.client_dossier(world.reader("ana"), client_id)
    assert queries.client_dossier(world.reader("rosa"), client_id)
    assert not queries.client_dossier(world.reader("carlos"), client_id)
    assert queries.names_of(world.reader("carlos"), [client_id]) == {}
    assert queries.names_of(world.reader("ana"), [client_id]) == {client_id: "Amélia Sitoe"}


def test_a_flag_raises_the_tier_and_its_removal_does_not_lower_it(world: World) -> None:
    client_id = client(world, flags=("gbv",))
    assert not queries.client_dossier(world.reader("rosa"), client_id)
    do(world, actions.correct_client, client_id=client_id, changes={"flags": ()})
    state = queries.client_state(client_id)
    assert (state.flags, state.tier) == ((), "highly_restricted")


def test_of_a_highly_restricted_client_the_row_says_nothing(world: World) -> None:
    client_id = client(world, sex="f", age_band="25-49")
    do(world, actions.raise_tier, client_id=client_id, tier="highly_restricted")
    assert (row(client_id).sex, row(client_id).age_band, row(client_id).consents) == (None, None, [])
    assert queries.client_state(client_id).sex == "f"
    assert do(world, actions.raise_tier, client_id=client_id, tier="restricted") is None


def test_a_client_goes_with_the_case_into_other_hands(world: World) -> None:
    client_id = client(world)
    do(world, actions.hand_over_client, client_id=client_id, reach=reach("carlos", "south"))
    assert queries.client_dossier(world.reader("carlos"), client_id)
    assert not queries.client_dossier(world.reader("ana"), client_id)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"client_kind": "giant"}, "client_kind"),
        ({"sex": "q"}, "sex"),
        ({"flags": ("cold",)}, "flags"),
        ({"client_kind": "anonymous"}, "name"),
        ({"client_kind": "individual", "heads": 4}, "heads"),
        ({"client_kind": "group", "heads": 0}, "heads"),
        ({"client_kind": "group", "heads": 10**9}, "heads"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(world: World, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        client(world, **values)
    assert list(refused.value.problems) == [field]
    assert db.session.scalars(select(Client)).all() == []


def test_a_day_that_has_not_come_is_refused(world: World) -> None:
    client_id = client(world)
    agreed = [actions.Agreed("story", "oral")]
    with pytest.raises(Refused):
        do(world, actions.give_consent, client_id=client_id, agreed=agreed, on=date(2026, 6, 16))


def test_consent_is_taken_back_and_given_again(world: World) -> None:
    client_id = client(world)
    with pytest.raises(Refused):
        do(world, actions.withdraw_consent, client_id=client_id, purpose="story", on=date(2026, 6, 15))
    agreed = [actions.Agreed("story", "signed", "pt")]
    do(world, actions.give_consent, client_id=client_id, agreed=agreed, on=date(2026, 6, 1))
    with pytest.raises(Refused):
        do(world, actions.withdraw_consent, client_id=client_id, purpose="story", on=date(2026, 5, 31))
    do(world, actions.withdraw_consent, client_id=client_id, purpose="story", on=date(2026, 6, 3))
    assert row(client_id).consents == ["record"]
    do(world, actions.give_consent, client_id=client_id, agreed=agreed, on=date(2026, 6, 5))
    assert row(client_id).consents == ["record", "story"]


@pytest.fixture
def heard() -> Iterator[list[tuple[UUID, ClientState]]]:
    found: list[tuple[UUID, ClientState]] = []
    tell = lambda by, programme, client_id, state: found.append((client_id, state))  # noqa: E731
    actions.after_correction.append(tell)
    yield found
    actions.after_correction.remove(tell)


def test_a_correction_is_told_to_the_cases_in_the_same_transaction(
    world: World, heard: list[tuple[UUID, ClientState]]
) -> None:
    client_id = client(world)
    do(world, actions.correct_client, client_id=client_id, changes={"sex": "f", "phone": "84"})
    assert [(one, state.sex) for one, state in heard] == [(client_id, "f")]
    assert do(world, actions.correct_client, client_id=client_id, changes={"sex": "f"}) is None
    assert len(heard) == 1


def test_two_who_correct_one_field_do_not_overwrite_each_other(world: World) -> None:
    client_id = client(world)
    seen = queries.client_state(client_id).last_seq
    do(world, actions.correct_client, client_id=client_id, changes={"phone": "84 1"}, seen_seq=seen)
    do(world, actions.correct_client, client_id=client_id, changes={"village": "Lionde"}, seen_seq=seen)
    with pytest.raises(Stale):
        do(world, actions.correct_client, client_id=client_id, changes={"phone": "84 2"}, seen_seq=seen)
    assert queries.client_state(client_id).phone == "84 1"


def roots() -> dict[UUID, UUID]:
    standing = select(PersonAlias.person_id, PersonAlias.root_id).where(PersonAlias.known_to.is_(None))
    return dict(db.session.execute(standing).all())


def test_merged_clients_count_as_the_last_one_and_apart_again_when_undone(world: World) -> None:
    one, two, three = (client(world) for _ in range(3))
    do(world, merge_clients, client_id=one, into=two)
    assert roots() == {one: two}
    do(world, merge_clients, client_id=two, into=three)
    assert roots() == {one: three, two: three}
    with pytest.raises(Refused):
        do(world, merge_clients, client_id=three, into=one)
    with pytest.raises(Refused):
        do(world, merge_clients, client_id=one, into=three)
    do(world, unmerge_client, client_id=two)
    assert roots() == {one: two}
    do(world, unmerge_client, client_id=one)
    assert roots() == {}


def test_a_highly_restricted_client_is_not_merged(world: World) -> None:
    one, secret = client(world), client(world, flags=("gbv",))
    for pair in ({"client_id": one, "into": secret}, {"client_id": secret, "into": one}):
        with pytest.raises(Refused):
            do(world, merge_clients, **pair)
