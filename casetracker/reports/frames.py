"""Data frames, for pictures and analysis; pandas is loaded when the first one is made, never at start-up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from casetracker.reports.pictures import Mark

if TYPE_CHECKING:
    import pandas


def frame_of(marks: Sequence[Mark]) -> pandas.DataFrame:
    """One row a mark: `at` and `series` as labels in their order, `n` a number or not a number where it is withheld.

    Only what a reader was already shown goes in: a frame is made from a counted figure, never from a query of its own.
    """
    import pandas

    frame = pandas.DataFrame({"at": [m.at for m in marks], "series": [m.series for m in marks]})
    return frame.assign(n=pandas.to_numeric([m.value for m in marks], errors="coerce"))
