"""Whether a questioner's words were taken up by the one who answers: "Was it so?" "Yes, it was." """

from __future__ import annotations

from quotetrack.model import Person, Span, SpeakerFinding, Transcript
from quotetrack.verification.speaker import Voice, voice_of
from quotetrack.verification.wordlists import ContextWords

LONGEST_TAG = 40
"""Code points after the passage's own sentence: "Is that right?" More is another question, and the
answer is to that."""
_HIS_OWN = (SpeakerFinding.CONFIRMED, SpeakerFinding.QUOTING)
_MAY_ANSWER = (SpeakerFinding.CONFIRMED, SpeakerFinding.UNLABELLED)
LONGEST = 200
"""Code points of an answer that are shown."""


def adopting_answer(
    transcript: Transcript, end: int, voice: Voice, claimed: Person, words: ContextWords
) -> str | None:
    """The answer that takes up the passage ending at ``end``; ``None`` where there is none.

    The passage must be another's, and stand at the end of his turn; the next turn must be the claimed
    person's, as far as its label says, and begin with a yes.
    """
    if voice.turn is None or voice.finding in _HIS_OWN or voice.turn + 1 >= len(transcript.turns):
        return None
    asked, answer = transcript.turns[voice.turn : voice.turn + 2]
    rest = transcript.text[end : asked.end]
    own = words.sentence_end.search(transcript.text[end - 1 : asked.end])
    tag = rest[own.end() - 1 :] if own else ""
    if answer.label is None or answer.label == asked.label or len(tag.strip()) > LONGEST_TAG:
        return None
    spoken = transcript.text[answer.start : answer.end]
    if words.affirmation.match(spoken) is None:
        return None
    first = Span(answer.start, min(answer.end, answer.start + 1))
    if voice_of(transcript, (first,), claimed, words).finding not in _MAY_ANSWER:
        return None
    stop = words.sentence_end.search(spoken[:LONGEST])
    return f"{answer.label}: {' '.join(spoken[: stop.end() if stop else LONGEST].split())}"
