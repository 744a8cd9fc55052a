"""What a reader found, plus what a person states, as one transcript."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import accumulate

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import (
    Completeness,
    Locator,
    LocatorKind,
    Nature,
    Span,
    Stated,
    Transcript,
    Turn,
    locator_at,
)
from quotetrack.transcripts.asides import find_asides
from quotetrack.transcripts.canonical import clean_line
from quotetrack.transcripts.content import Content, Paragraph
from quotetrack.transcripts.ids import make_id
from quotetrack.transcripts.languages import detect
from quotetrack.transcripts.natures import completeness_of, is_third_person, marks_omissions, nature_of
from quotetrack.transcripts.turns import Told, find_turns, given_turns


def assemble(
    content: Content, *, url: str | None, capture: str, archived_at: datetime, stated: Stated
) -> Transcript:
    """The transcript of ``content``; what ``stated`` sets wins.

    Raises `UnreadableTranscript` when nothing but white space was found.
    """
    kept = [(text, paragraph) for paragraph in content.paragraphs if (text := clean_line(paragraph.text))]
    if not any(any(sign.isalnum() for sign in text) for text, _ in kept):
        raise UnreadableTranscript("no words found in it: is the text drawn by a script, or behind a wall?")
    paragraphs = [text for text, _ in kept]
    text = "\n".join(paragraphs)
    asides = tuple(_with_given(find_asides(text), kept))
    title = stated.title or (clean_line(content.title) if content.title else None) or None
    speaker = stated.speaker or content.speaker
    language = stated.language or content.language or detect(text)
    told = Told(speaker, title, language, stated.labels or (), content.label_style)
    openings = [paragraph.opening for _, paragraph in kept]
    if any(openings):
        turns = given_turns(paragraphs, openings, asides, told)
    else:
        emphasised = [clean_line(paragraph.emphasised) for _, paragraph in kept]
        turns = find_turns(paragraphs, emphasised, asides, told)
    locators = tuple(_locators(kept, content.locators))
    date = stated.date or content.date
    return Transcript(
        id=stated.id
        or make_id(stated.publisher or content.publisher_id, date or content.published, title, url, capture),
        text=text,
        turns=tuple(_located(turn, locators) for turn in turns),
        asides=asides,
        locators=locators,
        title=title,
        speaker=speaker,
        date=date,
        published=content.published,
        place=content.place,
        occasion=stated.occasion or content.occasion,
        language=language,
        publisher=stated.publisher or content.publisher,
        nature=stated.nature or _nature(content, title, paragraphs, turns, url, language),
        complete=stated.complete or _complete(content, title, paragraphs, turns),
        notes=content.notes,
        versions=content.versions,
        derived_from=stated.derived_from,
        url=url,
        capture=capture,
        archived_at=archived_at,
        reader=content.reader,
    )


def _locators(kept: Sequence[tuple[str, Paragraph]], kind: LocatorKind) -> Iterator[Locator]:
    """Each place where a page, column or time begins, once, in code points of the whole text."""
    offset, last = 0, None
    for text, paragraph in kept:
        places = [(0, paragraph.locator)] if paragraph.locator else []
        places += paragraph.further
        starts = _made_canonical(paragraph.text, text, [at for at, _ in places])
        for start, (_, name) in zip(starts, places, strict=True):
            if name != last:
                yield Locator(offset + start, kind, name)
                last = name
        offset += len(text) + 1


def _with_given(found: Sequence[Span], kept: Sequence[tuple[str, Paragraph]]) -> list[Span]:
    """The asides that were found and those that the source gives, in order; where two overlap, the given."""
    given: list[Span] = []
    offset = 0
    for text, paragraph in kept:
        ends = [end for aside in paragraph.asides for end in aside]
        places = _made_canonical(paragraph.text, text, ends)
        for start, end in zip(places[::2], places[1::2], strict=True):
            if start < end:
                given.append(Span(offset + start, offset + end))
        offset += len(text) + 1
    if not given:
        return list(found)
    starts = [span.start for span in given]
    # a found one lies apart from the given one before it and the given one after it
    apart = [
        span
        for span in found
        if ((at := bisect_left(starts, span.end)) == 0 or given[at - 1].end <= span.start)
    ]
    return sorted([*apart, *given], key=lambda span: span.start)


def _made_canonical(text: str, clean: str, places: Sequence[int]) -> list[int]:
    """Where these places of a paragraph, in order, lie when it has been made canonical."""
    if text == clean:
        return list(places)
    made: list[int] = []
    done = length = 0
    spaced = False
    for at in places:
        # Each stretch is made canonical once, so that many places in a long paragraph cost no more than few.
        stretch = clean_line("|" + text[done:at] + "|")[1:-1]
        if not length:
            stretch = stretch.lstrip()
        elif spaced:
            stretch = stretch.lstrip(" ")
        length += len(stretch)
        spaced = stretch.endswith(" ") if stretch else spaced
        done = max(done, at)
        made.append(min(length, len(clean)))
    return made


def _located(turn: Turn, locators: tuple[Locator, ...]) -> Turn:
    locator = locator_at(locators, turn.start)
    return replace(turn, locator=locator.text) if locator else turn


def _before(paragraphs: list[str], turns: tuple[Turn, ...]) -> list[str]:
    """The paragraphs in which nobody speaks yet: all, where nobody is labelled."""
    first = next((turn.start for turn in turns if turn.label is not None), None)
    if first is None:
        return paragraphs
    ends = accumulate(len(text) + 1 for text in paragraphs)
    return [text for text, end in zip(paragraphs, ends, strict=True) if end <= first]


def _nature(
    content: Content,
    title: str | None,
    paragraphs: list[str],
    turns: tuple[Turn, ...],
    url: str | None,
    language: str | None,
) -> Nature:
    if (url or "").startswith("urn:sha256:"):
        return Nature.EXCERPT  # typed in by hand: only such texts have no other address
    if content.nature is not Nature.UNKNOWN:
        return content.nature
    said = nature_of(title, _before(paragraphs, turns), language)
    if said is not Nature.UNKNOWN:
        return said
    if turns:
        return content.nature_labelled
    if content.nature_unlabelled is not Nature.UNKNOWN and is_third_person(paragraphs):
        return content.nature_unlabelled
    return Nature.UNKNOWN


def _complete(
    content: Content, title: str | None, paragraphs: list[str], turns: tuple[Turn, ...]
) -> Completeness:
    if content.complete is Completeness.NO:
        return content.complete
    if marks_omissions(paragraphs) and content.nature_labelled is not Nature.UNKNOWN:
        return Completeness.NO
    said = completeness_of(title, _before(paragraphs, turns), paragraphs)
    return content.complete if said is Completeness.UNKNOWN else said
