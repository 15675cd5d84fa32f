"""Files on their way in: counted, kept sealed while they wait, and cut off one byte after what may be kept."""

from __future__ import annotations

from typing import IO, Any, cast

from flask import Request, current_app, request
from werkzeug.exceptions import ClientDisconnected

from casetracker.kit.spool import sealed_spool

MULTIPART = "multipart/form-data"
PIECE = 1 << 16


class Bounded:
    """A spool that drops what is over its limit: the words beside a file that is too large can still be read."""

    def __init__(self, most: int) -> None:
        self._file, self._left = sealed_spool(), most

    def write(self, data: bytes) -> int:
        """Keep what fits; the rest counts as written."""
        self._file.write(data[: self._left])
        self._left -= min(self._left, len(data))
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class Incoming(Request):
    """A request whose files never lie on disk in the clear."""

    def _get_file_stream(
        self, total_content_length: int | None, content_type: str | None, filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:  # fmt: skip
        return cast("IO[bytes]", Bounded(current_app.config["MAX_UPLOAD_BYTES"] + 1))


class _Counted:
    """A stream that counts what was read of it."""

    def __init__(self, stream: Any) -> None:
        self._stream, self.count = stream, 0

    def read(self, size: int = -1) -> bytes:
        found: bytes = self._stream.read(size)
        self.count += len(found)
        return found

    def readline(self, size: int = -1) -> bytes:
        found: bytes = self._stream.readline(size)
        self.count += len(found)
        return found


def bytes_arrived() -> int:
    """How much of the body is here. A form with files is read piece by piece, any other whole."""
    if request.mimetype != MULTIPART:
        return len(request.get_data(cache=True, parse_form_data=False))
    request.max_content_length = current_app.config.get("MAX_FORM_WITH_FILES", request.max_content_length)
    counted = _Counted(request.environ["wsgi.input"])
    request.environ["wsgi.input"] = counted
    try:
        request.form  # noqa: B018 - it is read here, files and all
        while request.stream.read(PIECE):
            pass
    except ClientDisconnected:
        return 0
    return counted.count
