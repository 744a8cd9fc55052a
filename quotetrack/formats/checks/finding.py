"""What a check says of one quotation, in words that all formats share."""

from __future__ import annotations

from collections.abc import Iterator

from quotetrack.checking import Checked, Standing
from quotetrack.formats.cells import plain
from quotetrack.formats.verdict_page import difference_text
from quotetrack.model import Verdict, Weight, Witness

MOST_DIFFERENCES = 3
LONGEST = 200
"""Code points of a quotation that a message repeats."""


def headline(checked: Checked) -> str:
    """Who is said to have said what: ``George W. Bush: “…”``."""
    text = plain(checked.quotation.text)
    if len(text) > LONGEST:
        text = f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
    return f"{who(checked)}: “{text}”"


def who(checked: Checked) -> str:
    """The speaker, and the words of the article that name them where these are other."""
    given = checked.quotation.attribution
    if given is None:
        return "no speaker"
    written = plain(given.written)
    if given.speaker is None:
        return f"no name (“{written}”)"
    return plain(given.speaker) + (f" (“{written}”)" if given.inferred else "")


def remarks(checked: Checked, standing: Standing) -> Iterator[str]:
    """Sentences on what was found, the gravest first."""
    verdict = checked.verdict
    if verdict is None:
        return
    yield plain(verdict.reason)
    for witness in verdict.witnesses[:1]:
        grave = [d for d in witness.differences if d.weight not in (Weight.TYPOGRAPHIC, Weight.MARKED)]
        yield from map(difference_text, grave[:MOST_DIFFERENCES])
        if len(grave) > MOST_DIFFERENCES:
            yield f"and {len(grave) - MOST_DIFFERENCES} more differences"
        if grave or verdict.wording is not None:
            yield f"compared with {_witness(witness)}"
    for caution in verdict.cautions[:3]:
        yield plain(f"caution {caution.name}: {caution.words}")
    if checked.record is not None:
        yield f"this quote has a record: {checked.record}"
    yield from _reviews(verdict)
    if standing.because:
        yield f"stops nothing: {standing.because}"


def _witness(witness: Witness) -> str:
    transcript = witness.transcript
    parts = (transcript.id, transcript.title, transcript.date, transcript.url)
    return ", ".join(plain(part) for part in parts if part)


def _reviews(verdict: Verdict) -> Iterator[str]:
    for each in verdict.reviews:
        if each.current:
            review = each.review
            note = f": {review.note}" if review.note else ""
            yield plain(f"reviewed by {review.reviewer}, {review.date}: {review.conclusion}{note}")
        elif verdict.reviews:
            yield plain(f"a review by {each.review.reviewer} is stale: the evidence has changed")
