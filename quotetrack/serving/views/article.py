"""An article as pages show it: the story with its quotations marked, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quotetrack.checking import Checked
from quotetrack.formats.checks.finding import who
from quotetrack.formats.site.views.verdict import tone
from quotetrack.formats.site.words import said
from quotetrack.quotations.document import BlockKind
from quotetrack.serving.desk import Article, Conclusion

LONGEST = 300_000
"""Characters of a story that are shown beside its list."""
AROUND = 400
"""Characters of the story shown on either side of a quotation."""


@dataclass(frozen=True, slots=True)
class StoryRun:
    """Words of the story; a quotation has a number."""

    text: str
    number: int | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class StoryBlock:
    """A paragraph: ``prose``, ``quoted`` or ``heading``."""

    kind: str
    runs: tuple[StoryRun, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One quotation in the list."""

    number: int
    url: str
    words: str
    who: str
    status: str
    title: str
    tone: str
    conclusion: Conclusion
    record: str | None


@dataclass(frozen=True, slots=True)
class Around:
    """A quotation where it stands in its story."""

    before: str
    words: str
    after: str


def article_url(article: Article, number: int | None = None) -> str:
    """Its page, or that of one of its quotations (from 0), which the address counts from 1."""
    return f"/article/{article.key}" + ("" if number is None else f"/{number + 1}")


def rows(article: Article) -> tuple[Row, ...]:
    """The quotations in story order."""
    return tuple(_row(article, number, checked) for number, checked in enumerate(article.checked))


def _row(article: Article, number: int, checked: Checked) -> Row:
    assert checked.verdict is not None
    status = checked.verdict.status.value
    return Row(
        number,
        article_url(article, number),
        checked.quotation.text,
        who(checked),
        status,
        said("status", status),
        tone(status),
        article.conclusion(number),
        checked.record,
    )


def story(article: Article) -> tuple[StoryBlock, ...]:
    """The text with its quotations; nothing where it is too long to be shown."""
    if len(article.document.text) > LONGEST:
        return ()
    return tuple(_story(article))


def _story(article: Article) -> Iterator[StoryBlock]:
    document = article.document
    spans = [checked.quotation.span for checked in article.checked]
    for block in document.blocks:
        runs, at = [], block.span.start
        for number, span in enumerate(spans):
            start, end = max(span.start, at), min(span.end, block.span.end)
            if start >= end:
                continue
            runs.append(StoryRun(document.text[at:start]))
            runs.append(StoryRun(document.text[start:end], number, article.conclusion(number).said.value))
            at = end
        runs.append(StoryRun(document.text[at : block.span.end]))
        kind = "prose" if block.kind is BlockKind.PROSE else block.kind.value
        yield StoryBlock(kind, tuple(run for run in runs if run.text))


def around(article: Article, checked: Checked) -> Around:
    """The words before and after a quotation, cut between words."""
    text, span = article.document.text, checked.quotation.span
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    if span.start > AROUND and " " in before:
        before = before[before.index(" ") + 1 :]
    if span.end + AROUND < len(text) and " " in after:
        after = after[: after.rindex(" ")]
    return Around(before, text[span.start : span.end], after)
