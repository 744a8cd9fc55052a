"""The files that pages load: one style sheet for all pages, one for forms and lists, one script."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from flask import Blueprint, Response, abort, request
from werkzeug.wrappers import Response as Answer

from quotetrack.formats.site.environment import asset

room = Blueprint("assets", __name__)

_TYPES = {"style.css": "text/css", "serve.css": "text/css", "serve.js": "text/javascript"}
_SHARED = frozenset({"style.css"})


@room.get("/static/<name>")
def asset_file(name: str) -> Answer:
    if name not in _TYPES:
        abort(404)
    response = Response(_bytes(name), mimetype=_TYPES[name])
    # Asked for anew each time, and sent only where it has changed: another version may run tomorrow.
    response.headers["Cache-Control"] = "no-cache"
    response.set_etag(hashlib.sha256(_bytes(name)).hexdigest()[:32])
    return response.make_conditional(request)


@cache
def _bytes(name: str) -> bytes:
    return asset(name) if name in _SHARED else files(__package__).joinpath("static", name).read_bytes()
