"""Adding to a record: the entry arrives, and every other character stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import RecordError
from quotetrack.model import Excerpt, OwnEvidence, Review, Source
from quotetrack.records import load_record
from quotetrack.records.edit import add_review, add_source

SOURCE = Source(excerpt=Excerpt("раз\n[…]\nдва", "a: b"))
ADDED = """- excerpt:
    text: |-
      раз
      […]
      два
    citation: 'a: b'
"""
REVIEW = Review("me", "2020-01-01", "accurate", "sha256:" + "0" * 64, None)


def indented(text: str, columns: int) -> str:
    return "".join(" " * columns + line for line in text.splitlines(True))


def added(tmp_path: Path, before: str) -> str:
    path = tmp_path / "x.yaml"
    path.write_bytes(before.encode())
    quote = load_record(path)
    assert add_source(path, SOURCE).sources == (*quote.sources, SOURCE)
    return path.read_bytes().decode()


def test_comments_order_quoting_and_line_breaks_stay(tmp_path: Path) -> None:
    head = """# head
tags: ["a",  'b']   # flow
text: "a
  b"   # why
sources:
- url: https://example.org/a   # first

  # about the second
- file: 'b.txt'   # last
"""
    tail = """

# about the date
date: 2003-03-20
"""
    assert added(tmp_path, head + tail) == head + ADDED + tail


def test_after_a_block_that_looks_like_a_comment(tmp_path: Path) -> None:
    head = """text: a
sources:
    -   excerpt:
            citation: c
            text: |
              b
              # c
"""
    assert added(tmp_path, head + "\n# end\n") == head + indented(ADDED, 4) + "\n# end\n"


@pytest.mark.parametrize("written", ["sources:\n", "sources: []\n", "sources: # none yet\n"])
def test_to_an_empty_list(tmp_path: Path, written: str) -> None:
    after = added(tmp_path, f"text: a\n{written}date: 2003\n")
    assert after == f"text: a\n{written.replace(' []', '')}{indented(ADDED, 2)}date: 2003\n"


@pytest.mark.parametrize("end", ["", "\n", "\n...\n", "\n# end\n"])
def test_to_a_record_without_the_list(tmp_path: Path, end: str) -> None:
    after = added(tmp_path, f"text: a\ndate: 2003{end}")
    assert after == f"text: a\ndate: 2003\nsources:\n{indented(ADDED, 2)}{end.removeprefix(chr(10))}"


def test_windows_line_ends_and_byte_order_mark_stay(tmp_path: Path) -> None:
    after = added(tmp_path, "\ufefftext: a\r\nsources:\r\n  - url: https://example.org\r\n")
    assert after.startswith("\ufefftext: a\r\n")
    assert after.count("\n") == after.count("\r\n") == 9


def test_a_list_on_one_line_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("text: a\nsources: [{url: 'https://example.org'}]\n")
    with pytest.raises(RecordError, match=r"x\.yaml:2: sources: is written on one line"):
        add_source(path, SOURCE)
    path.write_text("{text: a}\n")
    with pytest.raises(RecordError, match="on one line"):
        add_source(path, SOURCE)
    assert path.read_text() == "{text: a}\n"


def test_a_review_is_added_and_a_wrong_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("text: a\n")
    path.chmod(0o640)
    assert add_review(path, REVIEW).reviews == (REVIEW,)
    assert load_record(path).reviews == (REVIEW,)
    assert path.stat().st_mode & 0o777 == 0o640
    before = path.read_bytes()
    with pytest.raises(RecordError, match=r"reviews\.1\.conclusion"):
        add_review(path, Review("me", "2020-01-01", "fine", "sha256:" + "0" * 64))
    assert path.read_bytes() == before


@given(
    st.lists(
        st.sampled_from(["# c\n", "\n", "  # d\n", "date: 2003 # e\n", "notes: |\n  f\n\n"]), unique=True
    ),
    st.lists(st.sampled_from(["# g\n", "\n", "    # h\n", "tags: [i]\n", "language: en\n"]), unique=True),
)
def test_nothing_else_changes(before: list[str], after: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.yaml"
        text = "".join([*before, "text: a\nsources:\n  - file: b  # j\n", *after])
        path.write_text(text)
        add_source(path, SOURCE)
        new = path.read_text()
    entry = indented(ADDED, 2)
    assert new.count(entry) == 1
    assert new.replace(entry, "") == text


@pytest.mark.parametrize("private", [False, True])
def test_evidence_of_the_reviewers_own_is_written_and_read(tmp_path: Path, private: bool) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("text: a\n")
    review = replace(REVIEW, seen=OwnEvidence("a tape: side two", private))
    add_review(path, review)
    assert load_record(path).reviews == (review,)
    assert ("private: true" in path.read_text()) == private
