"""What every answer tells the browser: what it may load, keep and reveal; no inline code, nobody else's files."""

from __future__ import annotations

import unicodedata
from typing import TypeVar
from urllib.parse import quote

from flask import Flask, request
from flask_compress import Compress
from secure import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
    XFrameOptions,
)
from werkzeug.wrappers import Response

from casetracker.kit import pages, statics
from casetracker.paths import STATIC

YEAR = 365 * 24 * 3600
OWN = "'self'"
NONE = "'none'"
CSP = "Content-Security-Policy"
R = TypeVar("R", bound=Response)
COMPRESSED = [
    "text/html",
    "text/css",
    "text/javascript",
    "application/javascript",
    "application/json",
    "image/svg+xml",
    "text/csv",
]

POLICY = (
    ContentSecurityPolicy()
    .default_src(NONE)
    .script_src(OWN)
    .style_src(OWN)
    .img_src(OWN)
    .connect_src(OWN)
    .manifest_src(OWN)
    .worker_src(OWN)
    .object_src(NONE)
    .base_uri(NONE)
    .form_action(OWN)
    .frame_ancestors(NONE)
)
NOTHING_OF = ("camera", "microphone", "geolocation", "payment", "usb", "display-capture", "browsing-topics")


def _permissions() -> PermissionsPolicy:
    return PermissionsPolicy().value(", ".join(f"{feature}=()" for feature in NOTHING_OF))


EVERYWHERE = Secure(
    csp=POLICY,
    coop=CrossOriginOpenerPolicy().same_origin(),
    corp=CrossOriginResourcePolicy().same_origin(),
    permissions=_permissions(),
    referrer=ReferrerPolicy().same_origin(),
    xcto=XContentTypeOptions().nosniff(),
    xfo=XFrameOptions().deny(),
)
UNDER_TLS = Secure(hsts=StrictTransportSecurity().max_age(YEAR))


def protect(response: Response) -> Response:
    """Add the headers; whatever is not a static file is kept by nobody."""
    own = response.headers.get(CSP)
    EVERYWHERE.set_headers(response)
    if own is not None:
        response.headers[CSP] = own
    if request.is_secure:
        UNDER_TLS.set_headers(response)
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response


def apart(response: R, name: str) -> R:
    """A file that somebody else made: handed out to be saved under `name`, shown by nothing here, alone if opened."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or "file"
    other = {} if plain == name else {"filename*": f"UTF-8''{quote(name, safe='')}"}  # RFC 6266
    response.headers.set("Content-Disposition", "attachment", filename=plain, **other)
    response.headers[CSP] = "sandbox; default-src 'none'"
    return response


def init_app(app: Flask) -> None:
    """Headers on every answer, static files that stay a year, answers compressed."""
    app.config.setdefault("COMPRESS_MIMETYPES", COMPRESSED)
    app.config.setdefault("COMPRESS_ALGORITHM", ["br", "gzip"])
    app.config.setdefault("COMPRESS_BR_LEVEL", 5)
    app.config.setdefault("COMPRESS_STREAMS", False)
    Compress(app)
    app.after_request(protect)
    statics.init_app(app, STATIC)
    pages.init_app(app)
