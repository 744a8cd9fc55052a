"""Changing a record: what is changed is written anew, every other character stays."""

from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import QuotetrackError
from quotetrack.model import Kind, Nature, Person, Publication, Quote, Source, Stated
from quotetrack.records import load_record
from quotetrack.records.change import change_record

RECORD = """# yaml-language-server: $schema=quote.schema.json
# kept by hand
text: >-   # as the paper has it
  we will mend the old bridge
  before the winter comes
# who said it
speaker:
  name: Ann Smith   # the mayor
  # she was not yet re-elected
  role: Mayor
date: 2003-05-01   # a Thursday
occasion:
language: en
sources:
  # the town's own
  - url: https://example.org/a   # dead by now
    title: A speech
    labels:
      MAYOR SMITH: Ann Smith
      Q: null

  # the paper's
  - file: b.txt
    nature: prepared
tags: [bridge, "winter"]   # on one line
notes: |
  First line.

  Second line.

# the end
"""


def write(folder: Path, text: str = RECORD) -> Path:
    path = folder / "one.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def comments(text: str) -> list[str]:
    return [line[line.index("# ") :].strip() for line in text.splitlines() if "# " in line]


def changed(path: Path, quote: Quote) -> tuple[list[str], list[str]]:
    """The lines taken out and put in."""
    before = path.read_text().splitlines()
    assert change_record(path, quote) == quote
    assert load_record(path) == quote
    lines = list(difflib.ndiff(before, path.read_text().splitlines()))
    return [x[2:] for x in lines if x[0] == "-"], [x[2:] for x in lines if x[0] == "+"]


CHANGES = {
    "one word of one line": (
        lambda q: replace(q, date="2003-05-02"),
        ["date: 2003-05-01   # a Thursday"],
        ["date: 2003-05-02   # a Thursday"],
    ),
    "a field of a part": (
        lambda q: replace(q, speaker=replace(q.speaker, role="Governor")),
        ["  role: Mayor"],
        ["  role: Governor"],
    ),
    "a field before a comment": (
        lambda q: replace(q, speaker=replace(q.speaker, name="Ann B. Smith")),
        ["  name: Ann Smith   # the mayor"],
        ["  name: Ann B. Smith   # the mayor"],
    ),
    "a field that was left empty": (
        lambda q: replace(q, occasion="town meeting"),
        ["occasion:"],
        ["occasion: town meeting"],
    ),
    "a field that was not there": (
        lambda q: replace(q, original_language="ru"),
        [],
        ["original_language: ru"],
    ),
    "a field taken out": (lambda q: replace(q, language=None), ["language: en"], []),
    "a field of a source": (
        lambda q: replace(
            q,
            sources=(
                replace(q.sources[0], stated=replace(q.sources[0].stated, title="Another")),
                q.sources[1],
            ),
        ),
        ["    title: A speech"],
        ["    title: Another"],
    ),
    "a source more": (
        lambda q: replace(q, sources=(*q.sources, Source(url="https://example.org/c"))),
        [],
        ["  - url: https://example.org/c"],
    ),
    "a list on one line": (
        lambda q: replace(q, tags=("bridge", "river")),
        ['tags: [bridge, "winter"]   # on one line'],
        ["# on one line", "tags:", "  - bridge", "  - river"],
    ),
    "a switch": (lambda q: replace(q, private=True), [], ["private: true"]),
    "a part that was not there": (
        lambda q: replace(q, claimed_in=(Publication(citation="The Paper", quotation_marks=True),)),
        [],
        ["claimed_in:", "  - citation: The Paper", "    quotation_marks: true"],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_as_small_as_it_can_be(name: str, tmp_path: Path) -> None:
    path = write(tmp_path)
    change, out, put_in = CHANGES[name]
    assert changed(path, change(load_record(path))) == (out, put_in)


@pytest.mark.parametrize("name", CHANGES)
def test_comments_stay_and_line_ends_too(name: str, tmp_path: Path) -> None:
    path = write(tmp_path, "\ufeff" + RECORD.replace("\n", "\r\n"))
    change_record(path, CHANGES[name][0](load_record(path)))
    text = path.read_bytes().decode("utf-8-sig")
    assert sorted(comments(text)) == sorted(comments(RECORD))
    assert text.count("\n") == text.count("\r\n")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_nothing_changed_is_nothing_written(tmp_path: Path) -> None:
    path = write(tmp_path)
    before = path.stat().st_mtime_ns
    change_record(path, load_record(path))
    assert path.stat().st_mtime_ns == before
    assert path.read_text() == RECORD


@pytest.mark.parametrize(
    "text",
    ["{text: one line of words}", "text: words of it\n---\n", "text: [", "", "text: words\ntext: more\n"],
)
def test_what_cannot_be_changed_is_left_as_it_is(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(QuotetrackError):
        change_record(path, Quote("one", "other words"))
    assert path.read_text() == text


def test_a_record_that_is_none_is_not_written(tmp_path: Path) -> None:
    path = write(tmp_path)
    with pytest.raises(QuotetrackError, match="date"):
        change_record(path, replace(load_record(path), date="soon"))
    assert path.read_text() == RECORD


WORDS = (
    st.text(
        st.characters(codec="utf-8", exclude_categories=("C",)) | st.sampled_from("\n#:-'\"[]{}&*!|>%@`"),
        min_size=1,
    )
    .map(str.strip)
    .filter(lambda text: any(map(str.isalnum, text)))
)
LINE = (
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.sampled_from(" #:-"), min_size=1)
    .map(str.strip)
    .filter(bool)
)
STATED = st.builds(Stated, title=st.none() | LINE, nature=st.none() | st.sampled_from(list(Nature)))
SOURCE = st.builds(
    Source, url=st.sampled_from(["https://example.org/a", "https://example.org/z"]), stated=STATED
)
QUOTE = st.builds(
    Quote,
    id=st.just("one"),
    text=WORDS,
    kind=st.sampled_from(list(Kind)),
    speaker=st.none()
    | st.builds(Person, name=LINE, role=st.none() | LINE, other_names=st.lists(LINE, max_size=2).map(tuple)),
    date=st.none() | st.sampled_from(["2003", "2003-05-01", "2003~"]),
    occasion=st.none() | LINE,
    sources=st.lists(SOURCE, max_size=3).map(tuple),
    notes=st.none() | WORDS,
    tags=st.lists(LINE, max_size=3).map(tuple),
    private=st.booleans(),
)


@given(quote=QUOTE)
def test_any_record_can_become_any_other_or_stays_as_it_is(
    quote: Quote, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = write(tmp_path_factory.mktemp("change"))
    try:
        change_record(path, quote)
    except QuotetrackError:
        assert path.read_text() == RECORD
    else:
        assert load_record(path) == quote
        assert "# the end" in path.read_text()
        assert "# kept by hand" in path.read_text()
