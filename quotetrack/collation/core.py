"""Quote and witnesses in, collation out: which texts stand side by side, and which stretch of each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from string import ascii_uppercase

import regex

from quotetrack.collation.table import align_rows, with_quote
from quotetrack.collation.units import Source, covered, units_of
from quotetrack.collation.values import Collation, Row, Unit
from quotetrack.matching import Text, compare
from quotetrack.matching.judge import marked_quote
from quotetrack.matching.lexicon import lexicon
from quotetrack.matching.tokens import Tokens
from quotetrack.model import (
    Nature,
    OccasionFinding,
    Quote,
    Span,
    Transcript,
    Witness,
    Wording,
)
from quotetrack.verification.copies import independent
from quotetrack.verification.evidence import Evidence, best_first, same_occasion
from quotetrack.verification.status import decisive_of, status_of
from quotetrack.verification.testimony import readable
from quotetrack.verification.wordlists import context_words

MOST = 20
"""Witnesses side by side; beyond them nobody reads a table."""
AROUND = 600
"""Code points on either side of a passage in which its sentence begins and ends."""
SIGLA = [letter for letter in ascii_uppercase if letter != "Q"]
_HEAD = 2000
"""Code points at either end of a transcript in which it says what it is."""
_RUSH = regex.compile(r"\brush\s+transcript\b", regex.IGNORECASE)


def collate(quote: Quote, witnesses: Iterable[Witness]) -> Collation:
    """The passage of a quote, with its whole sentences, in every witness of its occasion.

    The base is the decisive witness: the one with the best wording. A collation without rows but the
    quote's says that no witness has the passage.
    """
    evidence = Evidence(quote, tuple(witnesses))
    decisive = decisive_of(evidence, status_of(evidence)[0])
    if decisive is None or not _has_passage(decisive):
        return Collation(quote, (_quote_alone(quote),), (), (), tuple(_foreign(evidence.witnesses)))
    together = [w for w in evidence.witnesses if w is decisive or _of_its_occasion(w, decisive)]
    together.sort(key=lambda w: (w is not decisive, best_first(w)))
    base = _base(decisive)
    held = [(decisive, base)]
    without: list[Witness] = []
    for witness in together[1:]:
        if witness.wording is None and witness.transcript.nature is not Nature.REPORT:
            continue  # in another language
        found = _stretch(witness, base) if len(held) < MOST else None
        if found is not None:
            held.append((witness, found))
        else:
            without.append(witness)
    return _set_out(quote, held, tuple(without), tuple(_foreign(evidence.witnesses)))


def _has_passage(witness: Witness) -> bool:
    return witness.passage is not None and witness.wording not in (None, Wording.ABSENT, Wording.PARTIAL)


def _of_its_occasion(witness: Witness, decisive: Witness) -> bool:
    """Whether a witness is of the occasion of the decisive one.

    Two texts of one speaker with the same year may be two speeches: those need the passage.
    """
    if witness.occasion is OccasionFinding.CONFIRMED and (witness.declared or _has_passage(witness)):
        return True
    if not same_occasion(witness.transcript, decisive.transcript):
        return False
    return _to_the_day(witness.transcript) or _has_passage(witness)


def _to_the_day(transcript: Transcript) -> bool:
    return transcript.date is not None and regex.fullmatch(r"\d{4}-\d\d-\d\d", transcript.date) is not None


def _foreign(witnesses: Sequence[Witness]) -> Iterator[Witness]:
    """Those in another language that are of the claimed occasion or a record's own."""
    for witness in witnesses:
        other = witness.wording is None and witness.transcript.nature is not Nature.REPORT
        if other and (witness.declared or witness.occasion is OccasionFinding.CONFIRMED):
            yield witness


def _base(witness: Witness) -> Text:
    """The passage with the whole of its first and last sentence; in pieces where they lie far apart."""
    assert witness.passage is not None
    return _sentences(witness, witness.pieces)


def _sentences(witness: Witness, pieces: Sequence[Span]) -> Text:
    """A transcript's text, looked at only in the sentences that these pieces stand in."""
    transcript = witness.transcript
    ends = context_words(transcript.language, transcript.text[:200]).sentence_end
    spans = [_whole(transcript, piece, ends) for piece in _near(sorted(pieces, key=lambda p: p.start))]
    return readable(transcript).through(_near(spans))


def _near(pieces: Sequence[Span]) -> list[Span]:
    """Pieces in order, those that lie near together as one."""
    merged: list[Span] = []
    for piece in pieces:
        if merged and piece.start - merged[-1].end <= AROUND:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, piece.end))
        else:
            merged.append(piece)
    return merged


def _whole(transcript: Transcript, span: Span, ends: regex.Pattern[str]) -> Span:
    """A span grown to whole sentences, inside the turns it touches."""
    first, last = 0, len(transcript.text)
    for turn in transcript.turns:
        if turn.start <= span.start < turn.end:
            first = turn.start
        if turn.start < span.end <= turn.end:
            last = turn.end
    start, end = max(first, span.start - AROUND), min(last, span.end + AROUND)
    before = [match.end() for match in ends.finditer(transcript.text, start, span.start)]
    grown = before[-1] if before else start
    after = ends.search(transcript.text, max(grown, span.end - 1), end)
    return Span(grown, max(span.end, after.end() if after else end))


def _stretch(witness: Witness, base: Text) -> Text | None:
    """The stretch of another witness that answers to the base; ``None`` where it has none."""
    whole = readable(witness.transcript)
    words = " ".join(_pieces_of(base))
    found = compare(words, whole, base.language, most=1)[0]
    if found.wording in (Wording.ABSENT, Wording.PARTIAL):
        return _sentences(witness, witness.pieces) if _has_passage(witness) else None
    return whole.through(_near(sorted(found.pieces, key=lambda p: p.start)))


def _pieces_of(base: Text) -> Iterator[str]:
    """The words of a stretch: what nobody spoke (asides, labels) lies between its tokens."""
    tokens = base.tokens
    for index in range(len(tokens)):
        yield tokens.word(index)


def _set_out(
    quote: Quote,
    held: Sequence[tuple[Witness, Text]],
    without: tuple[Witness, ...],
    foreign: tuple[Witness, ...],
) -> Collation:
    """The rows, aligned."""
    language = quote.language or held[0][0].transcript.language
    words = lexicon(language, quote.text)
    marked = marked_quote(quote.text, words)
    sources = [Source(text.tokens) for _, text in held] + [Source(marked.tokens, marked.marks)]
    keys = [source.tokens.keys for source in sources]
    table = with_quote(align_rows(keys[:-1]), keys, *_of_passage(held[0][0], sources[0].tokens))
    units = units_of(table, sources, words)
    rows = []
    for number, source in enumerate(sources):
        first, last = covered(table, number)
        cells = tuple(_cell(column[number], source.tokens) for column in table)
        witness = held[number][0] if number < len(held) else None
        rows.append(
            Row(
                siglum=SIGLA[number] if witness else "Q",
                witness=witness,
                span=source.tokens.span(0, len(source.tokens)),
                cells=cells,
                first=first,
                last=last,
                rush=witness is not None and _calls_itself_rush(witness.transcript),
            )
        )
    # The quote is aligned last and shown first.
    order = [len(rows) - 1, *range(len(rows) - 1)]
    return Collation(
        quote,
        tuple(rows[number] for number in order),
        tuple(_renumbered(units, {old: new for new, old in enumerate(order)})),
        without,
        foreign,
        independent([witness.transcript for witness, _ in held]),
    )


def _of_passage(witness: Witness, tokens: Tokens) -> tuple[int, int]:
    """The tokens of the base that the quote answers to."""
    start = min(piece.start for piece in witness.pieces)
    end = max(piece.end for piece in witness.pieces)
    return bisect_left(tokens.starts, start), bisect_left(tokens.starts, end)


def _cell(token: int | None, tokens: Tokens) -> Span | None:
    return Span(tokens.starts[token], tokens.ends[token]) if token is not None else None


def _renumbered(units: Iterable[Unit], places: Mapping[int, int]) -> Iterator[Unit]:
    """The same units, their rows under other numbers."""
    for unit in units:
        readings = (
            replace(each, rows=tuple(sorted(places[row] for row in each.rows))) for each in unit.readings
        )
        yield replace(unit, readings=tuple(readings))


def _quote_alone(quote: Quote) -> Row:
    """The quote where there is nothing to set beside it."""
    return Row("Q", None, Span(0, len(quote.text)), (), 0, 0)


def _calls_itself_rush(transcript: Transcript) -> bool:
    """Whether a transcript says that it was made in a hurry, as broadcasters' do."""
    head = f"{transcript.title or ''}\n{transcript.text[:_HEAD]}\n{transcript.text[-_HEAD:]}"
    return _RUSH.search(head) is not None
