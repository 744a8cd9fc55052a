"""Annotations mean to a JSON-LD reader what they say: every key is a term, every address an IRI."""

from __future__ import annotations

import json
from typing import Any

import pytest
from checked_records import DIGEST, Make, witness
from pyld import jsonld

from quotetrack.formats.exports import export
from quotetrack.formats.exports.web_annotation import AROUND, CONTEXT

OA = "http://www.w3.org/ns/oa#"
AS = "http://www.w3.org/ns/activitystreams#"
IRI = {"@type": "@id"}
XSD = "http://www.w3.org/2001/XMLSchema#"
TERMS: dict[str, Any] = {
    # The terms of https://www.w3.org/TR/annotation-vocab/#json-ld-context that we use, as they stand there.
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
    **{
        name: f"{OA}{name}"
        for name in (
            "Annotation", "TextualBody", "SpecificResource", "TextQuoteSelector", "TextPositionSelector",
            "TimeState", "describing", "linking", "classifying", "tagging", "exact", "prefix", "suffix",
        )
    },
    "Software": f"{AS}Application",
    "AnnotationCollection": f"{AS}OrderedCollection",
    "AnnotationPage": f"{AS}OrderedCollectionPage",
    "body": IRI | {"@id": f"{OA}hasBody"},
    "target": IRI | {"@id": f"{OA}hasTarget"},
    "source": IRI | {"@id": f"{OA}hasSource"},
    "selector": IRI | {"@id": f"{OA}hasSelector"},
    "state": IRI | {"@id": f"{OA}hasState"},
    "cached": IRI | {"@id": f"{OA}cachedSource"},
    "generator": IRI | {"@id": f"{AS}generator"},
    "items": IRI | {"@id": f"{AS}items", "@container": "@list"},
    "first": IRI | {"@id": f"{AS}first"},
    "motivation": {"@type": "@vocab", "@id": f"{OA}motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": f"{OA}hasPurpose"},
    "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "name": "http://xmlns.com/foaf/0.1/name",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "generated": {"@id": "http://purl.org/dc/terms/issued", "@type": f"{XSD}dateTime"},
    "sourceDate": {"@id": f"{OA}sourceDate", "@type": f"{XSD}dateTime"},
    "start": {"@id": f"{OA}start", "@type": f"{XSD}nonNegativeInteger"},
    "end": {"@id": f"{OA}end", "@type": f"{XSD}nonNegativeInteger"},
    "total": {"@id": f"{AS}totalItems", "@type": f"{XSD}nonNegativeInteger"},
    "startIndex": {"@id": f"{AS}startIndex", "@type": f"{XSD}nonNegativeInteger"},
}  # fmt: skip


def expanded(text: str) -> dict[str, Any]:
    """The document as JSON-LD means it, the context served from here."""
    data = json.loads(text)

    def load(url: str, _options: object) -> dict[str, Any]:
        assert url == CONTEXT
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": TERMS}}

    assert keys(data) <= set(TERMS) | {"@context"}, "a key that is no term is dropped without a word"
    (found,) = jsonld.expand(data, {"documentLoader": load})
    return dict(found)


def keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*map(keys, value.values()))
    return set().union(*map(keys, value)) if isinstance(value, list) else set()


def test_an_annotation_is_read_as_what_it_is(make: Make) -> None:
    whole = expanded(export("webannotation", [make()]).text)
    (page,) = whole[f"{AS}first"]
    (annotation,) = page[f"{AS}items"][0]["@list"]
    assert annotation["@type"] == [f"{OA}Annotation"]
    assert annotation[f"{OA}motivatedBy"] == [{"@id": f"{OA}describing"}]
    (target,) = annotation[f"{OA}hasTarget"]
    assert target[f"{OA}hasSource"] == [{"@id": "https://example.org/speech?a=1&b=2"}]
    words, place = target[f"{OA}hasSelector"]
    assert words[f"{OA}exact"] == [{"@value": "the bridge is mended"}]
    assert len(words[f"{OA}prefix"][0]["@value"]) == len(words[f"{OA}suffix"][0]["@value"]) == AROUND
    assert (place[f"{OA}start"][0]["@value"], place[f"{OA}end"][0]["@value"]) == (10, 30)
    (state,) = target[f"{OA}hasState"]
    assert state[f"{OA}cachedSource"] == [{"@id": f"urn:{DIGEST}"}]
    assert state[f"{OA}sourceDate"][0] == {"@type": f"{XSD}dateTime", "@value": "2024-05-02T10:00:00Z"}
    assert jsonld.to_rdf(whole)["@default"], "and it is RDF"


def test_a_web_archive_s_copy_is_the_state(make: Make) -> None:
    memento = {"url": "https://web.example/2003/x", "at": "2003-02-01T00:00:00Z", "archive": "W"}
    item = items(export("webannotation", [make(witnesses=[witness(memento=memento)])]).text)[0]
    assert item["target"]["state"] == {
        "type": "TimeState",
        "sourceDate": "2003-02-01T00:00:00Z",
        "cached": "https://web.example/2003/x",
    }


def items(text: str) -> list[dict[str, Any]]:
    found = json.loads(text)["first"]["items"]
    assert isinstance(found, list)
    return found


def test_one_annotation_for_each_passage_and_the_same_ids_again(make: Make) -> None:
    two = [witness(), witness(transcript="other", capture=None), witness(transcript="third", passage=None)]
    exported = export("webannotation", [make(witnesses=two), make(verified=False, id="new")])
    again = export("webannotation", [make(witnesses=two)])
    assert exported.entries == 2
    assert [each.id for each in exported.left_out] == ["new"]
    ids = [item["id"] for item in items(exported.text)]
    assert ids == [item["id"] for item in items(again.text)]
    assert len(set(ids)) == 2


@pytest.mark.parametrize("url", ['package:a/b c".txt', "file:ä/<x>.txt", "import:talks/\x07\ud800", None])
def test_what_is_no_web_address_is_an_iri_all_the_same(make: Make, url: str | None) -> None:
    whole = expanded(export("webannotation", [make(witnesses=[witness(url=url)])]).text)
    (page,) = whole[f"{AS}first"]
    source = page[f"{AS}items"][0]["@list"][0][f"{OA}hasTarget"][0][f"{OA}hasSource"][0]["@id"]
    assert not set(source) & set(' "<>\\^`{|}\x07')
    assert ":" in source


def test_the_bodies_say_what_was_found(make: Make) -> None:
    bodies = {
        body["purpose"]: body["value"] for body in items(export("webannotation", [make()]).text)[0]["body"]
    }
    assert bodies["linking"] == "the bridge is broken"
    assert bodies["classifying"] == "differs"
    assert bodies["tagging"] == "bridge"
    assert "Caution: cut-short: but" in bodies["describing"]
    assert "“mended” in the transcript, “broken” in the quote" in bodies["describing"]
