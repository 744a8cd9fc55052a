"""Names for transcripts: readable, stable, safe in a shell, an address and a file name.

Made from what does not change between readings: publisher, date and title; failing those, the
file's or address's own name; failing that, the capture's digest.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote, urlsplit

from quotetrack.transcripts.vocabulary import load

LONGEST = 80
"""Length of a made id; a longer one is cut at a word."""

LONGEST_GIVEN = 200
"""Length of an id that a person gives."""

_UNSAFE = re.compile("[^a-z0-9]+")
_GENERIC_STEMS = frozenset({"index", "default", "transcript", "text", "page", "view", "print"})


def fault(id: str) -> str | None:
    """What makes this no id to give a transcript, with what to do; ``None`` when it is one.

    Whoever brings a transcript names it: archives' own names (``miller/gwbush_speeches_022``) are
    taken as they are, as long as they stay one word on a command line and on a screen.
    """
    if not id or len(id) > LONGEST_GIVEN:
        return f"is no transcript's id; give one of 1 to {LONGEST_GIVEN} characters"
    if id.startswith("-") or not all(c.isprintable() and not c.isspace() for c in id):
        return "is no transcript's id; use letters, digits and signs, no spaces, and no hyphen first"
    return None


def make_id(publisher: str | None, date: str | None, title: str | None, url: str | None, capture: str) -> str:
    """An id of the characters a-z, 0-9 and ``-``.

    Needs no more than ``capture`` (``sha256:`` and hexadecimal digits). The same page and the
    same stated values always get the same id; two texts may get the same, for the caller to see.
    """
    stem = _stem(url)
    digest = slug(capture.rpartition(":")[2])[:12].strip("-") or "unknown"
    if (url or "").startswith("urn:"):
        return slug(f"excerpt {date or ''} {title or ''}") + "-" + digest
    if title and slug(title) and (date or publisher or not stem):
        made = slug(" ".join(part for part in (publisher, date, title) if part))
    elif stem:
        made = slug(" ".join(part for part in (publisher, date, stem) if part))
    else:
        made = ""
    return made or f"text-{digest}"


def slug(text: str) -> str:
    """``text`` in a-z, 0-9 and single hyphens: without accents, Cyrillic transliterated."""
    table = load("transliteration")["cyrillic"]
    plain = "".join(table.get(letter, letter) for letter in unicodedata.normalize("NFC", text.lower()))
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    plain = re.sub("['’ʼ`]", "", plain)
    made = _UNSAFE.sub("-", plain).strip("-")
    if len(made) <= LONGEST:
        return made
    cut = made[: LONGEST + 1].rpartition("-")[0]
    return cut or made[:LONGEST]


def _stem(url: str | None) -> str:
    """The name that an address or a file bears, with the package's or site's where it alone says little."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    path = unquote(parts.path).replace("\\", "/").rstrip("/")
    names = [name for name in path.split("/") if name]
    if not names:
        return parts.hostname or ""
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", names[-1])
    if parts.scheme == "package":
        return f"{names[0]} {stem}"
    if parts.scheme in ("http", "https") and (stem.isdigit() or stem.lower() in _GENERIC_STEMS):
        return f"{parts.hostname or ''} {stem if stem.isdigit() else ' '.join(names[-2:])}"
    return stem
