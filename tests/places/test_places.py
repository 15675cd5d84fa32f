"""A place has one code for ever; it is corrected, moved and closed, and what was said of it stays in its entries."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casetracker.kit.db import transaction
from casetracker.ledger.kinds import Refused, Stale
from casetracker.ledger.rows import entries_of
from casetracker.places import actions, queries
from casetracker.places.bulk import Coming, open_places
from casetracker.places.institutions import above, institutions_for
from tests.making import IAPALA, LIONDE
from tests.people import World


def do(world: World, deed: Any, **kwargs: Any) -> Any:
    with transaction():
        return deed(by=world.reader("marta").author, programme=world.programme, **kwargs)


def here(world: World, code: str) -> queries.PlaceRef:
    found = queries.place_named(world.programme_id, code)
    assert found is not None
    return found


def test_a_facility_knows_its_district_and_province(world: World) -> None:
    place = here(world, LIONDE)
    assert (place.level, place.district, place.province, place.parent) == ("facility", "chokwe", "gaza", "chokwe")
    assert here(world, "chokwe").district == "chokwe"


def test_the_same_list_again_opens_nothing(world: World) -> None:
    again = [Coming("CENTRO DE SAUDE DE LIONDE", path=(("province", "gaza"), ("district", "Chokwe")))]
    before = queries.count_by_level(world.programme_id)
    assert [came.result for came in do(world, open_places, coming=again)] == ["corrected"]
    assert [came.result for came in do(world, open_places, coming=again)] == ["same"]
    assert queries.count_by_level(world.programme_id) == before == {"province": 2, "district": 3, "facility": 4}


def test_one_bad_place_of_a_list_is_given_back_and_the_rest_is_taken(world: World) -> None:
    coming = [Coming("Posto A", values={"latitude": 95.0}), Coming("Posto B", values={"dhis2_uid": "s8e95DectKU"})]
    bad, good = do(world, open_places, coming=coming)
    assert (bad.result, list(bad.problems), good.result) == ("refused", ["latitude"], "opened")


def test_a_renamed_place_is_known_by_its_dhis2_identifier_and_keeps_its_code(world: World) -> None:
    uid = {"dhis2_uid": "s8e95DectKU"}
    [first] = do(world, open_places, coming=[Coming("Cs Ancuabe", values=uid)])
    [second] = do(world, open_places, coming=[Coming("Centro de Saúde de Ancuabe", values=uid)])
    assert (second.code, second.result) == (first.code, "corrected")


def test_a_place_in_the_list_of_another_district_is_moved_there(world: World) -> None:
    uid = {"dhis2_uid": "s8e95DectKU"}
    do(world, open_places, coming=[Coming("Posto", path=(("province", "Gaza"), ("district", "Guijá")), values=uid)])
    moved = Coming("Posto", path=(("province", "Gaza"), ("district", "Chokwé")), values=uid)
    [came] = do(world, open_places, coming=[moved])
    assert (came.result, here(world, came.code).district) == ("moved", "chokwe")


def test_two_places_of_one_name_get_two_codes(world: World) -> None:
    one = do(world, actions.open_place, name="Posto Novo", parent="chokwe")
    other = do(world, actions.open_place, name="Posto Novo", parent="guija")
    assert (one.code, other.code) == ("posto-novo", "posto-novo.guija")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "Centro de Saúde de LIONDE", "parent": "chokwe"}, "name"),
        ({"name": "  "}, "name"),
        ({"name": "X" * 201}, "name"),
        ({"name": "Novo", "code": LIONDE}, "code"),
        ({"name": "Novo", "code": "with blank"}, "code"),
        ({"name": "Novo", "parent": "atlantis"}, "parent"),
        ({"name": "Novo", "parent": LIONDE}, "parent"),
        ({"name": "Novo", "unit_type": "castle"}, "unit_type"),
        ({"name": "Novo", "longitude": -181.0}, "longitude"),
        ({"name": "Novo", "dhis2_uid": "short"}, "dhis2_uid"),
        ({"name": "Novo", "population": -1}, "population"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(world: World, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        do(world, actions.open_place, **values)
    assert list(refused.value.problems) == [field]


def test_names_of_any_script_get_a_code(world: World) -> None:
    assert do(world, actions.open_place, name="مركز صحي").code == "facility"
    assert do(world, actions.open_place, name="🏥").code == "facility-2"


def test_a_correction_says_only_what_changed_and_can_empty_a_field(world: World) -> None:
    do(
        world,
        actions.correct_place,
        code=LIONDE,
        changes={"population": 12_000, "population_source": "INE", "codes": {}},
    )
    do(world, actions.correct_place, code=LIONDE, changes={"population": None, "population_source": "INE"})
    place = here(world, LIONDE)
    assert (place.population, place.population_source) == (None, "INE")
    said = [entry.codes["changed"] for entry in entries_of(place.dossier_id, words=False, sealed=False)[1:]]
    assert said == [{"population": 12_000, "population_source": "INE"}, {"population": None}]


def test_a_stale_correction_is_refused_with_what_stands(world: World) -> None:
    do(world, actions.correct_place, code=LIONDE, changes={"name": "Lionde"}, seen_seq=1)
    with pytest.raises(Stale) as stale:
        do(world, actions.correct_place, code=LIONDE, changes={"name": "Lionde Sede"}, seen_seq=1)
    assert stale.value.present == "Lionde"


def test_what_lies_in_a_moved_district_moves_with_it(world: World) -> None:
    do(world, actions.move_place, code="ribaue", parent="gaza")
    assert here(world, IAPALA).province == "gaza"
    assert here(world, "ribaue").province == "gaza"


def test_a_closed_place_stays_and_serves_nobody_afterwards(world: World) -> None:
    closed = do(world, actions.close_place, code=LIONDE, closed_on=date(2026, 3, 31))
    assert closed.is_open_on(date(2026, 3, 31))
    assert not closed.is_open_on(date(2026, 4, 1))
    still = queries.places(world.programme_id, "facility", open_on=date(2026, 6, 15))
    assert LIONDE not in {place.code for place in still}
    with pytest.raises(Refused):
        do(world, actions.close_place, code=LIONDE, closed_on=date(2026, 4, 1))
    with pytest.raises(Refused):
        do(world, actions.close_place, code=IAPALA, closed_on=date(2027, 1, 1))


def test_search_ignores_accents_and_case_and_pages_both_ways(world: World) -> None:
    found = queries.search(world.programme_id, "CHOKWE hospital")
    assert [place.code for place in found] == ["hospital-rural-de-chokwe"]
    first = queries.search(world.programme_id, level="facility", size=2)
    rest = queries.search(world.programme_id, level="facility", size=2, after=queries.page_key(first[1]))
    back = queries.search(world.programme_id, level="facility", size=2, before=queries.page_key(rest[0]))
    assert [place.code for place in (*first[:2], *rest)] == [
        p.code for p in queries.places(world.programme_id, "facility")
    ]
    assert back == [first[1], first[0]]
    assert queries.search(world.programme_id, "100%_") == []


def test_every_institution_at_or_above_a_facility_is_offered_the_nearest_first(world: World) -> None:
    found = institutions_for(world.programme_id, here(world, LIONDE))
    assert found[0].code == "provider"
    assert [one.rung for one in found] == sorted((one.rung for one in found), key=int)
    at = {one.code: one.at.code if one.at else None for one in found}
    assert (at["facility_dir"], at["sdsmas"], at["dps_sps"], at["misau"]) == (LIONDE, "chokwe", "gaza", None)
    at_district = {one.code for one in institutions_for(world.programme_id, here(world, "chokwe"))}
    assert "provider" not in at_district
    assert "sdsmas" in at_district


def test_each_institution_answers_to_the_one_above(world: World) -> None:
    chain = [row.code for row in above(world.programme_id, "pharmacy_head")]
    assert chain == ["facility_dir", "sdsmas", "dps_sps", "misau"]


def test_a_team_reaches_the_facilities_it_serves(world: World) -> None:
    do(world, actions.set_team_places, team="north", places={"chokwe"})
    ana = queries.facilities(world.programme_id, world.reader("ana").grants)
    assert {place.district for place in ana} == {"chokwe"}
    assert len(queries.facilities(world.programme_id, world.reader("carlos").grants)) == 4
    do(world, actions.set_team_places, team="north", places={"guija"})
    assert queries.team_places(world.programme_id, "north") == ["guija"]
    assert queries.teams_serving(world.programme_id, here(world, LIONDE)) == []
