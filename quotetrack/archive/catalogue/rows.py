"""Captures and transcripts as rows of the catalogue, and back; lists and statements are JSON there."""

from __future__ import annotations

import json

from quotetrack.archive.capture import Capture, CaptureKind
from quotetrack.archive.catalogue.tables import Row
from quotetrack.archive.stored_form import (
    TRANSCRIPT_WORDS,
    locators_form,
    locators_read,
    memento_form,
    memento_read,
    spans_form,
    spans_read,
    stated_form,
    stated_read,
    time_read,
    time_text,
    turn_form,
    turn_read,
    versions_form,
    versions_read,
)
from quotetrack.model import Completeness, Memento, Nature, Stated, Transcript


def capture_row(capture: Capture) -> Row:
    """The values of the columns ``tables.CAPTURE``."""
    return (
        capture.address,
        capture.url,
        capture.digest,
        time_text(capture.archived_at),
        capture.media_type,
        capture.charset,
        capture.status,
        capture.warc,
        statement(capture.stated),
        capture.kind.value,
        _memento_text(capture.memento),
        _memento_text(capture.independent),
    )


def capture_of(row: Row) -> Capture:
    """What ``capture_row`` made a row of; raises KeyError, TypeError or ValueError on another row."""
    address, url, digest, archived_at, *answer, warc, stated, kind, memento, independent = row
    media_type, charset, status = answer
    return Capture(
        address=address,
        url=url,
        digest=digest,
        archived_at=time_read(archived_at),
        media_type=media_type,
        charset=charset,
        status=status,
        warc=warc,
        stated=statement_of(stated),
        kind=CaptureKind(kind),
        memento=_memento_of(memento),
        independent=_memento_of(independent),
    )


def transcript_row(transcript: Transcript) -> Row:
    """The values of the columns ``tables.TRANSCRIPT``."""
    return (
        transcript.id,
        *(getattr(transcript, name) for name in TRANSCRIPT_WORDS),
        transcript.nature.value,
        transcript.complete.value,
        time_text(transcript.archived_at) if transcript.archived_at else None,
        _text([turn_form(turn) for turn in transcript.turns]),
        _text(spans_form(transcript.asides)),
        _text(locators_form(transcript.locators)),
        _text(transcript.notes),
        _text(versions_form(transcript.versions)),
        _text(transcript.parts),
        _memento_text(transcript.memento),
        transcript.text,
    )


def transcript_of(row: Row) -> Transcript:
    """What ``transcript_row`` made a row of; raises KeyError, TypeError or ValueError on another row."""
    id, *words = row[: 1 + len(TRANSCRIPT_WORDS)]
    nature, complete, archived_at, *lists, memento, text = row[1 + len(TRANSCRIPT_WORDS) :]
    if not isinstance(text, str):
        raise TypeError("a transcript without a text")
    # Most lists are empty, and to parse five of them takes as long as all the rest.
    turns, asides, locators, notes, versions, parts = (json.loads(x) if x != "[]" else [] for x in lists)
    return Transcript(
        id=id,
        text=text,
        turns=tuple(turn_read(index, turn) for index, turn in enumerate(turns)),
        asides=spans_read(asides),
        locators=locators_read(locators),
        notes=tuple(notes),
        versions=versions_read(versions),
        parts=tuple(parts),
        memento=_memento_of(memento),
        nature=Nature(nature),
        complete=Completeness(complete),
        archived_at=time_read(archived_at) if archived_at else None,
        **dict(zip(TRANSCRIPT_WORDS, words, strict=True)),
    )


def statement(stated: Stated) -> str:
    """What somebody stated, as its column holds it."""
    return _text(stated_form(stated))


def statement_of(text: str) -> Stated:
    """What ``statement`` wrote; raises KeyError, TypeError or ValueError on anything else."""
    return stated_read(json.loads(text))


def _memento_text(memento: Memento | None) -> str | None:
    return _text(memento_form(memento)) if memento else None


def _memento_of(text: str | None) -> Memento | None:
    return memento_read(json.loads(text)) if text else None


def _text(form: object) -> str:
    return json.dumps(form, ensure_ascii=False)
