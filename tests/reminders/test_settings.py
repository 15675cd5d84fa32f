"""Settings of the letters: what cannot be meant is refused before anything starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from casetracker.config import SettingRefused, settings

SERVER = {"CASETRACKER_MAIL_SERVER": "mail.example.org", "CASETRACKER_MAIL_FROM": "notes@example.org"}


def test_letters_are_off_until_a_server_is_named(tmp_path: Path) -> None:
    assert settings(tmp_path, {})["MAIL_SERVER"] == ""
    assert settings(tmp_path, SERVER)["MAIL_USE_TLS"] is True


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ({"CASETRACKER_MAIL_SERVER": "mail.example.org"}, "mail_from"),
        (SERVER | {"CASETRACKER_MAIL_USE_SSL": "on"}, "mail_use_ssl"),
        ({"CASETRACKER_WORK_FROM": "18", "CASETRACKER_WORK_UNTIL": "8"}, "work_from"),
        ({"CASETRACKER_SITE_URL": "notes.example.org"}, "site_url"),
    ],
)
def test_what_does_not_go_together_is_refused(tmp_path: Path, said: dict[str, str], about: str) -> None:
    with pytest.raises(SettingRefused, match=about):
        settings(tmp_path, said)
