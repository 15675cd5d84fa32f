"""What may be said of a client: pure; refuses with a sentence beside the field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from casetracker.clients import sameness
from casetracker.clients.fold import FIELDS, SEVERAL, ClientState
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Said
from casetracker.ledger.kinds import Refused, Stale

MOST_HEADS = 1_000_000


def check(state: ClientState | None, said: Said) -> None:
    """Refused for what cannot be; Stale where the writer had not seen a later change of the same field."""
    if (state is None) != (said.kind == "client.recorded"):
        wrong = (
            Sentence("This client is not recorded.") if state is None else Sentence("This client is recorded already.")
        )
        raise Refused({"": wrong})
    if state is None:
        _heads(said.codes.get("client_kind"), said.codes.get("heads"))
        _name(said.codes.get("client_kind"), bool(said.words.get("name")))
    elif rule := RULES.get(said.kind):
        rule(state, said)


def _heads(kind: Any, heads: Any) -> None:
    if heads is None:
        return
    if not 1 <= heads <= MOST_HEADS:
        raise Refused({"heads": Sentence("Write how many people they are, in digits.")})
    if kind not in SEVERAL:
        raise Refused({"heads": Sentence("Only a family, a group, a community or a committee has a number of people.")})


def _name(kind: Any, named: bool) -> None:
    if kind == "anonymous" and named:
        raise Refused({"name": Sentence("An anonymous client has no name here. Leave it out, or choose another kind.")})


def _correction(state: ClientState, said: Said) -> None:
    fields = said.codes.get("fields", ())
    if not fields or set(fields) - set(FIELDS):
        raise Refused({"": Sentence("Nothing was changed.")})
    kind = said.codes.get("client_kind", "anonymous") if "client_kind" in fields else state.client_kind
    heads = said.codes.get("heads") if "heads" in fields else state.heads
    _heads(kind, heads)
    _name(kind, bool(said.words.get("name")) if "name" in fields else state.named)
    for name in fields:
        if said.seen_seq is not None and state.changed.get(name, 0) > said.seen_seq:
            raise Stale(name, getattr(state, name))


def _withdrawal(state: ClientState, said: Said) -> None:
    consent = state.consents.get(said.codes.get("purpose", ""))
    if consent is None or not consent.stands:
        raise Refused({"purpose": Sentence("There is no consent to this that could be taken back.")})
    if said.happened_on < consent.given_on:
        raise Refused({"happened_on": Sentence("It was given on %(day)s; it cannot be taken back before.",
                                               day=consent.given_on)})  # fmt: skip


RULES: dict[str, Callable[[ClientState, Said], None]] = {
    "client.corrected": _correction,
    "consent.withdrawn": _withdrawal,
    **sameness.RULES,
}
