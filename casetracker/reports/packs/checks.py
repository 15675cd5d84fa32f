"""What is looked at before a pack is published: does the flow balance, what is open, what is unconfirmed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from sqlalchemy import func, select

from casetracker.indicators.balance import imbalance
from casetracker.indicators.counting import count
from casetracker.kit.db import db
from casetracker.kit.periods import Period
from casetracker.kit.sentences import gettext as _
from casetracker.ledger.models import Conflict, Programme
from casetracker.reports.packs.counting import scope_of


@dataclass(frozen=True)
class Checked:
    """`lines`: each check with what it found; `stops`: what keeps the pack from being published; `notes`: what its
    readers are told."""

    lines: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def checked(programme: Programme, period: Period, tick: int, audience: str) -> Checked:
    """In the reader's language, as known at a tick."""
    scope = scope_of(programme, audience)
    ask = partial(count, programme_id=programme.id, period=period, as_at=tick, scope=scope)
    flow = ask("C04").total.values
    balance = _(
        "Flow of cases: %(start)s open at the start + %(opened)s opened + %(reopened)s reopened - %(closed)s closed = "
        "%(end)s open at the end.",
        **{name: int(flow[name] or 0) for name in ("start", "opened", "reopened", "closed", "end")},
    )  # fmt: skip
    unbalanced = imbalance(programme.id, period, scope=scope, as_at=tick)
    stops = [] if not unbalanced else [_("The flow of cases does not balance.")]
    complete = ask("Q03").total.values
    conflicts = db.session.scalar(select(func.count()).where(Conflict.programme_id == programme.id)) or 0
    resolved, confirmed = (int(ask(key).value or 0) for key in ("R01", "R02"))
    lines = [
        balance,
        _("Corrections that contradict each other and wait for somebody: %(number)s.", number=conflicts),
        _("Resolutions confirmed by the client or the committee: %(part)s of %(whole)s.", part=confirmed,
          whole=resolved),
        _("Fields filled of those that a record must have: %(part)s of %(whole)s.", part=int(complete["filled"] or 0),
          whole=int(complete["required"] or 0)),
    ]  # fmt: skip
    return Checked(tuple(lines), tuple(stops))
