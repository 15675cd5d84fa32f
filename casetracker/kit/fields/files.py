"""A field for one file: what the browser offers to choose from, and whether it opens the camera."""

from __future__ import annotations

from typing import Any

from flask_wtf.file import FileField


class UploadField(FileField):  # type: ignore[misc]
    """`data` is the file as it came, or None. `accept`: endings and media types; `camera`: a phone takes a photo."""

    drawn_as = "file"

    def __init__(self, label: Any = None, validators: list[Any] | None = None, *, accept: str, camera: bool = False,
                 **kw: Any) -> None:  # fmt: skip
        super().__init__(label, validators, **kw)
        self.accept, self.camera = accept, camera
