"""Taking one sentence out of a live dossier: its words go for good, the chain holds, an entry says who and why."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import update

from casetracker.kit import clock
from casetracker.kit.db import db
from casetracker.kit.saying import Sentence
from casetracker.ledger import chain, indexing
from casetracker.ledger.entries import Author, Said
from casetracker.ledger.keys import keys
from casetracker.ledger.kinds import Refused, kind_named
from casetracker.ledger.models import Dossier, EntryRow, Programme
from casetracker.ledger.rows import REDACTED, entries_of, first_hash, open_entry, rows_of, seal_words
from casetracker.ledger.writing import Written, say

MARK = "[…]"
SHORTEST = 3


def redact(
    *, by: Author, programme: Programme, dossier_id: UUID, entry: UUID, sentence: str, why: str,
    entry_id: UUID | None = None,
) -> Written:  # fmt: skip
    """Take a sentence out of one entry, wherever it stands in its words; a mark stays in its place.

    The hash of the words as they were first sealed is kept beside the entry, so that its digest still follows; the new
    entry says which entry it was and vouches for the words that are left. Refused: no reason, a sentence that is not
    there. Backups made before hold the words until they are given up.
    """
    if not why.strip():
        raise Refused({"why": Sentence("Say why it is taken out.")})
    row = next((row for row in rows_of(dossier_id) if row.id == entry), None)
    dossier, key = db.session.get_one(Dossier, dossier_id), keys().get(dossier_id)
    words = open_entry(row, key, words=True).words if row is not None else {}
    left = _without(words, sentence.strip())
    if row is None or left is None:
        raise Refused({"sentence": Sentence("These words do not stand in this entry; copy them as they are.")})
    kind = kind_named(dossier.kind)
    indexing.withdraw(dossier, kind)
    sealed = seal_words(key, entry, dossier_id, left)
    db.session.execute(
        update(EntryRow).where(EntryRow.id == entry).values(words=sealed, words_said=first_hash(row))
    )  # fmt: skip
    codes = {"entry": str(entry), "words": chain.words_hash(sealed).hex()}
    one = Said(REDACTED, clock.today(programme.timezone), codes, {"why": why}, id=entry_id)
    written = say([one], by=by, programme=programme, dossier_id=dossier_id)
    indexing.index(dossier, kind, [said.words for said in entries_of(dossier_id, words=True) if said.words])
    db.session.info["overwritten"] = True
    return written


def _without(words: Mapping[str, str], sentence: str) -> dict[str, str] | None:
    """The words with a mark where the sentence stood; None where it stands nowhere."""
    if len(sentence) < SHORTEST or not any(sentence in text for text in words.values()):
        return None
    return {name: text.replace(sentence, MARK) for name, text in words.items()}
