"""What stands between words: stops, dashes, quotation marks, spaces, asides, and when they matter.

Almost all of it is typography. Three marks are not: a question mark that one side lacks, the
apostrophe of a possessive, and a stop between two sentences that are one on the other side.
"""

from __future__ import annotations

import regex

from quotetrack.matching.tokens import Skips, Tokens
from quotetrack.model import Difference, Span, Weight

_SPACES = regex.compile(r"[\s\u00a0\u202f\u2009\u200b]+")
_QUOTATION_MARKS = regex.compile(r"[\"“”„‟«»‹›'‘’‚‛`´]+")
_DASHES = regex.compile(r"\s*[-‐‑‒–—―−]+\s*")
_BRACKETS = regex.compile(r"[()\[\]<>]+")
_APOSTROPHES = "'’ʼ‘`´"
_QUESTION_MARKS = "?¿؟？"
_STOP = regex.compile(r"[.!][\"”’'»)]*\s+[\"“‘'«(]*")


def compare_gaps(quote: Tokens, q: int, transcript: Tokens, t: int, skips: Skips) -> Difference | None:
    """The difference between the gap before token ``q`` and the gap before token ``t``, if there is one.

    ``skips`` are the spans of the transcript that were not read as words (asides, labels).
    """
    left, right = quote.gap(q), transcript.gap(t)
    if left == right:
        return None
    left_span = Span(quote.ends[q - 1], quote.starts[q])
    right_span = Span(transcript.ends[t - 1], transcript.starts[t])
    bare, had_aside = _without(transcript, right_span, skips)
    klass, weight = _class(left, bare)
    if weight is Weight.TYPOGRAPHIC and _possessive(quote, q - 1) != _possessive(transcript, t - 1):
        klass, weight = "apostrophe", Weight.SUBSTANTIVE
    if had_aside and weight is Weight.TYPOGRAPHIC:
        klass = "aside"
    if klass == "punctuation" and _runs_on(left, quote.word(q), bare, transcript.word(t)):
        klass, weight = "sentence-end", Weight.HARMLESS
    return Difference("substitution", klass, weight, left, right, left_span, right_span)


def _without(tokens: Tokens, span: Span, skips: Skips) -> tuple[str, bool]:
    """The text of a span with the skipped spans cut out, and whether any were."""
    text, at, cut = "", span.start, False
    for skip in skips.within(span.start, span.end):
        if skip.start >= at and skip.end <= span.end:
            text += tokens.text[at : skip.start]
            at, cut = skip.end, True
    return text + tokens.text[at : span.end], cut


def _class(left: str, right: str) -> tuple[str, Weight]:
    """The class of the difference between two gaps, asides cut out."""
    if _asks(left) != _asks(right):
        return "question-mark", Weight.SUBSTANTIVE
    for klass, pattern, replacement in (
        ("spacing", _SPACES, ""),
        ("quotation-marks", _QUOTATION_MARKS, ""),
        ("dash", _DASHES, ""),
        ("brackets", _BRACKETS, ""),
    ):
        left, right = pattern.sub(replacement, left), pattern.sub(replacement, right)
        if left == right:
            return klass, Weight.TYPOGRAPHIC
    return "punctuation", Weight.TYPOGRAPHIC


def _runs_on(left: str, left_word: str, right: str, right_word: str) -> bool:
    """Whether two sentences of one side are one on the other: "I say no more. Taxes will rise".

    The small letter tells it from the stop of an abbreviation.
    """
    return any(
        _STOP.fullmatch(stopped) and first[:1].isupper() and not other.strip() and going_on[:1].islower()
        for stopped, first, other, going_on in (
            (left, left_word, right, right_word),
            (right, right_word, left, left_word),
        )
    )


def _asks(gap: str) -> bool:
    return any(mark in gap for mark in _QUESTION_MARKS)


def _possessive(tokens: Tokens, index: int) -> bool:
    """Whether the apostrophe after a word that ends in s makes a possessive, not the end of a quotation."""
    end = tokens.ends[index]
    after = tokens.text[end : end + 2]
    if len(after) < 2 or after[0] not in _APOSTROPHES or not after[1].isspace():
        return False
    if tokens.text[end - 1].lower() != "s":
        return False
    before = tokens.text[max(0, end - 400) : end]
    opened = len(regex.findall(r"(?<![\p{L}\p{N}])['‘`](?=\p{L})", before))
    closed = len(regex.findall(r"(?<=[\p{L}\p{P}])['’´](?![\p{L}])", before))
    return opened <= closed


def compare_end(quote: Tokens, transcript: Tokens, t: int) -> Difference | None:
    """What a quote's last stop says that the transcript does not; ``t`` is the token it ends with.

    A quote may stop anywhere: no stop claims nothing. A comma, a full stop or an exclamation
    mark where the transcript asks has lost a question mark.
    """
    if quote.ends[-1] == len(quote.text):
        return None
    left_span = Span(quote.ends[-1], len(quote.text))
    left = _QUOTATION_MARKS.sub("", quote.slice(left_span)).strip()
    following = transcript.starts[t + 1] if t + 1 < len(transcript) else len(transcript.text)
    right_span = Span(transcript.ends[t], min(following, transcript.ends[t] + 4))
    right = _QUOTATION_MARKS.sub("", transcript.slice(right_span)).strip()
    mark, stands = left[:1], right[:1]
    if not mark or mark in "…([<‹" or left.startswith("..") or mark == stands:
        return None
    if _asks(mark) != _asks(right):
        klass, weight = "question-mark", Weight.SUBSTANTIVE
    else:
        klass, weight = "punctuation", Weight.TYPOGRAPHIC
    return Difference("substitution", klass, weight, left, right, left_span, right_span)


def compare_sign_before(quote: Tokens, transcript: Tokens, t: int) -> Difference | None:
    """A currency or minus sign that the quote cuts off the number it starts with; ``t`` is that number."""
    if t == 0 or not transcript.word(t)[0].isdigit() or transcript.gap(t):
        return None
    return _cut_sign(transcript, t - 1, Span(quote.starts[0], quote.starts[0]))


def compare_sign_after(quote: Tokens, transcript: Tokens, t: int) -> Difference | None:
    """A percent or currency sign that the quote cuts off the number it ends with; ``t`` is that number."""
    if t + 1 >= len(transcript) or not transcript.word(t)[-1].isdigit() or transcript.gap(t + 1).strip():
        return None
    return _cut_sign(transcript, t + 1, Span(quote.ends[-1], quote.ends[-1]))


def _cut_sign(transcript: Tokens, sign: int, place: Span) -> Difference | None:
    word = transcript.word(sign)
    if any(c.isalnum() for c in word) or word in "&=@":
        return None
    return Difference(
        "omission", "sign", Weight.SUBSTANTIVE, "", word, place, transcript.span(sign, sign + 1)
    )
