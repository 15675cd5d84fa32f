"""The file of a backup: members with their hashes, and a manifest signed with a key of this instance."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from casetracker.kit import clock
from casetracker.kit.sealing import keyed

FORMAT = "casetracker backup 1"
BLOCK = 1 << 20
SEALED = "files/"
"""members that no compression makes smaller"""


class Damaged(Exception):
    """The file is not a whole backup of this instance; nothing was touched."""


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    kind: str
    made_at: datetime
    about: Mapping[str, Any]
    files: Mapping[str, str]


def pack(file: Path, kind: str, members: Mapping[str, Path], key: bytes, about: Mapping[str, Any]) -> None:
    """Write a backup whole or not at all, readable by its owner only."""
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "w+b") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                hashes = dict(_added(archive, members))
                said = {"format": FORMAT, "kind": kind, "made_at": clock.now().isoformat(), "about": dict(about)}
                text = json.dumps(said | {"files": hashes}, sort_keys=True).encode()
                archive.writestr("manifest.json", text)
                archive.writestr("manifest.mac", keyed(key, b"backup", text).hex())
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


def _added(archive: zipfile.ZipFile, members: Mapping[str, Path]) -> Iterator[tuple[str, str]]:
    """(name, hash) of each member; a sealed file that was erased meanwhile is left out."""
    for name, path in members.items():
        if path.exists() or not name.startswith(SEALED):
            yield name, _add(archive, name, path)


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    total = hashlib.sha256()
    archive.compression = zipfile.ZIP_STORED if name.startswith(SEALED) else zipfile.ZIP_DEFLATED
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as out:
        while block := source.read(BLOCK):
            total.update(block)
            out.write(block)
    return total.hexdigest()


def unpack(file: Path, kind: str, key: bytes, into: Path) -> Manifest:
    """Check a backup to the last byte and lay its members out in a folder; Damaged for anything else."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _manifest(archive, kind, key)
            if set(archive.namelist()) != {*manifest.files, "manifest.json", "manifest.mac"}:
                raise Damaged("it holds other files than it says")
            for name, expected in manifest.files.items():
                if _take(archive, name, into) != expected:
                    raise Damaged(f"{name} is not as it was saved")
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, KeyError, NotImplementedError, RuntimeError) as error:
        raise Damaged("it is not a whole backup file") from error
    except Exception as error:  # zlib.error and what else an altered byte may raise
        if isinstance(error, Damaged):
            raise
        raise Damaged("it is not a whole backup file") from error
    return manifest


def _manifest(archive: zipfile.ZipFile, kind: str, key: bytes) -> Manifest:
    text = archive.read("manifest.json")
    if not hmac.compare_digest(keyed(key, b"backup", text).hex().encode(), archive.read("manifest.mac")):
        raise Damaged("it was altered, or made by another instance: its signature does not fit the keys in keys.toml")
    said = json.loads(text)
    if said["format"] != FORMAT or said["kind"] != kind:
        raise Damaged(f"it is a backup of another kind ({said['kind']})")
    return Manifest(said["kind"], datetime.fromisoformat(said["made_at"]), said["about"], said["files"])


def _take(archive: zipfile.ZipFile, name: str, into: Path) -> str:
    target = (into / name).resolve()
    if into.resolve() not in target.parents:
        raise Damaged("it names a file outside its folder")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    total = hashlib.sha256()
    with archive.open(name) as source, target.open("wb") as out:
        target.chmod(0o600)
        while block := source.read(BLOCK):
            total.update(block)
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    return total.hexdigest()
