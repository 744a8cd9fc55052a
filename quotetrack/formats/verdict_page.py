"""A verdict for a person at a terminal: the status, then each witness with its passage and differences.

Differences are marked in words as well as in colour: ``[-what the transcript has-]`` and
``{+what the quote has+}``, the signs of wdiff.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from quotetrack.formats.cells import counted, plain
from quotetrack.formats.differences import in_words
from quotetrack.formats.memento import in_words as copy_in_words
from quotetrack.formats.parallel import parallel_lines
from quotetrack.formats.time_links import time_link
from quotetrack.model import (
    Difference,
    KeyTerm,
    OwnEvidence,
    Searched,
    Status,
    Verdict,
    Weight,
    Witness,
    Wording,
)

MOST_CAUTIONS = 3
MOST_WITNESSES = 5
LONG = 700
"""Characters. Longer stretches are shown by their ends."""

_FOUND = (Status.MATCHES, Status.AS_MARKED, Status.CLOSE, Status.MATCHES_TRANSLATION)
_OPEN = (Status.UNCHECKED, Status.REPORTED, Status.TRANSLATED)
_COLOURS = dict.fromkeys(_FOUND, "green") | dict.fromkeys(_OPEN, "yellow")


def as_text(verdict: Verdict, *, columns: int = 100) -> str:
    """The whole verdict; styled with ANSI codes, which click strips where they are not wanted."""
    return "\n".join(_lines(verdict, max(40, columns)))


def _lines(verdict: Verdict, columns: int) -> Iterator[str]:
    quote = verdict.quote
    colour = _COLOURS.get(verdict.status, "red")
    stale = " (stale)" if verdict.stale else ""
    yield f"{click.style(verdict.status.value.upper() + stale, fg=colour, bold=True)}  {plain(quote.id)}"
    yield from _wrapped(plain(verdict.reason), columns, "  ")
    yield ""
    yield from _wrapped(f"“{plain(quote.text)}”", columns, "  ")
    claim = [quote.speaker.name if quote.speaker else "no speaker claimed", quote.date, quote.occasion]
    yield from _wrapped("claimed: " + ", ".join(plain(part) for part in claim if part), columns, "  ")
    for standing in verdict.reviews:
        review = standing.review
        age = "current" if standing.current else "stale: the evidence has changed"
        note = f": {review.note}" if review.note else ""
        if review.seen is not None:
            note += f" (rests on evidence of their own: {own_evidence(review.seen)})"
        said = f"review by {review.reviewer}, {review.date}: {review.conclusion} ({age}){note}"
        yield from _wrapped(plain(said), columns, "  ")
    for caution in verdict.cautions[:MOST_CAUTIONS]:
        words = plain(_shortened(caution.words))
        yield from _wrapped(f"caution {caution.name}: {words}", columns, "  ", mark="yellow")
    more = len(verdict.cautions) - MOST_CAUTIONS
    if more > 0:
        names = ", ".join(caution.name for caution in verdict.cautions[MOST_CAUTIONS:])
        yield from _wrapped(f"and {more} more: {names}", columns, "  ")
    for term in verdict.key_terms if verdict.witnesses else ():
        yield from _wrapped(f"key term “{plain(term.term)}”: {_places(term)}", columns, "  ")
    # One without the words that no record names is told in a line: there is nothing of it to see.
    without = [w for w in verdict.witnesses if w.wording is Wording.ABSENT and not w.declared]
    shown = [w for w in verdict.witnesses if w not in without]
    for witness in shown[:MOST_WITNESSES]:
        yield ""
        yield from _witness(witness, columns, quote.text)
    if without:
        yield ""
        names = ", ".join(plain(w.transcript.id) for w in without)
        yield from _wrapped(f"also of this occasion, without the words: {names}", columns, "  ")
    if len(shown) > MOST_WITNESSES:
        yield ""
        more = len(shown) - MOST_WITNESSES
        witnesses = counted(more, "more witness", "more witnesses")
        yield from _wrapped(f"and {witnesses}; all of them with --json", columns, "  ")
    for place in verdict.elsewhere[:MOST_WITNESSES]:
        date = plain(place.date or "no date")
        yield from _wrapped(
            f"elsewhere: {place.wording.value} in {plain(place.transcript)}, {date}", columns, "  "
        )
    yield from _wrapped(
        f"searched: {looked_through(verdict.searched)}, {verdict.searched.digest[:19]}…", columns, "  "
    )


def looked_through(searched: Searched) -> str:
    """How many transcripts, and how many of them were read from end to end, where any had to be."""
    number = counted(searched.transcripts, "transcript")
    if searched.read_whole is None or not searched.transcripts:
        return number
    which = "all" if searched.read_whole == searched.transcripts else f"{searched.read_whole:,} of them"
    return f"{number}, {which} read whole, word by word"


def own_evidence(seen: OwnEvidence) -> str:
    """What only the reviewer has seen; of private evidence only that it is."""
    return "private" if seen.private else seen.description


def _places(term: KeyTerm) -> str:
    """Where a key term stands, transcript by transcript."""
    told = []
    for id in dict.fromkeys(place.transcript for place in term.found):
        held = [place for place in term.found if place.transcript == id]
        first = next((place for place in held if place.exact), held[0])
        form = "" if first.exact else ", in another form"
        more = f", and {len(held) - 1} more" if len(held) > 1 else ""
        told.append(f"{plain(id)} at {first.span.start}–{first.span.end}{form}{more}")
    return "; ".join(told) or "not found"


def _witness(witness: Witness, columns: int, quote: str) -> Iterator[str]:
    transcript = witness.transcript
    wording = witness.wording.value if witness.wording else "not compared"
    title = plain(transcript.title or "untitled")
    head = f"{wording}  {plain(transcript.id)}: {title}"
    yield from _wrapped(head, columns, "  ", bold=True)
    facts = [
        f"speaker {witness.speaker.value}" + (f" ({plain(witness.label)})" if witness.label else "")
        + (f": {plain(witness.name)}" if witness.name and witness.name != witness.label else ""),
        f"occasion {witness.occasion.value}" + (f": {plain(transcript.date)}" if transcript.date else ""),
        transcript.nature.value if transcript.nature.value != "unknown" else "",
        plain(transcript.language or ""),
    ]  # fmt: skip
    yield from _wrapped(" · ".join(fact for fact in facts if fact), columns, "    ")
    if witness.parallel:
        for depth, line in parallel_lines(quote, witness):
            yield from _wrapped(line, columns, "    " + "  " * depth)
    elif witness.passage is not None:
        marked = _marked(witness) if witness.wording is not None else plain(_shortened(witness.passage.text))
        before, after = _ends(witness.before, -160), _ends(witness.after, 160)
        text = f"… {before}▸{marked}◂{after} …" if before or after else marked
        yield from _wrapped(text, columns, "    ")
    for difference in witness.differences:
        if difference.weight is not Weight.TYPOGRAPHIC:
            yield from _wrapped(difference_text(difference), columns, "    ")
    if witness.rivals:
        places = ", ".join(f"{r.start}–{r.end}" for r in witness.rivals)
        yield from _wrapped(f"equally good places in this transcript: {places}", columns, "    ")
    kept = f", saved {transcript.archived_at:%Y-%m-%d}" if transcript.archived_at else ""
    kept += f", {copy_in_words(transcript.memento)}" if transcript.memento else ""
    place = f" · characters {witness.passage.start}–{witness.passage.end}" if witness.passage else ""
    if witness.passage and (locator := witness.passage.locator):
        place += f" · {locator.kind.value} {plain(locator.text)}"
    capture = f" · {plain(transcript.capture[:19])}…" if transcript.capture else ""
    yield f"    {plain(transcript.url or 'no address')}{kept}{capture}{place}"
    if witness.passage and (link := time_link(transcript.url, witness.passage.locator)):
        yield f"    hear it at {plain(link)}"


def _marked(witness: Witness) -> str:
    """The passage with its differences marked word by word."""
    assert witness.passage is not None
    start, text = witness.passage.start, witness.passage.text
    out, at = "", start
    entries = sorted(witness.differences, key=lambda d: (d.transcript_span.start, d.quote_span.start))
    for difference in entries:
        span = difference.transcript_span
        if difference.weight is Weight.TYPOGRAPHIC or span.start < at or span.end > witness.passage.end:
            continue
        out += plain_inside(text[at - start : span.start - start])
        lost = plain(_shortened(difference.transcript))
        gained = plain(difference.quote)
        if lost:
            out += click.style(f"[-{lost}-]", fg="red")
        if gained:
            space = " " if span.start == span.end and span.start > start else ""
            out += space + click.style(f"{{+{gained}+}}", fg="green")
        at = span.end
    return out + plain_inside(text[at - start :])


def _ends(text: str, length: int) -> str:
    """So much of the context, cut at a word's end; negative counts from the end."""
    if len(text) > abs(length):
        cut = text[length:] if length < 0 else text[:length]
        text = cut[cut.find(" ") + 1 :] if length < 0 else cut[: cut.rfind(" ")] if " " in cut else cut
    return plain_inside(text)


def plain_inside(text: str) -> str:
    """``plain`` that keeps a space at either end, for stretches that are put together again."""
    lead = " " if text[:1].isspace() else ""
    trail = " " if text[-1:].isspace() and len(text) > 1 else ""
    return lead + plain(text) + trail if text.strip() else " " * bool(text)


def difference_text(difference: Difference) -> str:
    """A difference as a sentence."""
    # what a mark leaves out is always shown in full, here and in the JSON
    marked = difference.weight is Weight.MARKED
    lost = plain(difference.transcript if marked else _shortened(difference.transcript))
    gained = plain(_shortened(difference.quote))
    words = len(difference.transcript.split())
    return in_words(difference.kind, difference.klass, gained, lost, words=words)


def _shortened(text: str) -> str:
    """A long stretch by its two ends, with what is between counted."""
    if len(text) <= LONG:
        return text
    hidden = counted(len(text[LONG // 2 : -LONG // 2].split()), "word")
    return f"{text[: LONG // 2]} [… {hidden} …] {text[-LONG // 2 :]}"


def _wrapped(
    text: str, columns: int, indent: str, *, bold: bool = False, mark: str | None = None
) -> Iterator[str]:
    """The text in lines of at most ``columns``, styled as a whole."""
    for line in textwrap.wrap(
        text, columns, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False
    ):
        yield click.style(line, bold=True) if bold else click.style(line, fg=mark) if mark else line
