"""A translated quote and its original in the exports: the sentences that answer, and what either lacks."""

from __future__ import annotations

import json
from typing import Any

from checked_records import Make, witness

from quotetrack.formats.exports import export

QUOTE = "France and Spain went to war. It is a mistake. We know."
TEXT = "Начали войну.  О погоде ни слова. Это ошибка. Мы знаем."
START = 100
ORIGINAL = witness(
    language="ru",
    wording=None,
    differences=[],
    passage={"text": TEXT, "start": START, "end": START + len(TEXT), "turn": None, "locator": None},
    parallel=[
        {
            "quote": {"start": 0, "end": 29},
            "original": [{"start": START, "end": START + 13}],
            "anchors": [],
            "missing": [
                {"text": "France", "start": 0, "end": 6, "elsewhere": True},
                {"text": "Spain", "start": 11, "end": 16, "elsewhere": False},
            ],
            "left_out": [],
            "passed_over": None,
        },
        {
            "quote": {"start": 30, "end": 46},
            "original": [{"start": START + 34, "end": START + 45}],
            "passed_over": {"start": START + 15, "end": START + 33},
        },
        {"quote": {"start": 47, "end": 55}, "original": []},
    ],
)
RECORD: dict[str, Any] = {"text": QUOTE, "language": "en", "original_language": "ru"}


def test_wikiquote_has_the_sentences_that_answer_and_a_mark_for_the_rest(make: Make) -> None:
    text = export("wikiquote", [make(RECORD, [ORIGINAL])]).text
    assert "** Original: {{lang|ru|Начали войну. […] Это ошибка.}}" in text


def test_the_annotation_says_what_either_side_has_alone_and_keeps_the_place(make: Make) -> None:
    (item,) = json.loads(export("webannotation", [make(RECORD, [ORIGINAL])]).text)["first"]["items"]
    (told,) = [body["value"] for body in item["body"] if body.get("purpose") == "describing"]
    assert "in 2 places: “Начали войну. […] Это ошибка.”" in told
    assert "not in the original's sentences here: “France”, “Spain” (nowhere else either)." in told
    assert "Nothing in the original answers to “We know.”" in told
    selectors = {selector["type"]: selector for selector in item["target"]["selector"]}
    assert selectors["TextQuoteSelector"]["exact"] == TEXT
    assert selectors["TextPositionSelector"]["start"] == START


def test_places_outside_of_the_passage_are_passed_over(make: Make) -> None:
    wrong = [{"quote": {"start": 0, "end": 5}, "original": [{"start": 5000, "end": 5010}]}]
    text = export("wikiquote", [make(RECORD, [ORIGINAL | {"parallel": wrong}])]).text
    assert "** Original: {{lang|ru|Начали войну." in text


def test_the_cautions_of_several_witnesses_go_with_the_others(make: Make) -> None:
    cautions = [{"name": "transcripts-disagree", "words": "other has “no” for “a”"}]
    for name in ("csv", "schema-org", "webannotation"):
        assert "transcripts-disagree" in export(name, [make(cautions=cautions)]).text
