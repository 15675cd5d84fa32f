"""Settings: safe defaults, then the instance's config.toml, then CASETRACKER_* variables."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

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
    "LOG_LEVEL": "INFO",
    "DEFAULT_LOCALE": "pt",
    "TLS": False,
    "THREADS": 8,
}


def instance_folder() -> Path:
    """CASETRACKER_INSTANCE, else `instance` in the folder where the program is started."""
    return Path(os.environ.get("CASETRACKER_INSTANCE") or "instance").absolute()


def _typed(name: str, text: str) -> Any:
    default = DEFAULTS[name]
    if isinstance(default, bool):
        return text.strip().lower() in {"1", "true", "yes", "on"}
    return int(text) if isinstance(default, int) else text


def settings(instance: Path, environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """All settings of an instance folder; an unknown one in config.toml is refused by name."""
    environ = os.environ if environ is None else environ
    found = dict(DEFAULTS)
    file = instance / "config.toml"
    if file.exists():
        said = {key.upper(): value for key, value in tomllib.loads(file.read_text("utf-8")).items()}
        unknown = sorted(set(said) - set(DEFAULTS))
        if unknown:
            raise ValueError(f"{file}: unknown setting {', '.join(unknown).lower()}")
        found |= said
    for name in DEFAULTS:
        if f"CASETRACKER_{name}" in environ:
            found[name] = _typed(name, environ[f"CASETRACKER_{name}"])
    return found


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
        "MAX_CONTENT_LENGTH": found["MAX_UPLOAD_MB"] * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": found["MAX_UPLOAD_MB"] * 1024 * 1024,
    }
