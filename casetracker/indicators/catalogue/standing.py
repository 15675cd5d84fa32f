"""What else a reader must know of each indicator: what is counted once, known weaknesses, where it stands elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from casetracker.indicators.catalogue.definition import Indicator
from casetracker.kit.sentences import lazy_gettext as _l
from casetracker.kit.tables import Says

INFORMATION = _l("A contribution to public access to information (goal 16.10), not the goal's own indicator.")


@dataclass(frozen=True)
class Standing:
    """`outcome`: an outcome to IATI, not an output; `percent`: a percentage to IATI."""

    ascending: bool | None
    dedup: Says
    weaknesses: Says
    outcome: bool = False
    percent: bool = False
    sdg: Says = ""

    @property
    def iati(self) -> tuple[Literal[1, 2], Literal["unit", "percentage"]]:
        return (2 if self.outcome else 1, "percentage" if self.percent else "unit")


A_CASE = _l("Each case once.")
A_BREACH = _l("Each breach once.")
A_REQUEST = _l("Each request or deadline once, not each case.")
A_PERSON = _l("Each person once, by the file that stands after merging.")
RESOLVED_ONCE = _l("Each breach once: one that comes back and is put right again in the period counts once.")
EFFORT = _l("It counts effort, not effect; what nobody wrote down is missing.")
NOT_NEED = _l("It shows what reaches us, which is not how much goes wrong: more may mean more trust in us.")
ONLY_ENDED = _l("Those that are still open are not in it: it looks better where hard ones take long.")
OUR_WORD = _l("It rests on what our own workers wrote down; only the confirmed ones were heard from somebody else.")
ON_THE_DAY = _l("A stock on one day: it says nothing of the days between.")

STANDING: dict[str, Standing] = {
    "C01": Standing(True, _l("Each case once; a reopened one is not opened again, duplicates are left out."), NOT_NEED),
    "C02": Standing(True, A_CASE, ON_THE_DAY),
    "C03": Standing(True, _l("A case closed, reopened and closed again in the period counts once."),
                    _l("Closed is not solved: it counts every end alike.")),
    "C04": Standing(True, _l("Every event counts, also the second closing of a case."),
                    _l("Cases whose days are known only to the month or year are left out if the period cuts them.")),
    "C05": Standing(True, _l("Each case under its main worker only."),
                    _l("It takes all cases for equally heavy, and knows nothing of leave or part-time work.")),
    "B01": Standing(True, A_BREACH, NOT_NEED),
    "R01": Standing(
        True, RESOLVED_ONCE, OUR_WORD,
        sdg=_l(
            "A contribution to access to justice for all (goal 16.3) and to accountable institutions (goal 16.6). The "
            "goal's own indicators are surveys of the population: this number is none of them."
        ),
    ),
    "R02": Standing(True, RESOLVED_ONCE,
                    _l("Who cannot be reached confirms nothing; a confirmation typed late is missing until then.")),
    "R03": Standing(True, _l("Each breach once, at the closing of its case that stands."), ONLY_ENDED, True, True),
    "R04": Standing(True, A_BREACH, _l("Blank until enough breaches of the period have had the days."), True, True),
    "R05": Standing(False, RESOLVED_ONCE,
                    _l("Only what was resolved is in it, so it is too short where many wait: read it with R06.")),
    "R06": Standing(False, A_BREACH, _l(
        "It takes those still open for no slower than the others of their age. A breach that came back waits from the "
        "day it was first told. Breaches that ended before this was recorded need their facts rebuilt.")),
    "R07": Standing(None, RESOLVED_ONCE, _l("The rung is that of the office that acted, not of whoever made it act."),
                    True, True),
    "R08": Standing(False, A_CASE, _l("Who does not come back to us is not seen; the last 180 days are left out."),
                    True, True),
    "R09": Standing(True, _l("The last word on each breach in the period counts."), _l(
        "Those looked at are not drawn by lot, except in quality reviews: who has trouble is heard of more often, or "
        "no longer. What came back within 30 days is not in it."), True, True),
    "R10": Standing(True, _l("Each amount once, on the resolution that stands."), _l(
        "An amount granted counts, paid or not. Other currencies and highly restricted cases have no amount.")),
    "R11": Standing(True, A_CASE, OUR_WORD),
    "A01": Standing(True, _l("A step for several breaches counts once."),
                    EFFORT),
    "A02": Standing(True, _l("A step counts once for each breach it was for."),
                    EFFORT),
    "T01": Standing(True, _l("The first dated step of each case."),
                    _l("A step that nobody wrote down is missing; imported cases often have none."), True, True),
    "T02": Standing(False, _l("Each case once, whatever the number of overdue steps."), ON_THE_DAY),
    "T03": Standing(False, A_CASE, _l("Any entry of work ends the silence, also one that moves nothing.")),
    "T04": Standing(
        True, A_REQUEST, _l("Only requests for which the programme has a time limit switched on are seen."), True, True,
        sdg=INFORMATION,
    ),
    "T05": Standing(
        False, A_REQUEST, _l("An answer that came and was not written down counts as none."),
        sdg=INFORMATION,
    ),
    "T06": Standing(True, A_REQUEST, _l("Only deadlines that the programme has switched on are seen."), True, True),
    "T07": Standing(True, A_CASE, _l("Told is what the worker says; nobody asks the client."), True, True),
    "P01": Standing(True, A_PERSON, _l("Who gave another name is counted twice until the files are merged.")),
    "P02": Standing(True, _l("Each named person once; each group once."),
                    _l("The same person may be in several groups; a head count is the worker's."), True),
    "P03": Standing(True, _l("Each facility's population once, however many resolutions."),
                    _l("Everybody who lives around a facility, whether they use it or not; an upper limit."), True),
    "P04": Standing(
        True, _l("The last interview of each case in the period."),
        _l("Few are asked, by us, and those who are reached may be the more content: read it with the share asked."),
        True, True, sdg=_l(
            "Clients' satisfaction, of those asked in quality reviews only: not comparable with surveys of the "
            "population on satisfaction with public services."
        ),
    ),
    "Q03": Standing(True, _l("Each field of each case once."),
                    _l("Filled is not right; texts are sealed and not looked at."), True, True),
    "Q04": Standing(False, A_CASE, _l("Old registers that were imported make it long.")),
    "Q05": Standing(True, _l("Each case once, at its first step addressed to an institution."), _l(
        "It knows whether consent was written down, not how well it was explained. Cases of before this was recorded "
        "stand apart."), True, True),
}  # fmt: skip


def with_standing(indicator: Indicator) -> Indicator:
    """The indicator with all that is said of it here."""
    said = STANDING[indicator.key]
    iati_type, iati_measure = said.iati
    return replace(
        indicator, dedup=said.dedup, weaknesses=said.weaknesses, sdg=said.sdg, iati_type=iati_type,
        iati_measure=iati_measure, ascending=said.ascending,
    )  # fmt: skip
