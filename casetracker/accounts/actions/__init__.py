"""Deeds on accounts, roles and teams: whoever does them is `by`, each is recorded, none commits."""

from __future__ import annotations

from casetracker.accounts.actions.passwords import change_password, choose_with_code, make_code, set_password
from casetracker.accounts.actions.people import (
    choose_language,
    close_account,
    create_user,
    rename_user,
    reopen_account,
    username_refusal,
)
from casetracker.accounts.actions.record import NotYours
from casetracker.accounts.actions.roles import end_role, grant_role
from casetracker.accounts.actions.teams import add_team, rename_team, retire_team

__all__ = [
    "NotYours",
    "add_team",
    "change_password",
    "choose_language",
    "choose_with_code",
    "close_account",
    "create_user",
    "end_role",
    "grant_role",
    "make_code",
    "rename_team",
    "rename_user",
    "reopen_account",
    "retire_team",
    "set_password",
    "username_refusal",
]
