"""Collections of every kind: each row becomes a draft or a reason, in bounded memory."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quotetrack.errors import QuotetrackError
from quotetrack.importing_quotes import FORMATS, read_file
from quotetrack.importing_quotes.draft import Draft, Rejected
from quotetrack.importing_quotes.formats import guess


@pytest.fixture
def read(tmp_path: Path) -> Any:
    """Reads a file with this content."""

    def reading(name: str, content: str | bytes, format: str | None = None) -> list[Draft | Rejected]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
        return list(read_file(path, format))

    return reading


def told(rows: list[Draft | Rejected]) -> list[Any]:
    """The texts of drafts and the reasons of the rest, each with the end of its place."""
    return [
        (row.place.partition(".")[2].partition(":")[2].strip(), row.fields["text"])
        if isinstance(row, Draft)
        else (row.place.partition(".")[2].partition(":")[2].strip(), row.reason)
        for row in rows
    ]


def test_a_table(read: Any) -> None:
    rows = read(
        "a.csv",
        "Quote;Author;Date;claimed-in;tags;source;role\n"
        '"One; two";Jane;2001;https://a.b/c | The Paper;x | y;speech.txt;Mayor\n'
        "=1;X\n;X\n'=2;X\n'tis so;X\na;b;c;d;e;f;g;h\n\n"
        '"over\nlines";X\n',
    )
    assert told(rows) == [
        ("2", "One; two"),
        ("3", "=1"),
        ("4", "text is missing"),
        ("5", "=2"),
        ("6", "'tis so"),
        ("7", "8 values for 7 columns; is a quotation mark missing?"),
        ("9", "over\nlines"),
    ]
    assert rows[0].fields == {
        "text": "One; two",
        "date": "2001",
        "tags": ["x", "y"],
        "speaker": {"name": "Jane", "role": "Mayor"},
        "claimed_in": [{"url": "https://a.b/c"}, {"citation": "The Paper"}],
        "sources": [{"file": "speech.txt"}],
    }


def test_bad_bytes_long_lines_and_an_open_quotation_mark(read: Any) -> None:
    rows = read(
        "a.csv",
        b"text,speaker\ncaf\xe9 au lait,X\n" + b"y" * (2 << 20) + b",X\nfine words,X\n"
        b'"never closed,X\n' + b"more words,X\n" * 5000,
    )
    assert [place for place, _ in told(rows)] == ["2", "3", "4", "5"]
    assert "not UTF-8" in rows[0].reason
    assert "longer than 1 MiB" in rows[1].reason
    assert rows[2].fields["text"] == "fine words"
    assert rows[3].reason.endswith("(lines 5 to 5005)")


@pytest.mark.parametrize("content", ["", "\n", "a,b\n1,2\n", "\x00\x01\x02"])
def test_what_is_no_table(read: Any, content: str) -> None:
    (row,) = read("a.csv", content, "csv")
    assert row.whole
    assert "no column text" in row.reason


def test_json_lines(read: Any) -> None:
    lines: list[Any] = [
        {
            "quotation": "Hello there",
            "author": {"name": "Jane", "role": "Mayor"},
            "date": 2001,
            "private": True,
        },
        {"text": "ours wins", "quote": "theirs", "reviews": [{}], "verdict": {}, "status": "matches"},
        {"text": 5},
        [1],
        {"text": "x" * 20_001},
        {"text": "a\u0007b"},
        {"text": "fine", "tags": ["t"] * 51},
        {"text": "fine", "speaker": "s" * 20_001},
        {"text": "fine", "private": "perhaps"},
        {"text": "fine", "claimed_in": 7},
        {"text": "lone \ud800"},
    ]
    rows = read("a.jsonl", "\n".join(map(json.dumps, lines)) + '\n{"broken": 5\n\n' + '{"a":' * 3000 + "\n")
    assert [reason.partition(";")[0][:40] for _, reason in told(rows)] == [
        "Hello there",
        "ours wins",
        "text must be text",
        "a JSON object is needed",
        "text has 20,001 characters",
        "text holds a character that is no text (",
        "tags has 51 entries",
        "speaker is longer than 20,000 characters",
        "private must be yes or no",
        "claimed_in must be a list or text",
        "text holds a character that is no text (",
        "not JSON (Expecting ',' delimiter: line ",
        "nested too deeply" if sys.version_info < (3, 13) else rows[-1].reason[:40],
    ]
    assert rows[0].fields["private"] is True
    assert set(rows[1].fields) == {"text"}


def mark(exact: str, **more: Any) -> dict[str, Any]:
    selector = [{"type": "TextPositionSelector", "start": 1}, {"type": "TextQuoteSelector", "exact": exact}]
    return {"uri": "https://a.b/c", "target": [{"source": "https://a.b/c", "selector": selector}]} | more


def test_hypothesis(read: Any) -> None:
    world = {"permissions": {"read": ["group:__world__"]}, "group": "__world__"}
    document = {"document": {"title": ["The Paper"]}, "text": "He **said**\n\nso", "tags": ["one", " "]}
    rows = read(
        "h.json",
        json.dumps(
            {
                "total": 5,
                "rows": [
                    mark("public words", **world, **document),
                    mark("group words", group="abc", permissions={"read": ["group:abc"]}),
                    {"uri": "https://a.b/c", "target": [{"source": "x"}], "text": "a page note"},
                    {"references": ["x"], "target": [{"source": "x"}]},
                    mark("no address", uri="chrome://x", **world),
                    7,
                ],
            }
        ),
    )
    assert [reason for _, reason in told(rows)] == [
        "public words",
        "group words",
        "it marks no words of the page",
        "a reply, no quote",
        "no address",
        "an annotation is a JSON object",
    ]
    assert rows[0].fields == {
        "text": "public words",
        "claimed_in": [{"url": "https://a.b/c", "citation": "The Paper"}],
        "notes": "He **said**\n\nso",
        "tags": ["one"],
    }
    assert rows[1].fields["private"] is True
    assert rows[4].fields["claimed_in"] == [{"citation": "chrome://x"}]
    assert rows[5].place.endswith("h.json: annotation 6")


def annotation(**more: Any) -> dict[str, Any]:
    refined = {"type": "TextQuoteSelector", "exact": "marked words"}
    target = {"source": {"id": "https://a.b/c"}, "selector": {"type": "XPathSelector", "refinedBy": refined}}
    return {"type": "Annotation", "target": target, "bodyValue": "a note"} | more


@pytest.mark.parametrize(
    "shape",
    [
        lambda one: one,
        lambda one: [one],
        lambda one: {"type": "AnnotationPage", "items": [one]},
        lambda one: {"type": "AnnotationCollection", "first": {"items": [one]}, "total": 1},
        lambda one: {"@graph": [one]},
    ],
)
def test_web_annotations_in_all_their_shapes(read: Any, shape: Any) -> None:
    whole = json.dumps(shape(annotation()), indent=1)
    (row,) = read("w.json", whole)
    assert row.fields == {
        "text": "marked words",
        "claimed_in": [{"url": "https://a.b/c"}],
        "notes": "a note",
    }
    (again,) = read("w.json.gz", gzip.compress(whole.encode()), "webannotation")
    assert again.fields == row.fields


def test_bodies_targets_and_what_is_no_annotation(read: Any) -> None:
    body = [{"type": "TextualBody", "value": "why"}, {"value": "tag", "purpose": "tagging"}, "https://x"]
    target = annotation()["target"]
    rows = read(
        "w.json",
        json.dumps(
            [
                annotation(body=body, target=[target, target, "https://x"]),
                {"type": "Note"},
                annotation(target="x"),
            ]
        ),
        "webannotation",
    )
    assert [row.place.partition("json: ")[2] for row in rows] == [
        "annotation 1, target 1",
        "annotation 1, target 2",
        "annotation 2",
        "annotation 3",
    ]
    assert rows[0].fields["tags"] == ["tag"]
    assert rows[0].fields["notes"] == "a note\nwhy"
    assert "no Annotation" in rows[2].reason
    assert "marks no words" in rows[3].reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[" * 100_000, "nested too deeply"),
        ('{"rows": [{"uri": "' + "x" * (5 << 20), "more than 4 MiB"),
        ("5", "neither an annotation nor a list"),
        ("", "not JSON"),
        ("\xff\xfe", "not JSON"),
        ('{"rows": [', "not JSON, or cut short"),
    ],
)
def test_documents_that_cannot_be_read(read: Any, content: str, reason: str) -> None:
    (row,) = read("h.json", content.encode("latin-1"), "hypothesis")
    assert row.whole
    assert reason in row.reason


def test_a_document_that_is_cut_keeps_what_stands_before(read: Any) -> None:
    whole = json.dumps([mark("first words"), mark("second words")])
    first, cut = read("h.json", whole[:-20], "hypothesis")
    assert first.fields["text"] == "first words"
    assert cut.place.endswith("after annotation 1")
    assert not cut.whole
    packed = gzip.compress(json.dumps([mark(f"words {n} {'x' * 500}") for n in range(2000)]).encode())
    assert "gzip file is cut" in read("h.json.gz", packed[:-100], "hypothesis")[-1].reason
    assert read("h.json", '{"total": 0, "rows": []}') == []


def test_quotebank(read: Any) -> None:
    row = {
        "quoteID": "2019-05-04-000123",
        "quotation": "it is what it is",
        "speaker": "Ann Lee",
        "qids": ["Q1"],
        "date": "2019-05-04 13:09:04",
        "numOccurrences": 30,
        "probas": [["Ann Lee", "0.8"], ["None", "0.2"]],
        "urls": [f"http://a.b/{n}" for n in range(30)],
        "phase": "E",
    }
    wrong = ({"probas": [["a", "b"]]}, {"urls": 5}, {"quotation": " "})
    bad = [{"articleID": "x"}, {"quoteID": "x"}, *(row | more for more in wrong)]
    rows = read("q.json", "\n".join(map(json.dumps, [row, row | {"speaker": "None"}, *bad])))
    assert "date" not in rows[0].fields, "the date of an article is not that of the speech"
    assert rows[0].fields["speaker"] == {"name": "Ann Lee"}
    assert rows[0].fields["claimed_in"][0] == {
        "citation": "Quotebank 2019-05-04-000123, earliest article 2019-05-04"
    }
    assert len(rows[0].fields["claimed_in"]) == 21
    assert rows[0].fields["notes"] == (
        "Who spoke, as Quotebank reckons it by machine: Ann Lee 80%, nobody named 20%. Wikidata: Q1. "
        "Found in 30 articles, of which 20 are named here."
    )
    assert "speaker" not in rows[1].fields
    assert [row.reason for row in rows[2:]] == [
        "of the article-centric version; the quotation-centric one is read",
        "quotation is missing",
        "probas must hold names and probabilities",
        "urls must be a list",
        "quotation is empty",
    ]


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        ("a.csv", "text,x\n", "csv"),
        ("a.txt", "quote;author\n", "csv"),
        ("a.jsonl", '{"text": "x"}\n', "jsonl"),
        ("a.json", '{"quoteID": "x"}', "quotebank"),
        ("a.json", '{"total": 1, "rows": []}', "hypothesis"),
        ("a.json", '{"@context": "http://www.w3.org/ns/anno.jsonld"}', "webannotation"),
        ("a.json", '[{"type": "Annotation"}]', "webannotation"),
        ("a.wiki", "words", "wikiquote"),
        ("a.txt", "'''A'''\n== Quotes ==\n* x\n", "wikiquote"),
    ],
)
def test_the_format_shows(tmp_path: Path, name: str, content: str, format: str) -> None:
    assert format in FORMATS
    (tmp_path / name).write_text(content)
    assert guess(tmp_path / name) == format
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content.encode()))
    assert guess(tmp_path / f"{name}.gz") == format


def test_a_format_that_does_not_show_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("some words\n")
    for path in (tmp_path / "a.txt", Path("-")):
        with pytest.raises(QuotetrackError, match="--format"):
            guess(path)
    with pytest.raises(QuotetrackError, match="cannot be read"):
        guess(tmp_path / "none.csv")
    with pytest.raises(QuotetrackError, match="cannot be read"):
        guess(tmp_path)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        def __init__(self, data: bytes) -> None:
            self.buffer = io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]

    def rows(data: bytes, format: str) -> Iterator[Draft | Rejected]:
        monkeypatch.setattr(sys, "stdin", Input(data))
        return read_file(Path("-"), format)

    (row,) = rows(b'{"text": "words"}\n', "jsonl")
    assert row == Draft("-:1", {"text": "words"})
    (row,) = rows(json.dumps([mark("words")]).encode(), "hypothesis")
    assert isinstance(row, Draft)
