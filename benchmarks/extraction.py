"""Quotations found in real articles, held against marks made by hand.

    python benchmarks/extraction.py            the table of docs/benchmarks.md
    python benchmarks/extraction.py --misses   what was missed or wrong, a line each
    python benchmarks/extraction.py --gate     exit code 1 where a figure is under its floor in floors.toml

The texts are in articles/, by others, under licences that allow it; marks.json says where each is from.
The rules were mended after their mistakes on the first set had been looked at; the fresh set was marked
after that.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from quotetrack.quotations import Quotation, quotations, read_document
from quotetrack.verification.names import same_name

ARTICLES = Path(__file__).with_name("articles")
FLOORS = ARTICLES / "floors.toml"
_EDGE = " \n,.;:!?…–—-\"'“”‘’«»„"


@dataclass(frozen=True)
class Mark:
    """A quotation as a person marked it."""

    words: str
    start: int
    """Code points of the file."""
    end: int
    given: bool
    """Whether the text gives it to anybody, by name or not."""
    speakers: tuple[str, ...] = ()
    """Names that are right, as full as the text has them."""
    body: bool = False
    """It is given to a body or a paper; naming that is neither right nor wrong."""


@dataclass
class Share:
    """A precision and a recall, counted."""

    right: int = 0
    said: int = 0
    """By the program."""
    wanted: int = 0
    """By the marks."""

    def add(self, other: Share) -> None:
        self.right += other.right
        self.said += other.said
        self.wanted += other.wanted

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 1.0


@dataclass
class Score:
    """What is measured."""

    found: Share = field(default_factory=Share)
    """Quotations of any kind, outermost, at their very words."""
    given: Share = field(default_factory=Share)
    """Told to be somebody's words."""
    named: Share = field(default_factory=Share)
    """Given to the right person by name."""

    def add(self, other: Score) -> None:
        self.found.add(other.found)
        self.given.add(other.given)
        self.named.add(other.named)


def texts() -> Iterator[tuple[str, str, tuple[Mark, ...]]]:
    """Name, set and marks of each text."""
    for name, entry in json.loads((ARTICLES / "marks.json").read_text(encoding="utf-8")).items():
        text = (ARTICLES / name).read_text(encoding="utf-8")
        yield (
            name,
            f"{entry['set']}, {entry['language']}",
            tuple(_mark(text, mark) for mark in entry["quotations"]),
        )


def score(name: str, marks: Sequence[Mark]) -> tuple[Score, list[str]]:
    """The score of one text, and a line for each thing that is not right."""
    text = (ARTICLES / name).read_text(encoding="utf-8")
    document = read_document(text.encode(), name)
    result, lines = Score(), []
    lines_at = [0, *(at + 1 for at, c in enumerate(text) if c == "\n")]
    wanted = {_key(text, mark.start, mark.end): mark for mark in marks}
    for quotation in quotations(document):
        if quotation.nested:
            continue
        start, end = document.place(quotation.span.start), document.end_place(quotation.span.end)
        place = (lines_at[start.line - 1] + start.column - 1, lines_at[end.line - 1] + end.column - 1)
        mark = wanted.pop(_key(text, *place), None)
        result.found.said += 1
        result.found.right += mark is not None
        result.given.said += quotation.kind.claimed
        result.given.right += quotation.kind.claimed and mark is not None and mark.given
        named = quotation.kind.claimed and quotation.speaker is not None
        right = (
            named and mark is not None and any(same_name(quotation.speaker or "", s) for s in mark.speakers)
        )
        if not (mark is not None and mark.body):
            result.named.said += named
            result.named.right += right
        if mark is None:
            lines.append(f"{name}: no mark: {_said(quotation)}")
        elif mark.given != quotation.kind.claimed or (named and not right and not mark.body):
            lines.append(f"{name}: wrong: {_said(quotation)}; marked {_meant(mark)}")
        elif mark.speakers and not named:
            lines.append(f"{name}: no name: {_said(quotation)}; marked {_meant(mark)}")
    lines += [f"{name}: missed: {mark.words[:70]!r}, {_meant(mark)}" for mark in wanted.values()]
    result.found.wanted += len(marks)
    result.given.wanted += sum(mark.given for mark in marks)
    result.named.wanted += sum(bool(mark.speakers) for mark in marks)
    return result, lines


def run() -> tuple[dict[str, Score], list[str]]:
    """The scores of each set, whole and by language, and everything that is not right."""
    scores: dict[str, Score] = {}
    lines: list[str] = []
    for name, group, marks in texts():
        of_text, wrong = score(name, marks)
        lines += wrong
        for each in (group, group.split(",")[0]):
            scores.setdefault(each, Score()).add(of_text)
    return dict(sorted(scores.items())), lines


def missed(scores: Mapping[str, Score], floors: Mapping[str, Mapping[str, Sequence[int]]]) -> list[str]:
    """Every figure under its floor, a line each."""
    lines = []
    for group, figures in floors.items():
        for figure, floor in figures.items():
            share: Share = getattr(scores[group], figure)
            for name, least, reached in zip(
                ("precision", "recall"), floor, (share.precision, share.recall), strict=True
            ):
                if round(reached * 100, 6) < least:
                    lines.append(
                        f"{group}: {figure}: {name} {reached:.3f} is under its floor, {least / 100:.2f}"
                    )
    return lines


def table(scores: dict[str, Score]) -> str:
    """Markdown."""
    lines = [
        "| texts | quotations | precision | recall | given to somebody | precision | recall "
        "| named | precision | recall |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for group, each in scores.items():
        cells = [group]
        for share in (each.found, each.given, each.named):
            cells += [str(share.wanted), f"{share.precision:.2f}", f"{share.recall:.2f}"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _mark(text: str, mark: dict[str, Any]) -> Mark:
    """Raises ValueError where the text is not what was marked."""
    if text[mark["start"] : mark["end"]] != mark["text"]:
        raise ValueError(f"the text at {mark['start']} is not {mark['text'][:40]!r}")
    speakers = tuple(mark.get("speaker", ()))
    return Mark(mark["text"], mark["start"], mark["end"], mark["given"], speakers, mark.get("body", False))


def _key(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the words begin and end in the file, marks and spaces at their edges left out."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip(_EDGE)), start + len(words.rstrip(_EDGE))


def _said(quotation: Quotation) -> str:
    return f"{quotation.text[:70]!r}, {quotation.kind.value}, {quotation.speaker}"


def _meant(mark: Mark) -> str:
    return (
        (mark.speakers[0] if mark.speakers else "a body" if mark.body else "somebody")
        if mark.given
        else "nobody"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--misses", action="store_true", help="print what was missed or wrong")
    parser.add_argument("--gate", action="store_true", help="hold the figures against their floors")
    options = parser.parse_args()
    scores, lines = run()
    if options.gate:
        under = missed(scores, tomllib.loads(FLOORS.read_text(encoding="utf-8")))
        print("\n".join(under) or "extraction: every floor is reached")
        return 1 if under else 0
    print("\n".join(lines) if options.misses else table(scores))
    return 0


if __name__ == "__main__":
    sys.exit(main())
