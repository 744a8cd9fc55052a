"""What a request that fails is answered: one clear sentence, as a page or as JSON; the server goes on.

Our own errors are the asker's business (400); whatever else is raised is our bug: it is kept in a log file,
as the command line keeps it, and said to be one (500).
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, jsonify, request, url_for
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Response as Answer

from quotetrack.errors import ArchiveError, QuotetrackError
from quotetrack.serving.guard import API
from quotetrack.serving.pages import page

_TITLES = {
    400: "This cannot be done",
    403: "Not allowed",
    404: "Not here",
    405: "Not done this way",
    409: "Changed meanwhile",
    413: "Too large",
    415: "Not understood",
    500: "A bug in quotetrack",
    503: "Not now",
}


class Changed(QuotetrackError):
    """What somebody wants to change or sign is not any more what they saw."""


class Busy(QuotetrackError):
    """There is too much of this going on; it can be tried again."""


class Missing(QuotetrackError):
    """What was asked for is not there."""


def put_failures(app: Flask, keep: Callable[[Exception], str]) -> None:
    """Have every failure answered. ``keep`` stores a bug's traceback and says where."""

    @app.errorhandler(HTTPException)
    def http(wrong: HTTPException) -> Answer:
        if wrong.response is not None or wrong.code is None or wrong.code < 400:
            return wrong.get_response(request.environ)
        said = wrong.description or wrong.name
        if isinstance(wrong, RequestEntityTooLarge):
            said = f"More than {app.config['MAX_CONTENT_LENGTH'] // 2**20} MB is not taken; send less."
        if wrong.code == 404:
            said = "Nothing stands at this address."
        return _answer(wrong.code, said)

    @app.errorhandler(QuotetrackError)
    def ours(wrong: QuotetrackError) -> Response:
        codes = {Changed: 409, Busy: 503, Missing: 404, ArchiveError: 503}
        code = next((code for kind, code in codes.items() if isinstance(wrong, kind)), 400)
        return _answer(code, str(wrong))

    @app.errorhandler(Exception)
    def bug(wrong: Exception) -> Response:
        return _answer(500, f"This is a bug in quotetrack ({type(wrong).__name__}); details: {keep(wrong)}")


def _answer(code: int, said: str) -> Response:
    if request.path.startswith(API):
        answer = jsonify(error=said)
        answer.status_code = code
        return answer
    if not _has_addresses():  # "Host: 127.0.0.1@elsewhere": a page's links cannot be written
        return Response(f"{said}\n", code, mimetype="text/plain")
    return page("failure.html", _TITLES.get(code, "This did not work"), status=code, lines=said.splitlines())


def _has_addresses() -> bool:
    """Whether the host that was asked for is one that links can be made with."""
    try:
        url_for("assets.asset_file", name="style.css")
    except (AttributeError, RuntimeError):
        return False
    return True
