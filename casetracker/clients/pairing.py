"""Deeds on two files that may be of one person: asked of a coordinator, answered, held apart. Nothing is committed."""

from __future__ import annotations

from uuid import UUID

from casetracker.accounts.reader import Reader
from casetracker.clients.actions import ClientValues, today
from casetracker.clients.merging import merge_clients
from casetracker.clients.possible import elsewhere
from casetracker.clients.queries import client_state, root_of
from casetracker.clients.sameness import ACCEPTED, DECLINED
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.kinds import HIGHLY_RESTRICTED, Refused
from casetracker.ledger.models import Programme
from casetracker.ledger.writing import Written, say


def ask_same(*, by: Author, programme: Programme, client_id: UUID, other: UUID) -> Written:
    """May `client_id` be the same person as `other`? Whoever coordinates the area of `other` answers.

    Refused: what was asked already, the same person already, a highly restricted client.
    """
    if root_of(other) == root_of(client_id):
        raise Refused({"": Sentence("These two are the same file already.")})
    if client_state(other, words=False).tier == HIGHLY_RESTRICTED:
        raise Refused({"": Sentence("A highly restricted client is not merged with another.")})
    return _say(by, programme, client_id, "client.asked", other)


def ask_elsewhere(*, reader: Reader, programme: Programme, client_id: UUID, typed: ClientValues) -> Written | None:
    """Ask of the file that, by what was typed, is of the same person in another area; None where there is none.

    A highly restricted client is nobody's question.
    """
    other = elsewhere(reader, programme.id, typed)
    if other is None or client_state(client_id, words=False).tier == HIGHLY_RESTRICTED:
        return None
    return ask_same(by=reader.author, programme=programme, client_id=client_id, other=other)


def answer_same(*, by: Author, programme: Programme, client_id: UUID, other: UUID, accepted: bool) -> Written:
    """The answer to what was asked of `client_id`: accepted, its file counts as `other` from now on.

    Refused: what was never asked or is answered already, and whatever a merge refuses.
    """
    answer = ACCEPTED if accepted else DECLINED
    written = _say(by, programme, client_id, "client.answered", other, answer=answer)
    return merge_clients(by=by, programme=programme, client_id=client_id, into=other) if accepted else written


def hold_apart(*, by: Author, programme: Programme, client_id: UUID, other: UUID) -> Written:
    """Two people: they are not proposed as one any more."""
    return _say(by, programme, client_id, "client.different", other)


def _say(by: Author, programme: Programme, client_id: UUID, kind: str, other: UUID, **codes: str) -> Written:
    said = Said(kind, today(programme), codes={"other": str(other), **codes})
    return say([said], by=by, programme=programme, dossier_id=client_id)
