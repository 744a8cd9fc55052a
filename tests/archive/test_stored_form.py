"""What is written as JSON comes back the same, and encodings come off bodies within their cap."""

from __future__ import annotations

import gzip
import json
import zlib
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.archive.decoding import decode
from quotetrack.archive.stored_form import stated_form, stated_read, transcript_form, transcript_read
from quotetrack.archive.warc_reading import DamagedWarc, read_records
from quotetrack.errors import ArchiveError, Refused
from quotetrack.model import (
    Completeness,
    LanguageVersion,
    Locator,
    LocatorKind,
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


@given(st.binary(max_size=2000), st.sampled_from(["gzip", "deflate", "x-gzip"]))
def test_decoding(body: bytes, coding: str) -> None:
    packed = zlib.compress(body) if coding == "deflate" else gzip.compress(body)
    assert decode(packed, [coding], cap=2000) == body


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate"]))
def test_any_bytes_decode_or_are_refused(body: bytes, coding: str) -> None:
    try:
        assert len(decode(body, [coding], cap=1000)) <= 1000
    except Refused as wrong:
        assert str(wrong)  # noqa: PT017 (either is right)


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_records_or_damaged(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, packed: bool
) -> None:
    path = tmp_path_factory.mktemp("warc") / "x.warc.gz"
    path.write_bytes(gzip.compress(b"WARC/1.1\r\n" + data) if packed else data)
    try:
        for record in read_records(path):
            assert isinstance(record.block, bytes)
    except DamagedWarc as wrong:
        assert isinstance(wrong, ArchiveError)  # noqa: PT017 (either is right)
