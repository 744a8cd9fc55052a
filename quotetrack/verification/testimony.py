"""What one transcript says of one quote: wording, speaker, occasion, context."""

from __future__ import annotations

from collections.abc import Iterable

from quotetrack.matching import Text, compare
from quotetrack.matching.languages import main_language
from quotetrack.model import (
    Alignment,
    Nature,
    Parallel,
    Passage,
    Quote,
    Span,
    SpeakerFinding,
    Transcript,
    Witness,
    Wording,
)
from quotetrack.verification.cautions import Context, cautions_of
from quotetrack.verification.occasion import Occasion, occasion_of
from quotetrack.verification.speaker import Voice, voice_of
from quotetrack.verification.tongues import tongue_where
from quotetrack.verification.wordlists import context_words

CONTEXT = 300
"""Code points shown on either side of a passage."""
SHOWN_WHOLE = 4000
"""Code points. An excerpt in the original language is shown whole up to this length."""


def same_language(one: str | None, other: str | None) -> bool:
    """Whether two language tags may be one language; an unknown one may be any."""
    if one is None or other is None:
        return True
    return main_language(one) == main_language(other)


def readable(transcript: Transcript) -> Text:
    """A transcript made ready for comparison: asides and labels are no words of the speech."""
    return Text.of(transcript.text, skipped(transcript), transcript.language)


def skipped(transcript: Transcript) -> Iterable[Span]:
    """The spans that nobody spoke: asides, and what lies between turns (their labels)."""
    yield from transcript.asides
    at = 0
    for turn in transcript.turns:
        if turn.start > at:
            yield Span(at, turn.start)
        yield from turn.asides
        at = turn.end


def testify(quote: Quote, transcript: Transcript, text: Text, declared: bool) -> Witness:
    """Compare a quote with one transcript. ``text`` is the transcript's, from ``readable``."""
    occasion = occasion_of(quote, transcript, declared)
    if not same_language(quote.language, transcript.language):
        return _uncompared(quote, transcript, declared, occasion)
    if text.windows == ():  # an index has looked: no stretch of it can hold the words
        return _absent(quote, transcript, declared, occasion)
    words = context_words(quote.language or transcript.language, quote.text)
    # Where several people speak, a lesser place may be the claimed person's.
    alignments = compare(quote.text, text, quote.language, first_rate_only=not transcript.turns)
    if alignments[0].wording is Wording.ABSENT and not alignments[0].pieces:
        return _absent(quote, transcript, declared, occasion)
    voiced = [(a, voice_of(transcript, a.pieces, quote.speaker, words)) for a in alignments]
    alignment, voice = min(voiced, key=_preference) if len(voiced) > 1 else voiced[0]
    span = alignment.span
    assert span is not None
    turn = transcript.turns[voice.turn] if voice.turn is not None else None
    tongue = tongue_where(transcript, turn, span.start)
    context = Context(quote, transcript, alignment, voice, occasion, words, tongue)
    rivals = dict.fromkeys(  # two ways on from the same place are one
        other.pieces[0]
        for other in alignments
        if other.pieces[0].start != alignment.pieces[0].start
        and other.wording is alignment.wording
        and other.matched == alignment.matched
    )
    before, after = around(transcript.text, span)
    return Witness(
        transcript=transcript,
        declared=declared,
        wording=None if transcript.nature is Nature.REPORT else alignment.wording,
        speaker=voice.finding,
        label=voice.label,
        name=voice.name,
        occasion=occasion.finding,
        passage=Passage.of(transcript, span, voice.turn),
        pieces=alignment.pieces,
        rivals=tuple(rivals),
        before=before,
        after=after,
        differences=alignment.differences,
        cautions=cautions_of(context),
        translated_from=tongue.translated_from,
    )


def _preference(pair: tuple[Alignment, Voice]) -> tuple[int, bool, int, int, int]:
    """The same words first, and of those a place under the claimed name; then wording, then as they come.

    A questioner's sentence that the speaker takes up with a capital letter is still the speaker's.
    """
    alignment, voice = pair
    under_another = voice.finding in (SpeakerFinding.OTHER, SpeakerFinding.SECOND_HAND)
    rank = alignment.wording.rank
    same_words = min(rank, Wording.TYPOGRAPHIC.rank)
    return -same_words, under_another, -rank, len(alignment.pieces) - 1, alignment.pieces[0].start


def _absent(quote: Quote, transcript: Transcript, declared: bool, occasion: Occasion) -> Witness:
    finding = SpeakerFinding.NOT_CLAIMED if quote.speaker is None else SpeakerFinding.UNLABELLED
    return Witness(
        transcript=transcript,
        declared=declared,
        wording=None if transcript.nature is Nature.REPORT else Wording.ABSENT,
        speaker=finding,
        label=None,
        name=None,
        occasion=occasion.finding,
        passage=None,
    )


def _uncompared(quote: Quote, transcript: Transcript, declared: bool, occasion: Occasion) -> Witness:
    """A witness in another language: shown beside the quote where it is short, never compared by word."""
    length = len(transcript.text)
    beside = _parallel(quote, transcript)
    whole = transcript.nature is Nature.EXCERPT and 0 < length <= SHOWN_WHOLE
    span = Span(0, length)
    pieces = tuple(_paragraphs(transcript.text)) if whole else ()
    if beside and not whole:
        pieces = tuple(each for bead in beside for each in bead.original)
        span = Span(pieces[0].start, pieces[-1].end)
        whole = span.end - span.start <= SHOWN_WHOLE
    claimed = quote.speaker
    voice = voice_of(transcript, (span,), claimed, context_words(transcript.language)) if whole else None
    return Witness(
        transcript=transcript,
        declared=declared,
        wording=None,
        speaker=voice.finding
        if voice
        else (SpeakerFinding.UNLABELLED if claimed else SpeakerFinding.NOT_CLAIMED),
        label=voice.label if voice else None,
        name=voice.name if voice else None,
        occasion=occasion.finding,
        passage=Passage.of(transcript, span, voice.turn if voice else None) if whole else None,
        pieces=pieces if whole else (),
        parallel=beside,
    )


def _parallel(quote: Quote, transcript: Transcript) -> tuple[Parallel, ...]:
    """The original's sentences beside a translated quote's; none for a transcript in a third language."""
    if quote.original_language is None or transcript.language is None:
        return ()
    if not same_language(quote.original_language, transcript.language):
        return ()
    from quotetrack.verification.parallel import parallel_of  # few quotes are translations

    return parallel_of(quote, transcript)


def _paragraphs(text: str) -> Iterable[Span]:
    at = 0
    for line in text.split("\n"):
        if line.strip() and any(c.isalpha() for c in line):
            yield Span(at, at + len(line))
        at += len(line) + 1


def around(text: str, span: Span) -> tuple[str, str]:
    """What stands before and after a span, cut at word bounds."""
    before = text[max(0, span.start - CONTEXT) : span.start]
    if span.start > CONTEXT and " " in before:
        before = before[before.index(" ") + 1 :]
    after = text[span.end : span.end + CONTEXT]
    if span.end + CONTEXT < len(text) and " " in after:
        after = after[: after.rindex(" ")]
    return before, after
