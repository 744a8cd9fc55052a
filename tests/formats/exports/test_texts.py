"""Wikitext, tables and JSON lines: what their readers find in them is what the record says."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import mwparserfromhell
import pytest
from checked_records import Make, review, witness
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.exporting.checked import Checked, choose
from quotetrack.formats.exports import EXPORTS, export
from quotetrack.formats.exports.table import COLUMNS, harmless
from quotetrack.formats.exports.wikiquote import wikitext
from quotetrack.importing_quotes import read_file
from quotetrack.importing_quotes.draft import Draft

HOSTILE = (
    "'''[[not]] a {{template}}''' <ref>x</ref> ~~~~ __TOC__ &amp; [https://x.y z] -- = + {| |} ''i'' "
    "* x -{zh}- ISBN"
)


def test_every_format_has_its_module(make: Make) -> None:
    for format in EXPORTS:
        assert export(format, []).entries == 0
        text = export(format, [make({"reviews": [review()]})]).text
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


def test_a_bullet_its_transcript_its_citation(make: Make) -> None:
    text = export("wikiquote", [make()]).text
    lines = text.splitlines()
    assert lines[1:] == [
        "* the bridge is broken",
        "** In the transcript: the bridge is mended",
        "** Jane Doe, [https://example.org/speech?a=1&b=2 Address on the Bridge], town meeting, The Town, "
        "verbatim text, 28 January 2003 (saved 2 May 2024)",
        "** Circulates in The Paper, [https://example.org/paper]",
    ]
    assert lines[0].startswith("<!-- quotetrack, doe-bridge: differs. Some words differ.")


@pytest.mark.parametrize("status", ["not-in-transcripts", "differs", "other-speaker", "matches"])
def test_no_section_is_derived_from_a_verdict(make: Make, status: str) -> None:
    code = mwparserfromhell.parse(export("wikiquote", [make(status=status)]).text)
    assert not code.filter_headings()
    assert not code.filter_templates()


def test_the_original_stands_beside_the_translation(make: Make) -> None:
    spoken = witness(
        language="ru", wording=None, nature="excerpt", passage={"text": "мост|=", "start": 0, "end": 6}
    )
    text = export("wikiquote", [make({"original_language": "ru"}, [spoken])]).text
    assert "** Original: {{lang|ru|мост&#124;&#61;}}\n" in text
    (template,) = mwparserfromhell.parse(text).filter_templates()
    assert template.params[1].value.strip_code() == "мост|="


def test_hostile_words_come_back_as_they_are(make: Make, tmp_path: Path) -> None:
    page = tmp_path / "page.wiki"
    comment = make({"text": HOSTILE}, reason="--> * no quote <!-- --")
    page.write_text(export("wikiquote", [comment, make(id="two")]).text)
    assert "__TOC" not in page.read_text(), "a magic word, which the parser here does not know"
    drafts = [row.fields["text"] for row in read_file(page) if isinstance(row, Draft)]
    assert drafts == [HOSTILE, "the bridge is broken"]


@given(st.text(alphabet=st.sampled_from("ab '[]{}<>=*#:;|~_-&!/\"httpsé1"), min_size=1, max_size=40))
def test_any_words_are_words_to_the_wiki(words: str) -> None:
    words = " ".join(words.split())
    code = mwparserfromhell.parse(f"* {wikitext(words)}\n")
    assert not code.filter(
        forcetype=(
            mwparserfromhell.nodes.Template,
            mwparserfromhell.nodes.Wikilink,
            mwparserfromhell.nodes.Argument,
        )
    )
    shown = "".join(
        node.normalize() if isinstance(node, mwparserfromhell.nodes.HTMLEntity) else str(node)
        for node in code.nodes[1:]
    )
    assert " ".join(shown.split()) == words


def test_a_table_is_read_back(make: Make) -> None:
    hostile = make({"text": '=HYPERLINK("http://x")\n"q", -1', "notes": "@x"}, id="two")
    text = export("csv", [make(), hostile]).text
    first, second = csv.DictReader(io.StringIO(text, newline=""))
    assert tuple(first) == COLUMNS
    assert (first["text"], first["status"], first["passage"], first["start"]) == (
        "the bridge is broken", "differs", "the bridge is mended", "10",
    )  # fmt: skip
    assert second["text"] == '\'=HYPERLINK("http://x")\n"q", -1'
    assert second["notes"] == "'@x"


@given(st.text(alphabet=st.sampled_from("'=+-@\t\rab"), max_size=6))
def test_no_cell_is_a_formula_and_none_is_lost(cell: str) -> None:
    safe = harmless(cell)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))
    back = safe[1:] if safe.startswith("'") and safe.lstrip("'")[:1] in tuple("=+-@\t\r") else safe
    assert back == cell


def test_tables_and_lines_come_back_as_drafts(make: Make, tmp_path: Path) -> None:
    records = [
        make({"text": "=1+1 is two", "tags": ["a", "b"], "notes": "n"}),
        make({"text": "'-- so he said", "speaker": None, "private": True}, id="two"),
    ]
    for format in ("csv", "jsonl"):
        path = tmp_path / f"x.{format}"
        path.write_text(export(format, records).text, newline="")
        rows = list(read_file(path))
        assert all(isinstance(row, Draft) for row in rows), rows
        drafts = [row for row in rows if isinstance(row, Draft)]
        assert [draft.id for draft in drafts] == ["doe-bridge", "two"]
        assert [draft.fields["text"] for draft in drafts] == ["=1+1 is two", "'-- so he said"]
        assert drafts[0].fields["tags"] == ["a", "b"]
        assert drafts[0].fields["speaker"]["name"] == "Jane Doe"
        assert drafts[0].fields["sources"][0]["url"] == "https://example.org/speech?a=1&b=2"


def test_lines_hold_the_record_and_the_whole_verdict(make: Make) -> None:
    (line,) = export("jsonl", [make()]).text.splitlines()
    data = json.loads(line)
    assert data["schema"] == "quotetrack/export/1"
    assert data["speaker"]["other_names"] == ["J. Doe"]
    assert data["verdict"]["witnesses"][0]["passage"]["text"] == "the bridge is mended"


def test_private_evidence_of_a_reviewer_is_not_exported(tmp_path: Path) -> None:
    quotes = tmp_path / "quotes"
    quotes.mkdir()
    (quotes / "a.yaml").write_text(
        "text: words\nreviews:\n  - reviewer: Ann\n    date: 2024-05-02\n    conclusion: accurate\n"
        f"    evidence: 'sha256:{'0' * 64}'\n    seen: {{description: a secret tape, private: true}}\n"
    )
    chosen = choose(quotes, quotes / "verdicts", (), private=False)
    for format in EXPORTS:
        assert "secret" not in export(format, chosen.records).text


def test_lone_surrogates_can_be_written(make: Make) -> None:
    broken: Checked = make(witnesses=[witness(title="x \ud800 y")])
    broken = replace(broken, stored={"status": "differs", "reason": "\ud800"})
    for format in ("jsonl", "csl-json", "webannotation", "schema-org", "csv"):
        assert export(format, [broken]).text.encode("utf-8")
