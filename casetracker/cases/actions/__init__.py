"""Deeds on cases: one for every door (page, import, demonstration, command line); none commits."""

from __future__ import annotations

from casetracker.cases.actions.attaching import attach, examined, withdraw_file
from casetracker.cases.actions.calendar import add_day_off, remove_day_off
from casetracker.cases.actions.clocks import (
    extend_clock,
    override_clock,
    pause_clock,
    resume_clock,
    start_clock,
    stop_clock,
)
from casetracker.cases.actions.corrections import (
    add_note,
    correct_day,
    correct_field,
    raise_flags,
    settle_conflict,
    tell_apart,
    void_case,
    void_entry,
)
from casetracker.cases.actions.endings import (
    close_case,
    confirm_resolution,
    end_breach,
    reopen_breach,
    reopen_case,
    report_resolution,
    resolve_breach,
    tell_client,
)
from casetracker.cases.actions.handing import (
    accept_offer,
    hand_on,
    offer_case,
    refuse_offer,
    withdraw_offer,
)
from casetracker.cases.actions.history import answered_by, end_as_recorded, past_ending, past_limit
from casetracker.cases.actions.intake import affected_of, log_case
from casetracker.cases.actions.interest import weigh_interest
from casetracker.cases.actions.opening import Affected, add_breach, open_case
from casetracker.cases.actions.referring import answer_referral, refer
from casetracker.cases.actions.reviewing import draw_reviews, record_review
from casetracker.cases.actions.steps import assign_case, receive_reply, set_next, take_step
from casetracker.cases.actions.supervising import answer_remark, remark

__all__ = [
    "Affected",
    "accept_offer",
    "add_breach",
    "add_day_off",
    "add_note",
    "affected_of",
    "answer_referral",
    "answer_remark",
    "answered_by",
    "assign_case",
    "attach",
    "close_case",
    "confirm_resolution",
    "correct_day",
    "correct_field",
    "draw_reviews",
    "end_as_recorded",
    "end_breach",
    "examined",
    "extend_clock",
    "hand_on",
    "log_case",
    "offer_case",
    "open_case",
    "override_clock",
    "past_ending",
    "past_limit",
    "pause_clock",
    "raise_flags",
    "receive_reply",
    "record_review",
    "refer",
    "refuse_offer",
    "remark",
    "remove_day_off",
    "reopen_breach",
    "reopen_case",
    "report_resolution",
    "resolve_breach",
    "resume_clock",
    "set_next",
    "settle_conflict",
    "start_clock",
    "stop_clock",
    "take_step",
    "tell_apart",
    "tell_client",
    "void_case",
    "void_entry",
    "weigh_interest",
    "withdraw_file",
    "withdraw_offer",
]
