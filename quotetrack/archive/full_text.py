"""The full-text index of the catalogue (SQLite FTS5): which transcripts hold certain words, and where.

For people who look for words; where a quote stands is found by other means. The index keeps no text of
its own but points into the transcripts (an external content table over a view), whole transcripts at a
time, so that no phrase is lost at the border of a piece. Its tokens are those of ``unicode61``: letters
and digits, case and Latin accents folded. The view also writes ``ё`` as ``е``, as most Russian texts do,
and leaves ``й`` alone, which is another letter than ``и``; one character stays one character, so that
places in the view are places in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from quotetrack.model import Span, Transcript

TABLES = """
CREATE TABLE voice (transcript INTEGER, name TEXT, PRIMARY KEY (transcript, name)) WITHOUT ROWID;
CREATE VIEW folded AS
    SELECT seq, replace(replace(text, 'ё', 'е'), 'Ё', 'Е') AS text FROM transcript;
CREATE VIRTUAL TABLE full_text USING fts5
    (text, content = 'folded', content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO full_text (full_text, rank) VALUES ('hashsize', 16777216)
"""
# Collecting 16 MiB of postings before they are written, instead of 1, indexes half as fast again.

OPEN, CLOSE = "\x02", "\x03"
"""Put around each match by ``highlight``; canonical text holds no control characters."""

MATCHES = """
SELECT transcript.seq, full_text.rank FROM full_text JOIN transcript ON transcript.seq = full_text.rowid
WHERE full_text MATCH :query AND transcript.current
"""
EARLIEST = "first_day IS NULL, first_day, id"
"""The order in which the earliest come first, and those without a date last."""
PLACES = f"""
SELECT highlight(full_text, 0, '{OPEN}', '{CLOSE}') FROM full_text
WHERE full_text MATCH :query AND rowid = :seq
"""

_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")


@dataclass(frozen=True, slots=True)
class Only:
    """Which transcripts are asked for. What is ``None`` does not matter."""

    speaker: str | None = None
    """Words that each begin a word of somebody's name or label in the transcript."""
    first: str | None = None
    """An ISO day: the transcript's date, as precise as it is known, can be this day or a later one."""
    last: str | None = None
    """An ISO day: the date can be this day or an earlier one."""
    language: str | None = None
    """A BCP 47 tag, whose regional variants count too: ``en`` is also ``en-GB``."""

    def conditions(self) -> str:
        """In SQL, each with AND before it; their values are ``values()``."""
        parts = []
        if self.speaker is not None:
            each = [f"instr(name, :voice{n})" for n in range(len(self._voice()))]
            parts.append(
                "EXISTS (SELECT 1 FROM voice WHERE voice.transcript = transcript.seq AND "
                + " AND ".join(each or ["0"])
                + ")"
            )
        if self.first is not None:
            parts.append("last_day >= :first")
        if self.last is not None:
            parts.append("first_day <= :last")
        if self.language is not None:
            parts.append("(lower(language) = :language OR substr(lower(language), 1, :length) = :stem)")
        return "".join(f" AND {part}" for part in parts)

    def values(self) -> dict[str, Any]:
        language = (self.language or "").lower()
        stem = f"{language}-"
        values = {"first": self.first, "last": self.last, "language": language, "stem": stem}
        return values | {"length": len(stem)} | {f"voice{n}": f" {w}" for n, w in enumerate(self._voice())}

    def _voice(self) -> list[str]:
        return tokens(self.speaker or "")


@dataclass(frozen=True, slots=True)
class Having:
    """A transcript that holds the words that were asked for."""

    transcript: Transcript
    rank: float
    """By bm25 over whole transcripts: the lower, the better."""
    places: tuple[Span, ...]
    """Where the words and phrases stand, in code points, in order."""


def folded(text: str) -> str:
    """The text as it is indexed, but for case and accents."""
    return text.replace("ё", "е").replace("Ё", "Е")


def tokens(text: str) -> list[str]:
    """The words of a text as the index folds them, near enough to tell which of them a match is."""
    plain = "".join(
        c
        for c in unicodedata.normalize("NFKD", folded(text).replace("й", "\ue000").replace("Й", "\ue000"))
        if not unicodedata.combining(c)
    )
    return _WORD.findall(plain.replace("\ue000", "й").casefold())


def places(highlighted: str) -> tuple[Span, ...]:
    """Where the marked matches stand in the text, in its code points."""
    return tuple(
        Span(run.start() - 2 * number, run.end() - 2 * number - 2)
        for number, run in enumerate(_RUN.finditer(highlighted))
    )


def voices(transcript: Transcript) -> set[str]:
    """Who speaks in it, folded: names and labels of its turns; without turns, whose transcript it is."""
    names: Iterable[str | None] = (
        [name for turn in transcript.turns for name in (turn.label, turn.speaker)]
        if transcript.turns
        else [transcript.speaker]
    )
    return {voice for name in set(names) if name and (voice := voice_of(name))}


def voice_of(name: str) -> str:
    """The words of a name, folded, each with a space before it."""
    return "".join(f" {word}" for word in tokens(name))


def is_voice(name: str | None, wanted: list[str]) -> bool:
    """Whether each of the wanted words (``tokens`` of a name) begins a word of the name."""
    voice = voice_of(name or "")
    return all(f" {word}" in voice for word in wanted)
