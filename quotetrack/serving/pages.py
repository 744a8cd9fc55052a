"""A page of the server: a template in the frame that all pages have."""

from __future__ import annotations

from flask import Response, request, url_for
from jinja2 import Environment, PackageLoader

from quotetrack.formats.site.environment import environment
from quotetrack.formats.site.views.layout import Layout, Link
from quotetrack.serving.guard import FIELD, form_token
from quotetrack.serving.house import here

SITE = "Quotetrack"
NAVIGATION = (
    ("Check a quote", "/", ("/", "/check")),
    ("An article", "/article", ("/article",)),
    ("Quotes", "/quotes", ("/quotes",)),
    ("Transcripts", "/transcripts", ("/transcripts", "/find")),
    ("Speakers", "/speakers", ("/speakers",)),
    ("A phrase in time", "/timeline", ("/timeline",)),
    ("Archive a page", "/archive", ("/archive",)),
)
"""Words, address, and the beginnings of the addresses that belong to it."""


def templates() -> Environment:
    """The templates of the server, and those that the report has too."""
    made = environment(PackageLoader("quotetrack.serving"))
    made.auto_reload = False  # a server does not look for each template's file at each request
    made.globals |= {"url_for": url_for, "form_field": FIELD, "form_token": form_token}
    return made


def page(template: str, title: str, *, status: int = 200, **values: object) -> Response:
    """The answer to a browser. ``values`` are the template's own."""
    layout = Layout(
        title=f"{title} – {SITE}",
        site=SITE,
        home="/",
        style=url_for("assets.asset_file", name="style.css"),
        script=url_for("assets.asset_file", name="serve.js"),
        navigation=tuple(Link(said, url, _leads_here(parts)) for said, url, parts in NAVIGATION),
        foot=(
            "Everything here is relative to the transcripts in this archive. "
            "What is not in it may have been said all the same.",
        ),
    )
    html = here().templates.get_template(template).render(layout=layout, heading=title, **values)
    # A lone surrogate is text that nobody can encode; it came in from a record or a page.
    return Response(html.encode("utf-8", "replace"), status, mimetype="text/html")


def _leads_here(parts: tuple[str, ...]) -> bool:
    path = request.path
    return any(path == part or (part != "/" and path.startswith(f"{part}/")) for part in parts)
