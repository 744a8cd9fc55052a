"""The explanation of a transcript's speakers is what its turns say, and by the same rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from quotetrack.model import Role, Stated, Transcript
from quotetrack.transcripts.explaining import explain

Read = Callable[..., Transcript]

BRIEFING = (
    "President Bush Meets with Prime Minister Blair\n\n"
    "THE PRESIDENT: Welcome.\nPRIME MINISTER BLAIR: Thank you.\nQ: Why?\nTHE PRESIDENT: Because.\n"
    "Mr. SMITH: And I?"
)


def drift(transcript: Transcript, stated: Stated) -> list[object]:
    rows = explain(transcript, stated)
    said = {row.resolution.label: (row.resolution.speaker, row.resolution.role) for row in rows}
    labelled = [turn for turn in transcript.turns if turn.label is not None]
    assert sum(row.turns for row in rows) == len(labelled)
    kept = [row for row in rows if row.resolution.rule == "as-kept"]
    return [*kept, *(turn for turn in labelled if said[turn.label or ""] != (turn.speaker, turn.role))]


def test_a_briefing(read: Read) -> None:
    transcript = read(BRIEFING)
    rows = explain(transcript, Stated())
    assert drift(transcript, Stated()) == []
    assert [
        (r.resolution.label, r.turns, r.first, r.resolution.speaker, r.resolution.rule) for r in rows
    ] == [
        ("THE PRESIDENT", 2, 1, "Bush", "heading"),
        ("PRIME MINISTER BLAIR", 1, 2, "Blair", "own-words"),
        ("Q", 1, 3, None, "part"),
        ("Mr. SMITH", 1, 5, "Smith", "own-words"),
    ]


def test_what_is_stated_is_kept_and_shown(read: Read) -> None:
    labels = (("THE PRESIDENT", "George W. Bush"), ("Mr. SMITH", None), ("Mr. JONES", "Tom Jones"))
    transcript = read(BRIEFING, labels=labels)
    assert [turn.speaker for turn in transcript.turns if turn.label == "THE PRESIDENT"] == [
        "George W. Bush"
    ] * 2
    assert [turn.speaker for turn in transcript.turns if turn.label == "Mr. SMITH"] == [None]
    rows = explain(transcript, Stated(labels=labels))
    assert drift(transcript, Stated(labels=labels)) == []
    assert [row.resolution.rule for row in rows] == ["stated", "own-words", "part", "stated", "stated"]
    assert (rows[-1].turns, rows[-1].first) == (0, None)  # a label that stands nowhere is seen to


def test_what_the_source_itself_says_is_believed(read: Read) -> None:
    transcript = read(BRIEFING)
    turns = tuple(
        replace(turn, speaker="Robert Smith", role=Role.CHAIR) if turn.label == "Mr. SMITH" else turn
        for turn in transcript.turns
    )
    *_, row = explain(replace(transcript, turns=turns), Stated())
    assert (row.resolution.speaker, row.resolution.role, row.resolution.rule) == (
        "Robert Smith",
        Role.CHAIR,
        "as-kept",
    )


def test_no_labels_no_rows(read: Read) -> None:
    assert explain(read("We meet here in hard times."), Stated()) == ()


@pytest.mark.shared
def test_no_drift_on_real_pages(read: Read, shared_pages: Path) -> None:
    pages = [path for path in shared_pages.rglob("*") if path.is_file() and b"<" in path.read_bytes()[:500]]
    assert pages
    for page in pages:
        if page.name == "robots.txt":
            continue
        transcript = read(page.read_bytes(), media_type="text/html", url=f"https://example.org/{page.name}")
        assert drift(transcript, Stated()) == [], page
