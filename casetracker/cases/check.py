"""May it be said? Pure: a sentence beside the field where it may not. Runs on new entries only, at every door alike."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from casetracker.cases import attached, check_clocks, distinct, handing, referring, reviewed
from casetracker.cases.check_supervision import SUPERVISION_RULES
from casetracker.cases.fold import VOIDABLE, fold
from casetracker.cases.state import CaseState
from casetracker.kit.saying import Sentence
from casetracker.ledger.entries import Entry, Said
from casetracker.ledger.kinds import Refused, Stale

WHEN_CLOSED = frozenset(
    {
        "case.reopened", "note.added", "field.corrected", "client.told", "client.changed", "resolution.confirmed",
        "entry.voided", "entry.redated", "case.assigned", "flag.raised", "conflict.settled", "case.voided",
        "breach.reopened", "file.attached", "file.withdrawn", "remark.made", "remark.answered",
        "review.drawn", "review.recorded", "case.distinct", "words.redacted",
    }
)  # fmt: skip
REASONS_TO_VOID = ("duplicate", "entry_error")


def _no(field: str, sentence: Sentence) -> Refused:
    return Refused({field: sentence})


def check(state: CaseState | None, said: Said) -> None:
    """Refused (with the field and the sentence) or Stale; nothing where it may be said."""
    if state is None:
        _opening(said)
        return
    if said.kind == "case.opened":
        raise _no("", Sentence("This case is already open."))
    if state.void and said.kind not in {"entry.voided", "note.added", "client.changed", "words.redacted"}:
        raise _no("", Sentence("This case is void: nothing more can be recorded in it."))
    if state.closed and said.kind not in WHEN_CLOSED:
        raise _no("", Sentence("This case is closed. Reopen it before recording more."))
    _not_before_opening(state, said)
    rule = RULES.get(said.kind)
    if rule is not None:
        rule(state, said)


def _opening(said: Said) -> None:
    if said.kind != "case.opened":
        raise _no("", Sentence("A case begins with what happened."))
    if not said.codes.get("breaches"):
        raise _no("breaches", Sentence("Choose at least one problem."))
    if not said.codes.get("place") and not said.codes.get("province") and not said.codes.get("imported"):
        raise _no("place", Sentence("Choose where it happened."))


ON_ITS_OWN_DAY = frozenset(
    {
        "entry.voided",
        "entry.redated",
        "case.voided",
        "client.changed",
        "field.corrected",
        "note.added",
        "case.assigned",
        "flag.raised",
        "remark.made",
        "remark.answered",
        "case.distinct",
        "words.redacted",
    }
)


def _not_before_opening(state: CaseState, said: Said) -> None:
    first = state.opened.on
    if said.kind in ON_ITS_OWN_DAY or said.precision != "day" or state.opened.precision != "day":
        return
    if said.happened_on < first:
        raise _no("happened_on", Sentence("This is before the case was opened (%(day)s).", day=first))


def _breach_added(state: CaseState, said: Said) -> None:
    if str(said.codes.get("no")) in state.breaches:
        raise _no("type", Sentence("This breach is already recorded."))


def _step(state: CaseState, said: Said) -> None:
    wanted = [str(no) for no in said.codes.get("breaches", ())]
    if not wanted or any(no not in state.breaches for no in wanted):
        raise _no("breaches", Sentence("Choose the problems that this step was about."))


def _reply(state: CaseState, said: Said) -> None:
    if UUID(str(said.codes["step"])) not in {step.id for step in state.steps}:
        raise _no("step", Sentence("Choose the step that was answered."))


def _ending(state: CaseState, said: Said) -> None:
    breach = state.breaches.get(str(said.codes.get("breach")))
    if breach is None:
        raise _no("breach", Sentence("Choose the problem."))
    if breach.ending is not None:
        raise _no("breach", Sentence("This problem has already ended."))


def _confirming(state: CaseState, said: Said) -> None:
    breach = state.breaches.get(str(said.codes.get("breach")))
    ending = breach.ending if breach is not None else None
    if ending is None or not ending.resolved:
        raise _no("breach", Sentence("Only a resolution can be confirmed."))
    if said.happened_on < ending.at.on and ending.at.precision == "day":
        raise _no("happened_on", Sentence("It was confirmed before it was resolved (%(day)s).", day=ending.at.on))


def _closing(state: CaseState, said: Said) -> None:
    if state.open_breaches:
        raise _no("outcomes", Sentence("A problem is still open: say how each one ended before closing."))
    if state.imported or said.codes.get("imported"):
        return
    for breach in state.breaches.values():
        until = breach.watched_until
        if until is not None and said.happened_on < until and breach.monitoring_days:
            raise _no(
                "happened_on",
                Sentence(
                    "A resolution is watched for %(days)s days: this case can be closed from %(day)s on.",
                    days=breach.monitoring_days, day=until,
                ),
            )  # fmt: skip
    if not state.told and state.codes.get("client"):
        raise _no("told_state", Sentence("Say whether the client was told the outcome."))
    ends = [b.ending.at.on for b in state.breaches.values() if b.ending]
    if ends and said.happened_on < max(ends):
        raise _no("happened_on", Sentence("It was closed before the last problem ended (%(day)s).", day=max(ends)))


def _reopening(state: CaseState, said: Said) -> None:
    if state.closed is None:
        raise _no("", Sentence("This case is not closed."))
    if said.happened_on < state.closed.at.on:
        raise _no("happened_on", Sentence("It was reopened before it was closed (%(day)s).", day=state.closed.at.on))


def _breach_reopening(state: CaseState, said: Said) -> None:
    breach = state.breaches.get(str(said.codes.get("breach")))
    if breach is None or breach.ending is None:
        raise _no("breach", Sentence("Only a problem that ended can be reopened."))
    if state.closed is not None:
        raise _no("", Sentence("This case is closed. Reopen it before recording more."))
    if said.happened_on < breach.ending.at.on:
        raise _no("back_on", Sentence("It came back before it ended (%(day)s).", day=breach.ending.at.on))
    seen = max((one.at.on for one in breach.ending.confirmations), default=None)
    if seen is not None and said.happened_on < seen:
        raise _no("back_on", Sentence("It was still confirmed as put right on %(day)s.", day=seen))
    until = breach.watched_until
    if until is not None and said.happened_on > until and not state.imported:
        raise _no(
            "back_on",
            Sentence("The monitoring window ended on %(day)s: open a new case and link it to this one.", day=until),
        )


def _voiding(state: CaseState, said: Said) -> None:
    target = UUID(str(said.codes["entry"]))
    found = next((e for e in state.entries if e.id == target), None)
    if found is None or target in state.voided:
        raise _no("entry", Sentence("This entry does not stand; it cannot be withdrawn again."))
    if found.kind not in VOIDABLE:
        raise _no("entry", Sentence("This kind of entry cannot be withdrawn; correct it instead."))
    if not said.codes.get("reason") and not said.words.get("why"):
        raise _no("why", Sentence("Say why it is withdrawn."))
    _no_new_anomaly(state, said, Sentence("Something recorded later rests on this entry: withdraw that first."))


def _redating(state: CaseState, said: Said) -> None:
    target = UUID(str(said.codes["entry"]))
    if target not in {e.id for e in state.entries} or target in state.voided:
        raise _no("entry", Sentence("This entry does not stand; its day cannot be corrected."))
    if target == state.opened.entry:
        early = [
            e for e in state.entries if e.id not in state.voided and e.kind not in ON_ITS_OWN_DAY and e.id != target
        ]
        first = min((state.days.get(e.id, (e.happened_on, ""))[0] for e in early), default=None)
        if first is not None and first < said.happened_on:
            raise _no("happened_on", Sentence("Something was recorded before this day (%(day)s).", day=first))
    elif said.happened_on < state.opened.on:
        raise _no("happened_on", Sentence("This is before the case was opened (%(day)s).", day=state.opened.on))
    _no_new_anomaly(
        state, said, Sentence("With this day the file would no longer make sense: something rests on the old one.")
    )


def _no_new_anomaly(state: CaseState, said: Said, sentence: Sentence) -> None:
    last = state.entries[-1]
    trial = Entry(
        id=said.id or UUID(int=1), seq=last.seq + 1, kind=said.kind, kind_version=1, happened_on=said.happened_on,
        precision=said.precision, recorded_at=last.recorded_at, written_at=None, author_id=0, author="",
        codes=said.codes, words={},
    )  # fmt: skip
    if len(fold([*state.entries, trial]).anomalies) > len(state.anomalies):
        raise _no("entry", sentence)


def _correcting(state: CaseState, said: Said) -> None:
    name = str(said.codes["field"])
    if said.seen_seq is not None and state.field_seq.get(name, 0) > said.seen_seq:
        raise Stale(name, said.words or said.codes.get("values"))


def _voiding_case(state: CaseState, said: Said) -> None:
    if said.codes.get("reason") not in REASONS_TO_VOID:
        raise _no("reason", Sentence("Say whether it is a duplicate or was entered by mistake."))
    if said.codes.get("reason") == "duplicate" and not said.codes.get("same_as"):
        raise _no("same_as", Sentence("Say which case it is a duplicate of."))


def _telling(state: CaseState, said: Said) -> None:
    if not said.codes.get("state"):
        raise _no("told_state", Sentence("Say whether the client was told the outcome."))


RULES: dict[str, Callable[[CaseState, Said], None]] = {
    "breach.added": _breach_added,
    "step.taken": _step,
    "reply.received": _reply,
    "resolution.reported": _step,
    "breach.resolved": _ending,
    "breach.ended": _ending,
    "resolution.confirmed": _confirming,
    "client.told": _telling,
    "case.closed": _closing,
    "case.reopened": _reopening,
    "breach.reopened": _breach_reopening,
    "entry.voided": _voiding,
    "entry.redated": _redating,
    "field.corrected": _correcting,
    "case.voided": _voiding_case,
    **check_clocks.RULES,
    **attached.RULES,
    **distinct.RULES,
    **reviewed.RULES,
    **handing.RULES,
    **referring.RULES,
    **SUPERVISION_RULES,
}
