"""A record's id: the stem of its file's name, safe on every file system and in every address."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from quotetrack.errors import RecordError

MAX_LENGTH = 100
_SHAPE = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
_WINDOWS = frozenset(
    ["con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))]
)
"""Names that Windows keeps for devices, with any ending."""
_WORDS = 4


def fault(id: str) -> str | None:
    """What makes this no id, with what to do; ``None`` when it is one."""
    if not _SHAPE.fullmatch(id) or ".." in id:
        return (
            "is no record's id; use lower-case letters a-z, digits and hyphens, "
            "with a letter or digit at both ends"
        )
    if len(id) > MAX_LENGTH:
        return f"is {len(id)} characters long; an id has at most {MAX_LENGTH}"
    if id.split(".")[0] in _WINDOWS:
        return "is a name that Windows keeps for devices; add a word to it"
    return None


def check_id(id: str) -> str:
    """The id itself; raises RecordError when it is not a safe file name."""
    wrong = fault(id)
    if wrong:
        raise RecordError(f"{id[: MAX_LENGTH + 1]!r} {wrong}")
    return id


def suggest_id(speaker: str | None, date: str | None, text: str) -> str:
    """A readable id from the speaker's last name, the year and the first words.

    Letters outside a-z lose their marks; what has no such letters (Cyrillic, Greek, Chinese) is
    left out, and an id with no words left gets the start of the text's digest, so that the same
    quote always gets the same id.
    """
    name = _words(speaker or "")[-1:]
    year = re.findall(r"\d{4}", date or "")[:1]
    words = _words(text)[:_WORDS] or [hashlib.sha256(text.encode()).hexdigest()[:8]]
    id = "-".join([*name, *year, *words])[:60].strip("-")
    return id if fault(id) is None else f"quote-{id}"


def _words(text: str) -> list[str]:
    """The words of a text as far as they can be written in a-z and digits."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "").replace("'", ""))
    return re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
