"""The JSON Schema says the same as the loader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from quotetrack.errors import RecordError
from quotetrack.records import load_records, record_of, schema_text
from quotetrack.records.json_schema import json_schema
from quotetrack.records.parts import record_data

QUOTES = Path(__file__).parents[2] / "quotes"


def test_the_committed_copy_is_current() -> None:
    assert (QUOTES / "quote.schema.json").read_text() == schema_text()


def test_it_is_a_schema_and_describes_every_field() -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"] == "urn:quotetrack:quote:1"
    for part in (schema, *schema["$defs"].values()):
        for name, field in part.get("properties", {}).items():
            assert "description" in field or "$ref" in field, name


def test_the_projects_own_records_follow_it() -> None:
    quotes, errors = load_records(QUOTES)
    assert not errors
    for quote in quotes:
        jsonschema.validate(record_data(quote), json_schema())


@pytest.mark.parametrize(
    "data",
    [
        {"text": "a", "date": "2003"},
        {"text": "a", "kind": "reported", "key_terms": ["b"]},
        {"text": "a", "kind": "reported"},
        {"text": "a", "sources": [{"url": "https://example.org", "complete": "no"}]},
        {"text": "a", "sources": [{"file": "b", "labels": {"THE PRESIDENT": "George W. Bush", "Q": None}}]},
        {"text": "a", "sources": [{"file": "b", "labels": {}}]},
        {"text": "a", "sources": [{"file": "b", "labels": {"Q": 1}}]},
        {"text": "a", "sources": [{"file": "b", "labels": {"Q": ""}}]},
        {"text": "a", "sources": [{"file": "b", "labels": {"": "c"}}]},
        {"text": "a", "sources": [{"file": "b", "labels": ["Q"]}]},
        {},
        {"text": ""},
        {"text": "a", "key_terms": ["b"]},
        {"text": "a", "unknown": "b"},
        {"text": "a", "sources": [{}]},
        {"text": "a", "sources": [{"url": "https://example.org", "file": "b"}]},
        {"text": "a", "claimed_in": [{}]},
        {"text": "a", "claimed_in": [{"citation": "b", "place": "margin"}]},
        {"text": "a", "private": "yes"},
        {
            "text": "a",
            "reviews": [{"reviewer": "b", "date": "2003", "conclusion": "accurate", "evidence": "c"}],
        },
    ],
)
def test_schema_and_loader_agree(data: dict[str, Any]) -> None:
    try:
        record_of("x", data)
    except RecordError:
        allowed = False
    else:
        allowed = True
    assert jsonschema.Draft202012Validator(json.loads(schema_text())).is_valid(data) == allowed
