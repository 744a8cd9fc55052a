"""Codings that others leave on what they keep, taken off; and digests in all the forms they write."""

from __future__ import annotations

import base64
import gzip
import hashlib
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.archive.decoding import decode, unchunked
from quotetrack.archive.fixity.records import matches
from quotetrack.errors import Refused


@given(parts=st.lists(st.binary(min_size=1, max_size=300)), extension=st.sampled_from([b"", b";a=b", b" "]))
def test_chunks_are_put_together(parts: list[bytes], extension: bytes) -> None:
    body = b"".join(b"%X%b\r\n%b\r\n" % (len(part), extension, part) for part in parts)
    assert unchunked(body + b"0\r\n\r\n") == b"".join(parts)
    if parts:
        with pytest.raises(Refused, match="cut"):
            unchunked(body)


@given(body=st.binary(max_size=300))
def test_what_has_no_chunks_is_left_or_refused_and_never_more(body: bytes) -> None:
    with suppress(Refused):
        assert len(unchunked(body)) <= len(body)


def test_a_page_that_begins_with_a_number_is_no_chunk() -> None:
    assert unchunked(b"2003\nwas a year.") == b"2003\nwas a year."


def test_digests_in_hex_and_base32() -> None:
    for name in ("sha1", "sha256", "md5"):
        raw = hashlib.new(name, b"words").digest()
        for value in (raw.hex(), raw.hex().upper(), base64.b32encode(raw).decode()):
            assert matches(f"{name}:{value}", b"words") is True
            assert matches(f"{name}:{value}", b"other") is False
    assert matches("sha-256:" + hashlib.sha256(b"words").hexdigest(), b"words") is True
    for unknown in ("", "blub:ab", "sha256", "shake_128:ab"):
        assert matches(unknown, b"words") in (None, False)


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
