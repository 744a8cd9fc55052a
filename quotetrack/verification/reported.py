"""A reported statement: its key terms in the transcripts and the nearest passage, no word on meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from quotetrack.matching.lexicon import lexicon
from quotetrack.matching.tokens import Tokens, fold, tokenise
from quotetrack.model import KeyTerm, Kind, Passage, Place, Quote, Witness
from quotetrack.verification.speaker import voice_of
from quotetrack.verification.testimony import around, readable, same_language
from quotetrack.verification.wordlists import context_words

MOST_PLACES = 50
"""Places of one term in one transcript that are named."""
ENDINGS = 3
"""Letters at the ends of two words that may differ where the words are forms of one."""
ROOT = 4
"""Letters that two forms of one word have in common at least."""
WINDOW = 60
"""Words of a passage that are held against the statement."""
TELLING = 4
"""Letters from which on a word of the statement tells what it is about."""
TERM = 3.0
"""What a key term is worth, in words of the statement."""


def key_terms_of(quote: Quote, witnesses: Iterable[Witness]) -> tuple[KeyTerm, ...]:
    """Each key term of a reported statement, with where the transcripts of its language have it."""
    if quote.kind is not Kind.REPORTED:
        return ()
    texts = [
        (witness.transcript.id, readable(witness.transcript).tokens)
        for witness in witnesses
        if same_language(quote.language, witness.transcript.language)
    ]
    return tuple(
        KeyTerm(
            term,
            tuple(
                Place(id, tokens.span(at, at + size), exact)
                for id, tokens in texts
                for at, size, exact in _first(places(term, tokens))
            ),
        )
        for term in quote.key_terms
    )


def _first(found: Iterator[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    """The first places; exact ones are named before others."""
    return sorted(sorted(found, key=lambda place: not place[2])[:MOST_PLACES])


def places(term: str, tokens: Tokens) -> Iterator[tuple[int, int, bool]]:
    """Where a term stands: first token, how many, and whether in these very words."""
    wanted = tokenise(term).keys
    size = len(wanted)
    for at in range(len(tokens) - size + 1 if size else 0):
        here = tokens.keys[at : at + size]
        if all(_one_word(one, other) for one, other in zip(wanted, here, strict=True)):
            yield at, size, here == wanted


def _one_word(one: str, other: str) -> bool:
    """Whether two words may be forms of one: the same but for their last few letters."""
    if one == other:
        return True
    common = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        common += 1
    return common >= ROOT and max(len(one), len(other)) - common <= ENDINGS


def with_nearest(quote: Quote, witness: Witness) -> Witness:
    """The witness with the passage nearest to a reported statement, without any word on its wording.

    Nearest is where most of its key terms and telling words stand together.
    """
    if quote.kind is not Kind.REPORTED:
        return witness
    bare = replace(witness, wording=None, differences=(), rivals=(), pieces=(), cautions=())
    transcript = witness.transcript
    if not same_language(quote.language, transcript.language):
        return bare
    tokens = readable(transcript).tokens
    found = _nearest(quote, tokens)
    if found is None:
        return replace(bare, passage=None, before="", after="")
    span = tokens.span(*found)
    words = context_words(quote.language or transcript.language, quote.text)
    voice = voice_of(transcript, (span,), quote.speaker, words)
    before, after = around(transcript.text, span)
    return replace(
        bare,
        speaker=voice.finding,
        label=voice.label,
        name=voice.name,
        passage=Passage.of(transcript, span, voice.turn),
        pieces=(span,),
        before=before,
        after=after,
    )


def _nearest(quote: Quote, tokens: Tokens) -> tuple[int, int] | None:
    """The tokens from the first to the last word of the densest window; ``None`` where nothing stands."""
    marks = sorted(_marks(quote, tokens))
    best: tuple[float, int, int] | None = None
    for number, (at, _, _) in enumerate(marks):
        inside = [mark for mark in marks[number:] if mark[0] < at + WINDOW]
        worth = sum({key: weight for _, key, weight in inside}.values())
        last = inside[-1][0]
        if best is None or (worth, at - last) > (best[0], best[1] - best[2]):
            best = (worth, at, last)
    return (best[1], best[2] + 1) if best is not None and best[0] > TERM else None


def _marks(quote: Quote, tokens: Tokens) -> Iterator[tuple[int, str, float]]:
    """Token, what of the statement stands there, and what that is worth; rare words more than common."""
    for term in quote.key_terms:
        for at, size, _ in places(term, tokens):
            for each in range(at, at + size):
                yield each, f"term {term}", TERM
    for word in _telling(quote):
        where = [at for at, key in enumerate(tokens.keys) if _one_word(word, key)]
        for at in where:
            yield at, word, 1.0 / (1 + len(where)) ** 0.5


def _telling(quote: Quote) -> Sequence[str]:
    small = lexicon(quote.language, quote.text)
    words = map(fold, tokenise(quote.text).words(0, len(tokenise(quote.text))))
    passed = small.pronouns | small.prepositions | small.modals | small.quantifiers | small.droppable
    return list(dict.fromkeys(word for word in words if len(word) >= TELLING and word not in passed))
