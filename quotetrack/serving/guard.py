"""Who may ask: only pages of this server, by a name of this server's. Checked before any room is entered.

Three things are kept out. A page elsewhere that has a visitor's browser send a form here (CSRF): what changes
something must come from a page of ours, as the browser itself says (Fetch Metadata, W3C; ``Origin``, RFC
6454), and a form must carry the token that its cookie has (``SameSite=Strict``, which no other site's page
sends along). A page elsewhere that sends JSON: a type that no form can send, so that the browser would ask
first, and is told nothing. And a name that an attacker has point here (DNS rebinding), by the host asked for.
"""

from __future__ import annotations

import hmac
import secrets
from urllib.parse import urlsplit

from flask import Flask, Request, Response, g, request
from werkzeug.exceptions import BadRequest, Forbidden, UnsupportedMediaType
from werkzeug.http import parse_options_header

from quotetrack.serving.configuration import Configuration

COOKIE = "quotetrack_form"
FIELD = "form_token"
API = "/api/"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer", with which browsers hide from us too where a form comes from.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def put_guard(app: Flask, configuration: Configuration) -> None:
    """Have every request checked and every answer sent with the headers."""

    @app.before_request
    def check() -> None:
        g.form_token = None
        _check_host(request, configuration)
        if request.method in _SAFE:
            return
        _check_origin(request)
        if request.path.startswith(API):
            _check_json(request)
        else:
            _check_token(request)

    @app.after_request
    def finish(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        if g.get("form_token") and request.cookies.get(COOKIE) != g.form_token:
            response.set_cookie(COOKIE, g.form_token, httponly=True, samesite="Strict", path="/")
        return response


def form_token() -> str:
    """The token that a form of this answer carries; the visitor's own, or a new one."""
    if g.get("form_token") is None:
        g.form_token = request.cookies.get(COOKIE) or secrets.token_urlsafe(24)
    return str(g.form_token)


def _check_host(request: Request, configuration: Configuration) -> None:
    try:
        host = urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""
    except ValueError:
        host = ""
    if not configuration.is_ours(host):
        raise BadRequest("This server does not go by this name; start it with --name NAME if it is to.")


def _check_origin(request: Request) -> None:
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None and site != "same-origin":
        raise Forbidden("What changes something here must come from a page of this server.")
    if origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("Host", "").lower():
        raise Forbidden("What changes something here must come from a page of this server.")


def _check_json(request: Request) -> None:
    if request.mimetype != "application/json":
        raise UnsupportedMediaType("Send JSON, with the header Content-Type: application/json.")


def _check_token(request: Request) -> None:
    if parse_options_header(request.headers.get("Content-Type"))[0] not in _FORMS:
        raise UnsupportedMediaType("Send a form.")
    cookie, token = request.cookies.get(COOKIE), request.form.get(FIELD)
    if not cookie or not token or not hmac.compare_digest(cookie.encode(), token.encode()):
        raise Forbidden(
            "The form was not one of this server's, or the browser takes no cookies. "
            "Go back, load the page anew and send it again."
        )
