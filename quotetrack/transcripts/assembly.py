"""What a reader found, plus what a person states, as one transcript."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import Completeness, Locator, LocatorKind, Nature, Stated, Transcript, Turn, locator_at
from quotetrack.transcripts.asides import find_asides
from quotetrack.transcripts.canonical import clean_line
from quotetrack.transcripts.content import Content, Paragraph
from quotetrack.transcripts.ids import make_id
from quotetrack.transcripts.languages import detect
from quotetrack.transcripts.natures import completeness_of, is_third_person, marks_omissions, nature_of
from quotetrack.transcripts.turns import find_turns, given_turns


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
    asides = find_asides(text)
    title = stated.title or (clean_line(content.title) if content.title else None) or None
    speaker = stated.speaker or content.speaker
    openings = [paragraph.opening for _, paragraph in kept]
    if any(openings):
        turns = given_turns(paragraphs, openings, asides, speaker)
    else:
        emphasised = [clean_line(paragraph.emphasised) for _, paragraph in kept]
        turns = find_turns(paragraphs, emphasised, asides, speaker, content.label_style)
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
        language=stated.language or content.language or detect(text),
        publisher=stated.publisher or content.publisher,
        nature=stated.nature or _nature(content, title, paragraphs, turns, url),
        complete=stated.complete or _complete(content, title, paragraphs),
        notes=content.notes,
        versions=content.versions,
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
        for at, name in (*places, *paragraph.further):
            # As many code points as what stands before it comes to when it is made canonical.
            start = min(len(clean_line(paragraph.text[:at] + "|")) - 1, len(text)) if at else 0
            if name != last:
                yield Locator(offset + start, kind, name)
                last = name
        offset += len(text) + 1


def _located(turn: Turn, locators: tuple[Locator, ...]) -> Turn:
    locator = locator_at(locators, turn.start)
    return replace(turn, locator=locator.text) if locator else turn


def _nature(
    content: Content, title: str | None, paragraphs: list[str], turns: tuple[Turn, ...], url: str | None
) -> Nature:
    if (url or "").startswith("urn:sha256:"):
        return Nature.EXCERPT  # typed in by hand: only such texts have no other address
    if content.nature is not Nature.UNKNOWN:
        return content.nature
    said = nature_of(title, paragraphs)
    if said is not Nature.UNKNOWN:
        return said
    if turns:
        return content.nature_labelled
    if content.nature_unlabelled is not Nature.UNKNOWN and is_third_person(paragraphs):
        return content.nature_unlabelled
    return Nature.UNKNOWN


def _complete(content: Content, title: str | None, paragraphs: list[str]) -> Completeness:
    if content.complete is Completeness.NO:
        return content.complete
    if marks_omissions(paragraphs) and content.nature_labelled is not Nature.UNKNOWN:
        return Completeness.NO
    said = completeness_of(title, paragraphs)
    return content.complete if said is Completeness.UNKNOWN else said
