"""What is refused as evidence: answers that stand in place of the page that was asked for."""

from __future__ import annotations

import codecs
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from html import unescape
from importlib.resources import files

from quotetrack.archive.incoming import Incoming, Resource
from quotetrack.errors import Gone, Refused

HARDLY_ANY_TEXT = 200
"""Characters: what a page that keeps robots out may show beside the sign that it does."""
LITTLE_TEXT = 1000
"""Characters. A longer page that speaks of bot checks is taken for what it says: articles do."""
TITLED_TEXT = 2000
"""Characters: how long a page may be whose whole title is that of a bot check (Anubis explains itself
in 1,300)."""
SCRIPT_ONLY = 40
"""Characters: what a page of scripts may show besides (a title, "Loading")."""
REFRESH_ONLY = 200
"""Characters: what a page may show that sends its reader on by meta refresh."""

NOTHING_THERE = (404, 410)
"""Statuses by which a site says that an address has no page (RFC 9110, 15.5.5 and 15.5.11)."""

_HEAD = 1 << 14
"""Characters in which a meta refresh is looked for."""
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|title)\b[^<>]*>.*?(?:</\1\s*>|\Z)|<[^<>]*>",
    re.I | re.S,
)
"""No branch can run past what it takes, so that no page costs more than one walk over it."""
_TITLE = re.compile(r"<title\b[^<>]*>([^<]*)", re.I)
_SCRIPT = re.compile(r"<script\b", re.I)
_REFRESH = re.compile(r"<meta\b[^<>]*http-equiv\s*=\s*[\"']?refresh[\"']?[^<>]*\burl\s*=", re.I)


@dataclass(frozen=True, slots=True)
class Wall:
    """One kind of page that keeps robots out."""

    name: str
    says: str
    titles: tuple[str, ...] = ()
    """Lower case, like what follows; any one of them is enough."""
    phrases: tuple[tuple[str, ...], ...] = ()
    """Each in its pieces, all of which must be there."""
    signs: tuple[str, ...] = ()

    def stands_in(self, page: str, title: str, visible: str) -> bool:
        """Whether the page is one of this kind; all three in lower case."""
        size = len(visible)
        return (
            (size <= TITLED_TEXT and title in self.titles)
            or (size <= LITTLE_TEXT and any(all(p in visible for p in phrase) for phrase in self.phrases))
            or (size < HARDLY_ANY_TEXT and any(sign in page for sign in self.signs))
        )


@cache
def walls() -> tuple[Wall, ...]:
    """The list in walls.toml."""
    table = tomllib.loads(files(__package__).joinpath("walls.toml").read_text(encoding="utf-8"))
    return tuple(
        Wall(
            wall["name"],
            wall["says"],
            titles=tuple(wall.get("titles", ())),
            phrases=tuple(tuple(phrase.lower().split(" … ")) for phrase in wall.get("phrases", ())),
            signs=tuple(sign.lower() for sign in wall.get("signs", ())),
        )
        for wall in table["wall"]
    )


def check_evidence(incoming: Incoming) -> None:
    """Raises Refused, with the reason, when what came in is not the thing that was asked for."""
    if not isinstance(incoming, Resource):
        answer = incoming.answer
        if answer.status != 200:
            refusal = Gone if answer.status in NOTHING_THERE else Refused
            raise refusal(f"it answers {answer.status} {answer.phrase}".rstrip())
        if answer.header("cf-mitigated") == "challenge":
            raise Refused("a page of Cloudflare's bot check stands in place of the text")
    if not incoming.body.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise Refused("the body is empty")
    if incoming.media_type in (None, "text/html", "application/xhtml+xml"):
        _check_page(_rough_text(incoming.body))


def _check_page(page: str) -> None:
    visible = _plain(_HIDDEN.sub(" ", page))
    if len(visible) > TITLED_TEXT:
        return
    lower, title, shown = page.lower(), _title(page), visible.lower()
    for wall in walls():
        if wall.stands_in(lower, title, shown):
            raise Refused(f"a page of {wall.says} stands in place of the text")
    if _REFRESH.search(page[:_HEAD]) and len(visible) <= REFRESH_ONLY:
        raise Refused("a page that only sends its reader on (meta refresh); archive the address it leads to")
    if _SCRIPT.search(page) and len(visible) <= SCRIPT_ONLY:
        raise Refused("a page of scripts with no text of its own")


def _title(page: str) -> str:
    """The page's title in lower case, without the site's name after it and marks at its end."""
    found = _TITLE.search(page)
    # A dash would cut "Access denied - how the archives were closed" as well.
    return _plain(found[1]).lower().partition("|")[0].strip(" .…!?") if found else ""


def _plain(markup: str) -> str:
    """Its characters with entities read, apostrophes straight and spaces single."""
    return " ".join(unescape(markup).replace("’", "'").split())


def _rough_text(body: bytes) -> str:
    """The page's characters, right where they are ASCII: every sign is, or is looked for in UTF-8."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace")
    return body.decode("utf-8", "replace")
