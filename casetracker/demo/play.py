"""Playing the plan: each deed through the action a page would call, at the hour at which it is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID

from casetracker.cases.actions import (
    close_case,
    confirm_resolution,
    end_breach,
    log_case,
    reopen_breach,
    resolve_breach,
    take_step,
    tell_client,
)
from casetracker.clients.actions import Agreed, ClientValues
from casetracker.demo.names import LANGUAGES
from casetracker.demo.plan import Deed, plan
from casetracker.demo.world import World, make_world
from casetracker.kit import clock
from casetracker.kit.db import db, transaction
from casetracker.kit.ids import ids_from
from casetracker.ledger.entries import Author
from casetracker.ledger.models import Programme
from casetracker.presets import load

PIECE = 12
"""deeds in one transaction: short enough that a page is never kept waiting"""
Progress = Callable[[int, int], None]


@dataclass
class Player:
    """Where the year stands: which case is which dossier, and who holds it."""

    world: World
    cases: dict[int, tuple[UUID, Author]] = field(default_factory=dict)
    clients: dict[str, list[UUID]] = field(default_factory=dict)

    def play(self, deed: Deed, programme: Programme) -> None:
        """One deed; those of a case that took another course are left out."""
        if deed.what == "open":
            self.open(deed, programme)
            return
        case_id, by = self.cases[deed.case]
        if deed.what == "come_back":
            reopen_breach(by=by, programme=programme, case_id=case_id, on=deed.on, breach=deed.values["breach"])
            return
        act = {
            "step": take_step, "resolve": resolve_breach, "confirm": confirm_resolution, "tell": tell_client,
            "close": close_case, "end": end_breach,
        }[deed.what]  # fmt: skip
        act(by=by, programme=programme, case_id=case_id, on=deed.on, **deed.values)  # type: ignore[operator]

    def open(self, deed: Deed, programme: Programme) -> None:
        """A case at one of the advocate's facilities."""
        values = deed.values
        teams = list(self.world.advocates)
        team = teams[int(values["draw"] * 1e6) % len(teams)]
        author_id, code = self.world.advocates[team][int(values["draw"] * 1e9) % len(self.world.advocates[team])]
        place, province = self.world.facilities[team][int(values["draw"] * 1e12) % len(self.world.facilities[team])]
        by = Author(author_id, code)
        known = self.clients.get(team, [])
        again = known[deed.case % len(known)] if values["again"] and known else None
        written = log_case(
            by=by, programme=programme, told_on=deed.on, types=values["types"], place=place,
            client=None if again else _client(values, LANGUAGES[province]), client_id=again,
            agreed=[Agreed("record", "oral"), Agreed("act", "oral")] if values["client_kind"] != "anonymous" else [],
            narrative=values["narrative"], channel=values["channel"], team=team, everyone=values["everyone"],
            next_step="Primeiro contacto com a unidade",
        )  # fmt: skip
        self.cases[deed.case] = (written.dossier_id, by)
        if values["client_kind"] == "individual" and again is None and written.state.tier == "normal":
            self.clients.setdefault(team, []).append(UUID(written.state.codes["client"]))


def _client(values: dict[str, object], language: str) -> ClientValues:
    known = {k: values[k] for k in ("client_kind", "name", "phone", "heads", "estimated") if values[k] is not None}
    people = {k: values[k] for k in ("sex", "age_band") if values[k] is not None}
    return ClientValues(**(known | people), language=language)  # type: ignore[arg-type]


def _pieces(deeds: list[Deed]) -> Iterator[tuple[datetime, list[Deed]]]:
    for day, typed in groupby(deeds, key=lambda d: d.typed_on):
        todays = list(typed)
        for number, start in enumerate(range(0, len(todays), PIECE)):
            at = datetime.combine(day, time(6), UTC) + timedelta(minutes=min(600, 9 * number))
            yield at, todays[start : start + PIECE]


def play_year(*, seed: str, until: date, times: int = 1, progress: Progress = lambda done, total: None) -> Programme:
    """The synthetic year into an empty database; same seed and end, same facts."""
    first = datetime.combine(until - timedelta(days=366), time(6), UTC)
    preset = load("health_mozambique")
    types: dict[str, list[str]] = {}
    for one in preset.lists["case_type"]:
        # What is highly restricted is told less often than it happens.
        often = 1 if one.tier == "highly_restricted" else 4
        types.setdefault(one.group or "", []).extend([one.code] * often)
    deeds = plan(seed, until, types, times)
    with ids_from(f"{seed}/{until}/{times}"):
        with clock.clock_at(lambda: first), transaction():
            player = Player(make_world(seed))
            programme_id = player.world.programme.id
        done = 0
        for at, piece in _pieces(deeds):
            with clock.clock_at(lambda at=at: at), transaction():  # type: ignore[misc]
                programme = db.session.get_one(Programme, programme_id)
                for deed in piece:
                    player.play(deed, programme)
            done += len(piece)
            progress(done, len(deeds))
    return db.session.get_one(Programme, programme_id)
