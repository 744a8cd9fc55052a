"""Whether the words of a passage were spoken in another language than they are printed in."""

from __future__ import annotations

from quotetrack.model import Transcript, Turn
from quotetrack.transcripts.interpreting import Tongue, TongueNote, notes_in, tongue_at


def tongue_where(transcript: Transcript, turn: Turn | None, at: int) -> Tongue:
    """In what language the words at this code point of the transcript were spoken, as far as it is noted.

    A speaker may go over to another language: the last note before the place counts, else what the
    source itself says of the turn.
    """
    start = turn.start if turn else 0
    label = turn.label if turn else None
    found = tongue_at(label, transcript.known(_notes, _notes), start, at, transcript.language)
    if found.note is None and turn is not None:
        return Tongue(turn.language, turn.translated_from)
    return found


def _notes(transcript: Transcript) -> tuple[TongueNote, ...]:
    return notes_in(transcript.text, transcript.language)
