"""What a reader found, plus what a person states, as one transcript."""

from __future__ import annotations

from datetime import datetime

from quotetrack.errors import UnreadableTranscript
from quotetrack.model import Completeness, Nature, Stated, Transcript, Turn
from quotetrack.transcripts.asides import find_asides
from quotetrack.transcripts.canonical import clean_line
from quotetrack.transcripts.content import Content
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
        turns = find_turns(
            paragraphs,
            [clean_line(paragraph.emphasised) for _, paragraph in kept],
            [paragraph.locator for _, paragraph in kept],
            asides,
            speaker,
        )
    date = stated.date or content.date
    return Transcript(
        id=stated.id
        or make_id(stated.publisher or content.publisher_id, date or content.published, title, url, capture),
        text=text,
        turns=turns,
        asides=asides,
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
        url=url,
        capture=capture,
        archived_at=archived_at,
        reader=content.reader,
    )


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
    if content.complete is not Completeness.UNKNOWN:
        return content.complete
    if marks_omissions(paragraphs) and content.nature_labelled is not Nature.UNKNOWN:
        return Completeness.NO
    return completeness_of(title, paragraphs)
