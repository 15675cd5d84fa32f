"""ZIP files that are the same bytes whenever they are written: one order, one moment, nothing of the machine."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""no ZIP file knows an earlier moment"""


def packed(files: Iterable[tuple[str, bytes]], moment: datetime) -> bytes:
    """The files in this order, all of that moment."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, max(EARLIEST, moment.timetuple()[:6]))
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def repacked(content: bytes, moment: datetime) -> bytes:
    """A ZIP file that another library wrote, without its moments."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return packed(((name, archive.read(name)) for name in archive.namelist()), moment)
