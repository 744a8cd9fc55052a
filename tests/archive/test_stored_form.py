"""What is written as JSON comes back the same."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from quotetrack.archive.capture import Capture, CaptureKind
from quotetrack.archive.stored_form import (
    capture_form,
    capture_read,
    stated_form,
    stated_read,
    transcript_form,
    transcript_read,
)
from quotetrack.model import (
    Completeness,
    LanguageVersion,
    Locator,
    LocatorKind,
    Memento,
    Nature,
    Role,
    Span,
    Stated,
    Transcript,
    Turn,
)

plain = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
words = st.none() | plain
spans = st.lists(st.builds(Span, st.integers(0, 99), st.integers(0, 99)), max_size=3).map(tuple)
turns = st.builds(
    Turn,
    index=st.just(0),
    start=st.integers(0, 99),
    end=st.integers(0, 99),
    label=words,
    speaker=words,
    role=st.sampled_from(Role),
    language=words,
    translated_from=words,
    locator=words,
    asides=spans,
)
transcripts = st.builds(
    Transcript,
    id=st.text(st.characters(exclude_categories=("Cs",))),
    text=st.text(st.characters(exclude_categories=("Cs",))),
    turns=st.lists(turns, max_size=1).map(tuple),
    asides=spans,
    locators=st.lists(
        st.builds(Locator, st.integers(0, 99), st.sampled_from(LocatorKind), plain), max_size=2
    ).map(tuple),
    notes=st.lists(plain, max_size=2).map(tuple),
    versions=st.lists(st.builds(LanguageVersion, plain, plain), max_size=2).map(tuple),
    **dict.fromkeys(("title", "speaker", "date", "published", "place", "occasion", "language"), words),
    **dict.fromkeys(("publisher", "derived_from", "url", "capture", "reader"), words),
    nature=st.sampled_from(Nature),
    complete=st.sampled_from(Completeness),
    # Offsets, and no zones: an hour that a zone's clocks show twice equals nothing in another zone.
    archived_at=st.none()
    | st.datetimes(
        datetime(1990, 1, 1),
        timezones=st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
    ),
)


@given(transcripts)
def test_transcripts(transcript: Transcript) -> None:
    assert transcript_read(json.loads(json.dumps(transcript_form(transcript)))) == transcript


@given(
    st.builds(
        Stated,
        **dict.fromkeys(("id", "title", "publisher", "speaker", "date", "occasion", "language"), words),
        nature=st.none() | st.sampled_from(Nature),
        complete=st.none() | st.sampled_from(Completeness),
        labels=st.none() | st.dictionaries(st.text(), words, max_size=3).map(dict.items).map(tuple),
    )
)
def test_statements(stated: Stated) -> None:
    assert stated_read(json.loads(json.dumps(stated_form(stated)))) == stated


moments = st.datetimes(datetime(1990, 1, 1), timezones=st.just(UTC))
mementos = st.none() | st.builds(
    Memento, plain, plain, moments.map(lambda at: at.replace(microsecond=0)), plain
)


@given(
    st.builds(
        Capture,
        *(
            plain,
            plain,
            plain,
            moments,
            words,
            words,
            st.none() | st.integers(100, 999),
            st.just("a.warc.gz"),
        ),
        *(st.builds(Stated, title=words), st.sampled_from(CaptureKind), mementos, mementos),
    )
)
def test_captures(capture: Capture) -> None:
    form = json.loads(json.dumps(capture_form(capture)))
    assert capture_read(form, "a.warc.gz") == capture
    assert ("memento" in form, "independent" in form) == (bool(capture.memento), bool(capture.independent))
