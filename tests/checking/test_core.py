"""An article's quotations against an archive: verdicts, records, reviews, and what stops a pipeline."""

from __future__ import annotations

from dataclasses import replace

import pytest
from speeches import ARTICLE, EXPECTED

from quotetrack.archive import Archive
from quotetrack.checking import Checked, Checker, Level, check_article, standing
from quotetrack.checking.checked import PRONOUN, UNHEARD
from quotetrack.commands.options import FAIL_ON
from quotetrack.model import Kind, Person, Quote, Review, Status
from quotetrack.quotations import Document, Form, read_document

STOPPING = frozenset(map(Status, FAIL_ON))


def read(text: str) -> Document:
    return read_document(text.encode(), "a.md", form=Form.MARKDOWN)


def told(checked: Checked) -> tuple[str, str, str | None, str | None, str]:
    """As ``EXPECTED`` has it."""
    words = " ".join(checked.quotation.text.split()[:4])
    status = checked.verdict.status.value if checked.verdict else None
    quotation = checked.quotation
    return words, quotation.kind.value, quotation.speaker, status, standing(checked, STOPPING).level.value


def test_the_quotations_of_an_article(archive: Archive) -> None:
    results = [told(checked) for checked in check_article(read(ARTICLE), archive)]
    assert [result[1:] for result in results] == [expected[1:] for expected in EXPECTED]
    assert all(r[0].startswith(e[0][: len(r[0])]) for r, e in zip(results, EXPECTED, strict=True))


def test_places_are_those_of_the_file(archive: Archive) -> None:
    lines = ARTICLE.split("\n")
    for checked in check_article(read(ARTICLE), archive):
        first = checked.quotation.text.split()[0]
        assert lines[checked.place.line - 1][checked.place.column - 1 :].startswith(first)
        last = checked.quotation.text.split()[-1]
        assert lines[checked.end.line - 1][: checked.end.column - 1].endswith(last)


def test_why_a_quotation_does_not_stop(archive: Archive) -> None:
    results = {told(c)[0]: c for c in check_article(read(ARTICLE), archive)}
    assert standing(results["We bake our bread"], STOPPING).because == UNHEARD
    assert not results["We bake our bread"].heard
    other = results["We refuse to live"]
    assert standing(other, STOPPING).level is Level.STOP
    given = other.quotation.attribution
    assert given is not None
    guessed = replace(other, quotation=replace(other.quotation, attribution=replace(given, inferred=True)))
    assert standing(guessed, STOPPING).because == PRONOUN
    assert standing(other, frozenset()).level is Level.PASS


@pytest.mark.parametrize(
    "text",
    [
        "The “so-called permission slip of our people” was a phrase.",
        "“America will never seek a permission slip to defend the security of our people.”",
        "A banner: “America will never seek a permission slip to defend the security of our people.”",
        "Officials said “America will never seek a permission slip to defend the security of our people.”",
        "The film “America Will Never Seek a Permission Slip” is long.",
    ],
)
def test_what_is_given_to_nobody_named_never_stops(archive: Archive, text: str) -> None:
    results = check_article(read(text), archive)
    assert results
    every = frozenset(Status)
    assert not [r for r in results if standing(r, every).level is Level.STOP]


def test_nobodys_words_that_differ_from_known_ones_are_noted_and_unfound_ones_are_not(
    archive: Archive,
) -> None:
    text = f"A banner: “{WORDS}” Another: “Nobody here has ever thought of the bakers at all.”"
    known, unknown = check_article(read(text), archive)
    assert standing(known, STOPPING).level is Level.NOTE
    assert standing(unknown, STOPPING).level is Level.PASS


WORDS = "America will never seek a permission slip to defend the security of our people."


def quote(**more: object) -> Quote:
    made = Quote("permission-slip", WORDS, speaker=Person("George W. Bush"), language="en")
    return replace(made, **more)  # type: ignore[arg-type]


def check_one(archive: Archive, *records: Quote, text: str = f"George Bush said “{WORDS}”") -> Checked:
    (checked,) = check_article(read(text), archive, records)
    return checked


def test_words_with_a_record_are_checked_as_that_record(archive: Archive) -> None:
    checked = check_one(archive, quote())
    assert checked.record == "permission-slip"
    assert checked.verdict is not None
    assert checked.verdict.quote.id == "permission-slip"
    assert standing(checked, STOPPING).level is Level.STOP


def test_a_current_review_lets_it_through_and_a_stale_one_does_not(archive: Archive) -> None:
    unsigned = check_one(archive, quote()).verdict
    assert unsigned is not None
    signed = Review("Ann Lee", "2024-05-02", "accurate", evidence=unsigned.evidence)
    cleared = check_one(archive, quote(reviews=(signed,)))
    assert standing(cleared, STOPPING).level is Level.CLEARED
    stale = replace(signed, evidence="sha256:" + "0" * 64)
    assert standing(check_one(archive, quote(reviews=(stale,))), STOPPING).level is Level.STOP
    against = replace(signed, conclusion="misleading", reviewer="Bo Li")
    assert standing(check_one(archive, quote(reviews=(signed, against))), STOPPING).level is Level.STOP


@pytest.mark.parametrize(
    ("record", "text", "same"),
    [
        (quote(), f"George Bush said, “{WORDS.rstrip('.')},” and left.", True),
        (quote(speaker=None), f"George Bush said “{WORDS}”", True),
        (quote(), f"He said “{WORDS}”", True),
        (quote(), f"“{WORDS.replace(' to defend', ',” George Bush said, “to defend')}”", True),
        (quote(), f"George Bush said “{WORDS.replace('slip', 'slip …')}”", False),
        (quote(), f"George Bush said “{WORDS.replace('never', 'never [ever]')}”", False),
        (quote(), f"George Bush said “{WORDS.replace('our', 'oür')}”", False),
        (quote(), f"Jimmy Carter said “{WORDS}”", False),
        (quote(kind=Kind.REPORTED), f"George Bush said “{WORDS}”", False),
    ],
)
def test_only_the_very_words_of_the_same_speaker_are_a_record(
    archive: Archive, record: Quote, text: str, same: bool
) -> None:
    (checked, *_) = check_article(read(text), archive, [record])
    assert (checked.record == record.id) is same


def test_an_empty_archive_has_nothing_to_compare_with(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Archive.open(tmp_path_factory.mktemp("empty") / "archive") as archive:
        results = check_article(read(ARTICLE), archive)
    assert {r.verdict.status for r in results if r.verdict} == {Status.UNCHECKED}
    assert not [r for r in results if standing(r, STOPPING).level is Level.STOP]


def test_a_checker_serves_several_articles(archive: Archive) -> None:
    checker = Checker(archive, [quote()])
    for _ in range(2):
        (checked,) = checker.check(read(f"George Bush said “{WORDS}”"))
        assert checked.record == "permission-slip"
    assert list(checker.check(read("No words."))) == []
