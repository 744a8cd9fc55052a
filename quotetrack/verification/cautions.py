"""Cautions: what is true of the context that a reader must know before repeating a quote.

One function a caution; each answers the words that caused it, or ``None``. A caution never
changes a status.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import regex

from quotetrack.model import (
    Alignment,
    Caution,
    Difference,
    Nature,
    OccasionFinding,
    Quote,
    Role,
    Span,
    SpeakerFinding,
    Transcript,
    Weight,
    Wording,
)
from quotetrack.transcripts.interpreting import Tongue
from quotetrack.verification.answers import adopting_answer
from quotetrack.verification.corrections import later_correction
from quotetrack.verification.occasion import Occasion
from quotetrack.verification.speaker import Voice, turns_within
from quotetrack.verification.wordlists import ContextWords, words_in

_WEAK = {
    Nature.PREPARED: "the prepared text, not what was delivered",
    Nature.CAPTIONS: "captions",
    Nature.EXCERPT: "an excerpt typed in by hand",
    Nature.REPORT: "a third-person report",
}
_STOPPED = regex.compile(r"[.!?…][\"”’»)\s]*$")
_CLAUSE = regex.compile(r"[;:–—]|--")
_SIGNS = regex.compile(r"[^\p{L}\p{N}]*")
LONG_OMISSION = 60
"""Words. An ellipsis over more than this hides too much to pass without a caution."""
NEAR = 90
"""Code points after a passage in which a speaker corrects a slip."""
REST_OF_QUESTION = 150
"""Code points after a passage in which its sentence may end with a question mark."""
GOVERNS = 8
"""Words before a passage, in its own sentence, in which a denial governs it."""


@dataclass(frozen=True, slots=True)
class Context:
    """All that a caution may look at: one quote in one witness."""

    quote: Quote
    transcript: Transcript
    alignment: Alignment
    voice: Voice
    occasion: Occasion
    words: ContextWords
    tongue: Tongue
    """In what language the passage was spoken, as far as it is noted."""

    @property
    def start(self) -> int:
        return self.alignment.pieces[0].start

    @property
    def end(self) -> int:
        return self.alignment.pieces[-1].end

    def bound(self, reach: int) -> int:
        """So many code points beyond the passage, back where negative; never into another's turn."""
        at = self.end + reach if reach > 0 else self.start + reach
        if not self.transcript.turns:
            return max(at, 0)
        inside = self.end - 1 if reach > 0 else self.start
        for turn in turns_within(self.transcript, Span(inside, inside + 1)):
            return min(max(at, turn.start), turn.end)
        return max(at, 0)


def slip_corrected(context: Context) -> str | None:
    """The speaker takes the words back in the next breath."""
    after = context.transcript.text[context.end : context.bound(NEAR)]
    match = context.words.correction_in(after)
    # A correction belongs to the sentence it stands in or opens: two sentences on, it corrects another.
    if match is None or len(context.words.sentence_end.findall(after[: match.start("word")])) > 1:
        return None
    tail = context.words.sentence_end.search(after, match.end())
    return _tidy(after[: tail.end() if tail else len(after)])


def ellipsis_hides(context: Context) -> str | None:
    """What a marked omission leaves out turns or limits the sense, or is long; shown in full.

    Whole sentences left out between others hide nothing of those, unless they begin by taking
    them back ("But …").
    """
    for difference in context.alignment.differences:
        if difference.klass != "omission-marked" or difference.weight is not Weight.MARKED:
            continue
        hidden = difference.transcript
        torn = list(_torn(context, difference))
        turns = any(context.words.hidden_word.search(part) for part in torn)
        source = len(torn) == 1 and context.words.hidden_source.match(torn[0])
        if len(hidden.split()) > LONG_OMISSION or turns or source:
            return _tidy(hidden)
    return None


def _torn(context: Context, omission: Difference) -> Iterator[str]:
    """Those stretches of an omission that belong to a sentence of which the quote keeps a part.

    Of whole sentences only the first two words, which may take back what stands before. A relative
    clause between two commas, left out whole, takes nothing from the rest of its sentence.
    """
    text, ends, span = context.transcript.text, context.words.sentence_end, omission.transcript_span
    between = _SIGNS.match(text, span.end)
    hidden = text[span.start : between.end() if between else span.end]  # with its last stop
    comma = text[: span.start].rstrip()[-1:] == ","
    hidden = context.words.relative_clause.sub(",", f", {hidden}" if comma else f"  {hidden}")[2:]
    stops = [match.end() for match in ends.finditer(hidden)]
    before = text[: span.start].rstrip()
    opens = not before or bool(ends.search(before[-3:] + " "))
    at = 0
    for stop in stops:
        whole = at > 0 or opens
        yield " ".join(hidden[at:stop].split()[:2]) if whole else hidden[at:stop]
        at = stop
    yield hidden[at:]


def cut_short(context: Context) -> str | None:
    """The source goes on, in the same sentence or the next, with words that limit what was said."""
    words = context.words
    after = context.transcript.text[context.end : context.bound(300)]
    if not words.may_limit(after):
        return None
    match = words.limit_after(after)
    if match is not None and words.sentence_end.search(after[: match.start("word")]):
        match = None
    match = match or words.limiting_sentence_after(after) or words.limit_alone_after(after)
    if match is None:
        return None
    end = words.sentence_end.search(after, match.end())
    return _tidy(after[: end.end() if end else len(after)])


def cut_in(context: Context) -> str | None:
    """The quote starts inside a sentence, after a condition, a denial or a hedge that governs it."""
    text, words = context.transcript.text, context.words
    prefix = words.last_sentence(text[context.bound(-500) : context.start]).lstrip(' "“‘«')
    if not prefix.strip():
        return None
    near = " ".join(prefix.rsplit(maxsplit=GOVERNS)[-GOVERNS:])
    # a condition further back than that governs to the end of its own part of the sentence
    first = " ".join(prefix.rsplit(";", 1)[-1].split(maxsplit=3)[:3])
    # read on to the quote's first word: it may begin a clause that no denial before it reaches, or be
    # the second of two words that deny nothing (“not | only”)
    opening = " ".join(text[context.start : context.end].split(maxsplit=1)[:1])
    there = words_in(f"{near} {first} {opening}")
    if there.isdisjoint(words.governing_words):  # as of most sentences
        return None
    governed = (
        (not there.isdisjoint(words.denial_words) and _denied(near, opening, words))
        or (
            not there.isdisjoint(words.condition_words)
            and (words.condition.search(near) or words.condition.match(first))
        )
        or (not there.isdisjoint(words.hedge_words) and words.hedge.search(near))
    )
    return _tidy(prefix) if governed else None


def _denied(near: str, opening: str, words: ContextWords) -> bool:
    """Whether a denial in the words right before a passage reaches its first word."""
    joined = words.no_denial.sub(lambda found: " " * len(found[0]), f"{near} {opening}")
    denial = words.denial.search(joined)
    return denial is not None and denial.start() < len(near)


def corrected_later(context: Context) -> str | None:
    """The transcript takes the words back further down."""
    turn = context.voice.turn
    return later_correction(context.transcript, context.end, turn, context.quote, context.words)


def adopted(context: Context) -> str | None:
    """The words are a questioner's, and the claimed person answers them with yes."""
    claimed = context.quote.speaker
    if claimed is None:
        return None
    return adopting_answer(context.transcript, context.end, context.voice, claimed, context.words)


def quoting(context: Context) -> str | None:
    """The words are somebody else's, cited."""
    citation = context.voice.citation
    return _tidy(citation.words) if citation else None


def question(context: Context) -> str | None:
    """The words are a question, or a questioner's, and the quote does not show it."""
    turn = context.voice.turn
    if turn is not None and context.transcript.turns[turn].role is Role.QUESTION:
        return context.transcript.turns[turn].label or ""
    if "?" in context.quote.text[-4:]:
        return None
    text, limit = context.transcript.text, context.bound(REST_OF_QUESTION)
    # a passage that ends with its own stop has no rest
    ended = _STOPPED.search(text, max(context.start, context.end - 20), context.end)
    stop = None if ended else context.words.sentence_end.search(text, context.end, limit)
    if stop is None or "?" not in stop[0] or _CLAUSE.search(text[context.end : stop.start()]):
        return None
    return _tidy(text[max(context.start, context.end - 60) : stop.end()])


def interpreted(context: Context) -> str | None:
    """The words are an interpreter's."""
    tongue = context.tongue
    if tongue.translated_from is not None and tongue.interpreted:
        return tongue.note
    return "through an interpreter" if context.transcript.nature is Nature.INTERPRETED else None


def translation(context: Context) -> str | None:
    """The witness is a translation, or was spoken in another language where the passage stands."""
    tongue = context.tongue
    if tongue.translated_from is not None and not tongue.interpreted:
        return tongue.note or f"translated from {tongue.translated_from}"
    return "a translation" if context.transcript.nature is Nature.TRANSLATION else None


def weak_witness(context: Context) -> str | None:
    """The kind of transcript proves less than a verbatim one; with what its publisher's profile notes."""
    weak = _WEAK.get(context.transcript.nature)
    return " ".join((f"{weak}.", *context.transcript.notes)) if weak and context.transcript.notes else weak


def speaker_unlabelled(context: Context) -> str | None:
    """Nothing in the transcript says who speaks here."""
    if context.voice.finding is not SpeakerFinding.UNLABELLED:
        return None
    return f"label: {context.voice.label}" if context.voice.label else "no label"


def occasion_unconfirmed(context: Context) -> str | None:
    """Whether this is the claimed occasion cannot be told, or its date says otherwise."""
    if context.occasion.finding is OccasionFinding.UNKNOWN:
        return context.occasion.note or "no date to compare"
    return context.occasion.note if context.occasion.finding is OccasionFinding.CONFIRMED else None


GRAVEST_FIRST: Sequence[tuple[str, Callable[[Context], str | None]]] = (
    ("slip-corrected", slip_corrected),
    ("corrected-later", corrected_later),
    ("ellipsis-hides", ellipsis_hides),
    ("cut-in", cut_in),
    ("cut-short", cut_short),
    ("quoting", quoting),
    ("adopted", adopted),
    ("question", question),
    ("interpreted", interpreted),
    ("translation", translation),
    ("weak-witness", weak_witness),
    ("speaker-unlabelled", speaker_unlabelled),
    ("occasion-unconfirmed", occasion_unconfirmed),
)
"""The cautions that one witness gives, and their rules, the gravest first."""
_AFTER = "question"
ORDER: Sequence[str] = tuple(
    each
    for name, _ in GRAVEST_FIRST
    for each in ((name, "transcripts-disagree") if name == _AFTER else (name,))
)
"""All cautions, the gravest first: those too that several witnesses give together."""


def cautions_of(context: Context) -> tuple[Caution, ...]:
    """All cautions that hold for a quote in a witness, the gravest first; none where it stands in part."""
    if context.alignment.wording is Wording.PARTIAL:
        return ()
    found = ((name, rule(context)) for name, rule in GRAVEST_FIRST)
    return tuple(Caution(name, words) for name, words in found if words is not None)


def _tidy(words: str) -> str:
    """White space as one space, no stray punctuation at the ends but the closing stop."""
    return " ".join(words.split()).lstrip(".,;:–—-”’» ")
