"""Two clients who turn out to be one person: counted as one from now on, and apart again if that was a mistake."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from sqlalchemy import insert, select, update

from casetracker.clients.actions import today
from casetracker.clients.queries import below, client_state, root_of
from casetracker.kit.db import db
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.keys import Erased
from casetracker.ledger.kinds import Refused
from casetracker.ledger.models import PersonAlias, Programme
from casetracker.ledger.ticks import take_tick
from casetracker.ledger.writing import Written, say


def merge_clients(*, by: Author, programme: Programme, client_id: UUID, into: UUID) -> Written:
    """`client_id` is the same person as `into` and counts as that one; both files stay and say so, no fact is touched.

    Refused: the same file, one that is merged already, a ring, a highly restricted client, an erased one.
    """
    if client_id == into or root_of(into) == client_id:
        raise Refused({"into": Sentence("These two are the same file already.")})
    said = Said("client.merged", today(programme), codes={"into": str(into)})
    _tell(by, programme, into, "client.joined", client_id)
    written = say([said], by=by, programme=programme, dossier_id=client_id)
    _count_anew(programme, client_id)
    return written


def unmerge_client(*, by: Author, programme: Programme, client_id: UUID) -> Written:
    """Two people after all: each is counted again, with whoever was merged into each. Both files say so."""
    into = client_state(client_id, words=False).merged_into
    said = Said("client.unmerged", today(programme))
    written = say([said], by=by, programme=programme, dossier_id=client_id)
    if into is not None:
        with suppress(Erased):
            _tell(by, programme, into, "client.parted", client_id)
    _count_anew(programme, client_id)
    return written


def _tell(by: Author, programme: Programme, client_id: UUID, kind: str, who: UUID) -> None:
    said = Said(kind, today(programme), codes={"who": str(who)})
    say([said], by=by, programme=programme, dossier_id=client_id)


def _count_anew(programme: Programme, client_id: UUID) -> None:
    """Whoever counts through this client gets the root as it is now, from this tick on."""
    tick, root = take_tick(programme.id).tick, root_of(client_id)
    for person in below(client_id):
        standing = select(PersonAlias).where(PersonAlias.person_id == person, PersonAlias.known_to.is_(None))
        present = db.session.scalar(standing)
        if present is not None and present.root_id == root:
            continue
        if present is not None:
            db.session.execute(update(PersonAlias).where(PersonAlias.id == present.id).values(known_to=tick))
        if person != root:
            values = {"programme_id": programme.id, "person_id": person, "root_id": root, "known_from": tick}
            db.session.execute(insert(PersonAlias).values(values))
