"""What is refused as evidence: answers that stand in place of the page that was asked for."""

from __future__ import annotations

import codecs
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from quotetrack.archive.incoming import Incoming, Resource
from quotetrack.errors import Refused

LITTLE_TEXT = 1000
"""Characters. A longer page with a wall's sign in it is taken for what it says: articles speak of
captchas, and many pages carry the script of a bot check beside their text."""
SCRIPT_ONLY = 40
"""Characters: what a page of scripts may show besides (a title, "Loading")."""
REFRESH_ONLY = 200
"""Characters: what a page may show that sends its reader on by meta refresh."""

_HEAD = 1 << 14
"""Characters in which a meta refresh is looked for."""
_HIDDEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template|title)\b[^<>]*>.*?(?:</\1\s*>|\Z)|<[^<>]*>",
    re.I | re.S,
)
"""No branch can run past what it takes, so that no page costs more than one walk over it."""
_SCRIPT = re.compile(r"<script\b", re.I)
_REFRESH = re.compile(r"<meta\b[^<>]*http-equiv\s*=\s*[\"']?refresh[\"']?[^<>]*\burl\s*=", re.I)


@dataclass(frozen=True, slots=True)
class Wall:
    """One kind of page that keeps robots out."""

    name: str
    signs: tuple[str, ...]
    """Lower case; any one of them is enough."""
    says: str


@cache
def walls() -> tuple[Wall, ...]:
    """The list in walls.toml."""
    table = tomllib.loads(files(__package__).joinpath("walls.toml").read_text(encoding="utf-8"))
    return tuple(Wall(w["name"], tuple(s.lower() for s in w["signs"]), w["says"]) for w in table["wall"])


def check_evidence(incoming: Incoming) -> None:
    """Raises Refused, with the reason, when what came in is not the thing that was asked for."""
    if not isinstance(incoming, Resource):
        answer = incoming.answer
        if answer.status != 200:
            raise Refused(f"it answers {answer.status} {answer.phrase}".rstrip())
        if answer.header("cf-mitigated") == "challenge":
            raise Refused("a page of Cloudflare's bot check stands in place of the text")
    if not incoming.body.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise Refused("the body is empty")
    if incoming.media_type in (None, "text/html", "application/xhtml+xml"):
        _check_page(_rough_text(incoming.body))


def _check_page(page: str) -> None:
    visible = " ".join(_HIDDEN.sub(" ", page).split())
    if len(visible) > LITTLE_TEXT:
        return
    lower = page.lower()
    for wall in walls():
        if any(sign in lower for sign in wall.signs):
            raise Refused(f"a page of {wall.says} stands in place of the text")
    if _REFRESH.search(page[:_HEAD]) and len(visible) <= REFRESH_ONLY:
        raise Refused("a page that only sends its reader on (meta refresh); archive the address it leads to")
    if _SCRIPT.search(page) and len(visible) <= SCRIPT_ONLY:
        raise Refused("a page of scripts with no text of its own")


def _rough_text(body: bytes) -> str:
    """The page's characters, right where they are ASCII: every sign is, or is looked for in UTF-8."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", "replace")
    return body.decode("utf-8", "replace")
