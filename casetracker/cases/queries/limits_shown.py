"""What a case page shows of time limits: each with whose turn it is, how it was counted, and the warnings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from casetracker.cases.deadlines import PAST, URGENT, Clock
from casetracker.cases.queries.reading import CaseFile
from casetracker.cases.queries.rungs import NextRungs, next_rungs
from casetracker.cases.queries.saying_clocks import arithmetic_of, clock_name, holidays, reason
from casetracker.cases.rules import ELIGIBILITY, OUR_SIDE
from casetracker.kit.spoken import day


@dataclass(frozen=True)
class LimitsShown:
    """For one case on one day."""

    case: CaseFile
    rungs: NextRungs | None

    def name(self, rule: Mapping[str, Any]) -> str:
        """What a limit is called."""
        return clock_name(rule)

    def reason(self, code: str) -> str:
        """Why one ended."""
        return reason(code)

    def side(self, clock: Clock) -> str:
        """Whom it binds."""
        if clock.side == OUR_SIDE:
            return str(_("We or the client must file."))
        return str(_("This way is open until then.") if clock.side == ELIGIBILITY else _("They must answer."))

    def counted(self, clock: Clock) -> str:
        """How its day was counted."""
        return arithmetic_of(clock)

    def holidays(self, clock: Clock) -> str:
        """The days off that it skips, by name."""
        return holidays(clock)

    def waits(self, clock: Clock) -> bool:
        """Does it hang on the end of another that still runs?"""
        return any(clock.hangs(other) and other.runs for other in self.case.state.clocks)

    @property
    def warnings(self) -> list[str]:
        """What we or the client must file now, loudest of all."""
        found = []
        for clock in self.case.state.running:
            if clock.ours and self.case.state.open_breaches:
                tone, values = clock.alarm(self.case.today), {"limit": clock_name(clock.rule), "day": day(clock.due.on)}
                if tone == PAST:
                    found.append(str(_("%(limit)s: the day to file passed on %(day)s.", **values)))
                elif tone == URGENT and not self.waits(clock):
                    found.append(str(_("%(limit)s: file by %(day)s, or the right may be lost.", **values)))
        return found


def limits_shown(case: CaseFile) -> LimitsShown:
    """The limits of a case, and the rungs that come next."""
    return LimitsShown(case, next_rungs(case))
