"""Quotations and ClaimReviews as a JSON-LD reader takes them, and what never becomes one."""

from __future__ import annotations

import json
from typing import Any

import pytest
from checked_records import EVIDENCE, Make, review, witness
from pyld import jsonld

from quotetrack.formats.exports import export

SCHEMA = "https://schema.org/"
TERMS = {
    # https://schema.org: the properties of each type (its parents' included) that we use.
    "Quotation": {
        "identifier", "text", "inLanguage", "spokenByCharacter", "creator", "description", "recordedAt",
        "isPartOf", "isBasedOn", "keywords",
    },
    "CreativeWork": {
        "name", "url", "identifier", "dateCreated", "inLanguage", "genre", "archivedAt", "pagination",
    },
    "Person": {"name", "jobTitle", "alternateName"},
    "Event": {"name", "startDate"},
    "ClaimReview": {
        "claimReviewed", "author", "datePublished", "reviewRating", "reviewBody", "inLanguage",
        "itemReviewed",
    },
    "Rating": {"alternateName"},
    "Claim": {"text", "about", "appearance"},
}  # fmt: skip


def graph(text: str) -> list[dict[str, Any]]:
    """The nodes of the graph, after a JSON-LD reader has expanded it and found every key in its type."""

    def load(url: str, _options: object) -> dict[str, Any]:
        assert url.rstrip("/") == "https://schema.org"
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": {"@vocab": SCHEMA}}}

    for node in jsonld.expand(json.loads(text), {"documentLoader": load}):
        known(node)
    found = json.loads(text)["@graph"]
    assert isinstance(found, list)
    return found


def known(node: dict[str, Any]) -> None:
    if "@value" in node:
        return
    (kind,) = node["@type"]
    for name, values in node.items():
        if not name.startswith("@"):
            assert name.removeprefix(SCHEMA) in TERMS[kind.removeprefix(SCHEMA)], (kind, name)
            for value in values:
                known(value)


def test_a_quotation_that_differs_has_nobody_as_its_creator(make: Make) -> None:
    (node,) = graph(export("schema-org", [make()]).text)
    assert node["text"] == "the bridge is broken"
    assert node["spokenByCharacter"]["name"] == "Jane Doe"
    assert "creator" not in node
    assert node["description"].startswith("differs: Some words differ.")
    (passage,) = node["isBasedOn"]
    assert (passage["text"], passage["creator"]["name"]) == ("the bridge is mended", "Jane Doe")
    assert passage["isPartOf"]["url"] == "https://example.org/speech?a=1&b=2"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"status": "matches"}, True),
        ({"status": "matches", "speaker": "unlabelled"}, False),
        ({"status": "matches", "stale": True}, False),
        ({"status": "other-speaker", "speaker": "other"}, False),
    ],
)
def test_the_creator_is_who_a_transcript_names(make: Make, more: dict[str, Any], said: bool) -> None:
    (node,) = graph(export("schema-org", [make(**more)]).text)
    assert ("creator" in node) == said


def test_a_passage_that_shares_a_few_words_is_no_basis(make: Make) -> None:
    far = make(witnesses=[witness(wording="partial")], status="not-in-transcripts")
    assert "isBasedOn" not in graph(export("schema-org", [far]).text)[0]


def test_reported_speech_and_what_was_never_verified(make: Make) -> None:
    exported = export("schema-org", [make({"kind": "reported"}), make(verified=False, id="new")])
    assert [each.id for each in exported.left_out] == ["doe-bridge"]
    assert graph(exported.text)[0]["description"] == "Not verified yet."


def test_a_claimreview_is_a_person_s(make: Make) -> None:
    note = review(note="I was there.", seen={"description": "a tape"})
    (node,) = graph(export("claimreview", [make({"reviews": [note]})]).text)
    assert node["author"] == {"@type": "Person", "name": "Ann Lee"}
    assert node["claimReviewed"] == "Jane Doe, 2003-01-28: “the bridge is broken”"
    assert node["reviewRating"] == {"@type": "Rating", "alternateName": "Inaccurate"}
    assert node["reviewBody"] == "I was there.\nSeen by the reviewer: a tape"
    assert node["datePublished"] == "2024-05-02"
    claim = node["itemReviewed"]
    assert claim["appearance"] == [
        {"@type": "CreativeWork", "name": "The Paper", "url": "https://example.org/paper"}
    ]
    assert "author" not in claim, "who made the claim is not the speaker"


@pytest.mark.parametrize(
    ("reviews", "more", "why"),
    [
        ([], {}, "no person has reviewed it"),
        ([review(evidence="sha256:" + "0" * 64)], {}, "is stale"),
        ([review()], {"stale": True}, "is stale"),
        ([review()], {"verified": False}, "is stale"),
        ([review(conclusion="undecided")], {}, "is undecided"),
    ],
)
def test_what_is_no_claimreview(make: Make, reviews: Any, more: dict[str, Any], why: str) -> None:
    exported = export("claimreview", [make({"reviews": reviews}, **more)])
    assert (exported.text, exported.entries) == ("", 0)
    assert why in exported.left_out[0].reason


def test_who_signs_again_replaces_the_first(make: Make) -> None:
    twice = [review(), review(conclusion="accurate", evidence=EVIDENCE)]
    (node,) = graph(export("claimreview", [make({"reviews": twice})]).text)
    assert node["reviewRating"]["alternateName"] == "Accurate"
