"""Settings: safe defaults, then the instance's config.toml, then CASETRACKER_* variables."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MB = 1024 * 1024
OVER_MB = 40
ONE_OF = {"DEFAULT_LOCALE": ("pt", "en"), "LOG_LEVEL": ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")}
SPELT = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False,
         "": False}  # fmt: skip

DEFAULTS: dict[str, Any] = {
    "HOST": "127.0.0.1",
    "PORT": 5000,
    "DATABASE_URL": "",
    "HEADS": "",
    "KEYS_FILE": "",
    "MASTER_KEYS": "",
    "IDLE_MINUTES": 30,
    "ABSOLUTE_HOURS": 12,
    "DEMONSTRATION": False,
    "MAX_UPLOAD_MB": 5,
    "CLAMD": "",
    "LOG_LEVEL": "INFO",
    "DEFAULT_LOCALE": "pt",
    "TLS": False,
    "THREADS": 8,
    "SITE_URL": "",
    "WORK_FROM": 8,
    "WORK_UNTIL": 18,
    "MAIL_SERVER": "",
    "MAIL_PORT": 587,
    "MAIL_USE_TLS": True,
    "MAIL_USE_SSL": False,
    "MAIL_USERNAME": "",
    "MAIL_PASSWORD": "",
    "MAIL_FROM": "",
    "MAIL_TIMEOUT": 20,
}


LEAST_MOST = {
    "PORT": (1, 65_535), "IDLE_MINUTES": (1, 24 * 60), "ABSOLUTE_HOURS": (1, 7 * 24), "MAX_UPLOAD_MB": (1, 1_000),
    "THREADS": (1, 500), "WORK_FROM": (0, 23), "WORK_UNTIL": (1, 24), "MAIL_PORT": (1, 65_535),
    "MAIL_TIMEOUT": (1, 300),
}  # fmt: skip


class SettingRefused(ValueError):
    """A setting that cannot be meant; the text says which, where it stands, and what is taken."""


def instance_folder() -> Path:
    """CASETRACKER_INSTANCE, else `instance` in the folder where the program is started."""
    return Path(os.environ.get("CASETRACKER_INSTANCE") or "instance").absolute()


def _typed(name: str, text: str) -> Any:
    default = DEFAULTS[name]
    if isinstance(default, bool):
        return SPELT.get(text.strip().lower(), text)
    if isinstance(default, int) and text.strip().isascii() and text.strip().isdigit():
        return int(text)
    return text


def settings(instance: Path, environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """All settings of an instance folder. SettingRefused for one that is unknown, of another kind or out of bounds."""
    environ = os.environ if environ is None else environ
    file = instance / "config.toml"
    said = {name: (value, f"{file}: {name.lower()}") for name, value in _written(file).items()}
    for name in DEFAULTS:
        variable = f"CASETRACKER_{name}"
        if variable in environ:
            said[name] = (_typed(name, environ[variable]), variable)
    for name, (value, where) in said.items():
        _check(name, value, where)
    found = DEFAULTS | {name: value for name, (value, _) in said.items()}
    _check_together(found)
    return found


def _check_together(found: Mapping[str, Any]) -> None:
    """What each setting may be alone, but not beside another."""
    if found["WORK_FROM"] >= found["WORK_UNTIL"]:
        raise SettingRefused("work_from must be an earlier hour than work_until.")
    if found["MAIL_SERVER"] and "@" not in found["MAIL_FROM"]:
        raise SettingRefused("mail_from must be the address from which letters are sent, where mail_server is given.")
    if found["MAIL_USE_TLS"] and found["MAIL_USE_SSL"]:
        raise SettingRefused("mail_use_tls and mail_use_ssl cannot both be on: the first is STARTTLS, the second TLS.")
    if found["SITE_URL"] and not found["SITE_URL"].startswith(("https://", "http://")):
        raise SettingRefused("site_url must begin with https:// or http://.")


def _written(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        said = {key.upper(): value for key, value in tomllib.loads(file.read_text("utf-8")).items()}
    except ValueError as error:
        raise SettingRefused(f"{file} cannot be read: {error}.") from error
    if unknown := sorted(set(said) - set(DEFAULTS)):
        raise SettingRefused(f"{file}: unknown setting {', '.join(unknown).lower()}.")
    return said


def _check(name: str, value: Any, where: str) -> None:
    if name in LEAST_MOST:
        least, most = LEAST_MOST[name]
        if type(value) is not int or not least <= value <= most:
            raise SettingRefused(f"{where} must be a whole number from {least:,} to {most:,}, not {value!r}.")
    elif type(value) is not type(DEFAULTS[name]):
        kind = "true or false" if isinstance(DEFAULTS[name], bool) else "text in quotes"
        raise SettingRefused(f"{where} must be {kind}.")
    elif name in ONE_OF and value not in ONE_OF[name]:
        raise SettingRefused(f"{where} must be one of {', '.join(ONE_OF[name])}, not {value!r}.")


def flask_config(instance: Path, overrides: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """What create_app hands to Flask."""
    instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = settings(instance) | dict(overrides or {})
    url = found["DATABASE_URL"] or f"sqlite:///{instance / 'casetracker.db'}"
    sqlite = url.startswith("sqlite")
    heads = Path(found["HEADS"] or instance / "heads")
    heads.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found | {
        "INSTANCE": instance,
        "HEADS": heads,
        "KEYS_FILE": Path(found["KEYS_FILE"] or instance / "data_keys.db"),
        "SQLALCHEMY_DATABASE_URI": url,
        "SQLALCHEMY_BINDS": {
            "desk": {"url": f"sqlite:///{instance / 'desk.db'}" if sqlite else url, "hide_parameters": True}
        },
        "WRITE_LOCK": instance / "write.lock" if sqlite else None,
        "MAX_CONTENT_LENGTH": found["MAX_UPLOAD_MB"] * MB,
        "MAX_FORM_MEMORY_SIZE": found["MAX_UPLOAD_MB"] * MB,
        "MAX_UPLOAD_BYTES": found["MAX_UPLOAD_MB"] * MB,
        # A file somewhat too large is read to its end, so that the words typed beside it can be given back.
        "MAX_FORM_WITH_FILES": (found["MAX_UPLOAD_MB"] + OVER_MB) * MB,
    }
