"""What several values have in common: kinds of transcripts, turns and quotes, and stretches of text."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Nature(StrEnum):
    """What kind of witness a transcript is; ``unknown`` is a legal answer."""

    VERBATIM = "verbatim"
    EDITED = "edited"
    """Corrected on principle, as Hansard and its like."""
    PREPARED = "prepared"
    """Written before the speech; not proof of what was delivered."""
    INTERPRETED = "interpreted"
    """What an interpreter said, not the speaker."""
    TRANSLATION = "translation"
    CAPTIONS = "captions"
    REPORT = "report"
    """A third-person summary: never a witness of wording."""
    EXCERPT = "excerpt"
    """Typed in by hand from a source the reader cannot open here."""
    UNKNOWN = "unknown"


class Completeness(StrEnum):
    """Whether a transcript holds the whole occasion."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Role(StrEnum):
    """What part the speaker of a turn plays on the occasion."""

    CHAIR = "chair"
    SPEAKER = "speaker"
    QUESTION = "question"
    NARRATOR = "narrator"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """How a statement circulates."""

    DIRECT = "direct"
    REPORTED = "reported"
    """What someone is said to have said, without quotation marks: there is no wording to check."""


class Span(NamedTuple):
    """A half-open range of code points. A verdict has dozens: a tuple is made in half a dataclass's time."""

    start: int
    end: int
