"""Whatever keeps a command from its work is one sentence for the operator: no stack trace, nothing half begun."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casetracker.cli import group
from casetracker.config import SettingRefused, settings


def casetracker(instance: Path, *words: str, **settings: str) -> Result:
    """Run a command that is refused before any application stands."""
    environment = {"CASETRACKER_INSTANCE": str(instance)} | {f"CASETRACKER_{k}": v for k, v in settings.items()}
    return CliRunner().invoke(group, list(words), env=environment)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PORT", "abc", "a whole number from 1 to 65,535"),
        ("PORT", "70000", "a whole number from 1 to 65,535"),
        ("IDLE_MINUTES", "-5", "a whole number from 1 to 1,440"),
        ("DEFAULT_LOCALE", "xx", "one of pt, en"),
        ("LOG_LEVEL", "LOUD", "one of DEBUG"),
        ("TLS", "perhaps", "true or false"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_named(tmp_path: Path, name: str, value: str, said: str) -> None:
    with pytest.raises(SettingRefused, match=f"CASETRACKER_{name} must be {said}"):
        settings(tmp_path, {f"CASETRACKER_{name}": value})
    done = casetracker(tmp_path, "verify", **{name: value})
    assert done.exit_code == 2 and f"CASETRACKER_{name}" in done.output


@pytest.mark.parametrize("text", ["x = [", "port = 'x'", "prot = 5", "tls = 1", "\x00", "database_url = 7"])
def test_a_file_of_settings_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.toml").write_text(text)
    done = casetracker(tmp_path, "verify")
    assert done.exit_code == 2 and "config.toml" in done.output


@pytest.mark.parametrize("url", ["nonsense", "nosuch://host/name", "sqlite:////nowhere/at/all/x.db"])
def test_an_address_of_no_database_is_said(tmp_path: Path, url: str) -> None:
    done = casetracker(tmp_path, "verify", DATABASE_URL=url)
    assert done.exit_code == 2 and "database" in done.output.lower()


def test_a_database_that_is_away_is_said_without_its_password(tmp_path: Path) -> None:
    url = "postgresql+psycopg://who:sesame@127.0.0.1:1/none"
    done = casetracker(tmp_path, "verify", DATABASE_URL=url)
    assert done.exit_code == 2 and "cannot be used" in done.output and "sesame" not in done.output


def test_a_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("")
    done = casetracker(tmp_path / "a-file" / "instance", "verify")
    assert done.exit_code == 2 and "a-file" in done.output


def test_a_taken_address_is_said_before_a_year_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        done = casetracker(tmp_path, "up", "--port", str(other.getsockname()[1]))
    assert done.exit_code == 1 and "Nothing can be served at http://127.0.0.1" in done.output
    assert "synthetic" not in done.output


@pytest.mark.parametrize("host", ["999.1.1.1", "nowhere.invalid", "a" * 80])
def test_an_address_that_is_none_is_said(tmp_path: Path, host: str) -> None:
    done = casetracker(tmp_path, "up", "--host", host, "--port", "5188")
    assert done.exit_code == 1 and "Choose another with HOST and PORT" in done.output
