"""The organisation of the synthetic year: its programme, places, teams, people and sign-ins."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from casetracker.accounts.actions import add_team, create_user, grant_role
from casetracker.accounts.reader import OPERATOR
from casetracker.demo import shape
from casetracker.demo.names import DISTRICTS, FACILITIES, MEN, PROVINCES, SURNAMES, WOMEN
from casetracker.demo.plan import Chance
from casetracker.ledger.entries import MACHINE
from casetracker.ledger.models import Programme
from casetracker.ledger.programmes import new_programme
from casetracker.places.actions import open_place, set_team_places

PRESET = "health_mozambique"
PASSWORD = "uma lanterna sob sete rios"  # noqa: S105 - shown on the sign-in page of a demonstration, nowhere else
SIGN_INS = (
    ("ana", "Ana Macuácua", "paralegal"), ("rosa", "Rosa Cumbe", "coordinator"), ("marta", "Marta Sitoe", "manager"),
    ("lucia", "Lúcia Tembe", "lawyer"), ("felix", "Félix Bila", "funder"), ("salma", "Salma Abacar", "safety_officer"),
)  # fmt: skip


@dataclass
class World:
    """Who works where: facilities of each team, advocates of each team, in order."""

    programme: Programme
    facilities: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """team -> (place code, province name)"""
    advocates: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    """team -> (account id, code)"""


def make_world(seed: str) -> World:
    """Programme, places, teams, accounts, each through the actions that pages use."""
    chance = Chance(f"world/{seed}")
    programme = new_programme(
        by=MACHINE, key=PRESET, preset=PRESET, name="Associação Vida Digna (dados sintéticos)", synthetic=True
    )
    world = World(programme)
    for number in range(shape.TEAMS):
        code = f"equipa-{number + 1}"
        add_team(by=OPERATOR, programme_id=programme.id, code=code, name=f"Equipa {number + 1}")
        world.facilities[code], world.advocates[code] = [], []
    _places(world, chance)
    _people(world, chance)
    return world


KINDS = (("CSR2", "CS"), ("CSR1", "CS"), ("CSU", "CS"), ("PS", "PS"))


def _places(world: World, chance: Chance) -> None:
    programme, teams = world.programme, list(world.facilities)
    districts = []
    for province, names in zip(PROVINCES, DISTRICTS, strict=True):
        at = open_place(by=MACHINE, programme=programme, name=province, level="province")
        for name in names:
            district = open_place(by=MACHINE, programme=programme, name=name, level="district", parent=at.code)
            districts.append((district, province))
    for number in range(shape.FACILITIES):
        where = number % len(districts)
        district, province = districts[where]
        unit_type, name = _facility(chance, number, district.name)
        place = open_place(
            by=MACHINE, programme=programme, name=name, parent=district.code, unit_type=unit_type,
            population=chance.random.randrange(4000, 38000, 500), population_source="Estimativa sintética",
            population_year=2024,
        )  # fmt: skip
        world.facilities[teams[(where * len(teams)) // len(districts)]].append((place.code, province))
    for team, places in world.facilities.items():
        set_team_places(by=MACHINE, programme=programme, team=team, places={code for code, _ in places})


def _facility(chance: Chance, number: int, district: str) -> tuple[str, str]:
    if number < 3:
        return "HD", f"Hospital Distrital de {district}"
    unit_type, short = chance.one(KINDS)
    again = " II" if number >= len(FACILITIES) else ""
    return unit_type, f"{short} {FACILITIES[number % len(FACILITIES)]}{again}"


def _account(world: World, username: str, name: str, role: str, team: str | None, password: str | None) -> Any:
    user = create_user(by=OPERATOR, username=username, name=name, locale="pt", password=password)
    grant_role(by=OPERATOR, user_id=user.id, programme_id=world.programme.id, role=role, team_code=team)
    return user


def _people(world: World, chance: Chance) -> None:
    teams = list(world.advocates)
    signs = {username: (name, role) for username, name, role in SIGN_INS}
    for username, (name, role) in signs.items():
        team = teams[0] if role in {"paralegal", "coordinator"} else None
        user = _account(world, username, name, role, team, PASSWORD)
        if role == "paralegal":
            world.advocates[team or ""].append((user.id, user.code))
    for team in teams[1:]:
        name = f"{chance.one(WOMEN)} {chance.one(SURNAMES)}"
        _account(world, f"coord-{team[-1]}", name, "coordinator", team, None)
    for number in range(1, shape.ADVOCATES):
        team = teams[number % len(teams)]
        given = chance.one(WOMEN if chance.yes(0.6) else MEN)
        user = _account(world, f"defensor-{number:02d}", f"{given} {chance.one(SURNAMES)}", "paralegal", team, None)
        world.advocates[team].append((user.id, user.code))
