"""Sealed words are found through keyed tokens; highly restricted and erased dossiers never."""

from __future__ import annotations

from sqlalchemy import delete, func, insert, select

from casetracker.kit.db import db, transaction
from casetracker.ledger.erasure import erase
from casetracker.ledger.indexing import PURPOSE, candidates, follows_the_rules, remember_rules
from casetracker.ledger.models import KeyUse, Token
from casetracker.ledger.rebuilding import rebuild
from tests.ledger.conftest import Shelf
from tests.ledger.toy import ANA, SECRETS, more


def test_a_word_finds_its_dossiers_and_a_name_its_people(shelf: Shelf) -> None:
    assert candidates(shelf.programme_id, SECRETS[1].upper()) == sorted(shelf.jars)
    assert candidates(shelf.programme_id, SECRETS[0][:4], how="beginning") == sorted(shelf.jars)
    assert candidates(shelf.programme_id, "nothing of it") == []


def test_what_becomes_highly_restricted_or_is_erased_leaves_the_index(shelf: Shelf) -> None:
    with transaction():
        more(shelf.programme, shelf.jars[0], "jar.hidden")
        erase(by=ANA, programme=shelf.programme, dossier_id=shelf.jars[1], reason="asked")
    with transaction():
        more(shelf.programme, shelf.jars[0], "jar.filled")
    assert candidates(shelf.programme_id, SECRETS[1]) == sorted(shelf.jars[2:])
    gone = db.session.scalar(select(func.count()).where(Token.dossier_id.in_(shelf.jars[:2])))
    assert gone == 0


def test_an_index_of_other_rules_is_written_anew(shelf: Shelf) -> None:
    foreign = {"programme_id": shelf.programme_id, "token": 1, "dossier_id": shelf.jars[0]}
    with transaction():
        db.session.execute(delete(KeyUse).where(KeyUse.purpose == PURPOSE))
        db.session.execute(insert(Token), [foreign])
        remember_rules()
    assert not follows_the_rules()
    rebuild()
    assert follows_the_rules()
    assert candidates(shelf.programme_id, SECRETS[1]) == sorted(shelf.jars)
    assert db.session.scalar(select(func.count()).where(Token.token == 1)) == 0
