"""An edition made, checked and published as people do it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from casetracker.kit.db import db, transaction
from casetracker.kit.periods import Period
from casetracker.reports.packs import actions
from casetracker.reports.packs.edition import Edition, Person
from casetracker.reports.packs.models import EditionFile, EditionRow
from casetracker.reports.packs.queries import edition_of
from tests.people import World

SPRING = Period.named("2026-Q1")


def drafted(world: World, pack: str, audience: str, period: Period = SPRING, by: str = "rosa") -> UUID:
    """Only asked for."""
    author = world.reader(by).author
    with transaction():
        return actions.draft(
            by=author, programme=world.programme, pack=pack, audience=audience, language="pt", period=period,
            introduction="O primeiro trimestre.",
        ).dossier_id  # fmt: skip


def checked(world: World, pack: str, audience: str, period: Period = SPRING, by: str = "rosa") -> UUID:
    """Drafted, counted and checked by one person."""
    return recounted(world, drafted(world, pack, audience, period, by), by)


def recounted(world: World, edition_id: UUID, by: str = "rosa") -> UUID:
    counted = actions.count_edition(world.programme, db.session.get_one(EditionRow, edition_id))
    with transaction():
        actions.check_edition(
            by=world.reader(by).author, programme=world.programme, edition_id=edition_id, counted=counted
        )
    return edition_id


def publish(world: World, edition_id: UUID, by: str = "marta") -> UUID:
    ready = actions.make_ready(
        world.programme, db.session.get_one(EditionRow, edition_id), by=Person("manager", by),
        checker=Person("coordinator", "rosa"),
    )  # fmt: skip
    with transaction():
        actions.publish(by=world.reader(by).author, programme=world.programme, edition_id=edition_id, ready=ready)
    return edition_id


def files(edition_id: UUID) -> dict[str, bytes]:
    query = select(EditionFile.format, EditionFile.content).where(EditionFile.dossier_id == edition_id)
    return {kind: content for kind, content in db.session.execute(query)}  # noqa: C416


def edition(edition_id: UUID) -> Edition:
    found = edition_of(edition_id)
    assert found is not None
    return found
