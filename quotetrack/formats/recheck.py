"""What was found when sources were captured again: lines for people, JSON for programs.

Changes are marked as on the verdict's page, ``[-what it said-]`` and ``{+what it says+}``, the signs of
wdiff.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import click

from quotetrack.archive.stored_form import time_text
from quotetrack.formats.cells import counted, plain
from quotetrack.model import Span, Verdict
from quotetrack.rechecking.findings import Found, PassageThen, Rechecked, Sight
from quotetrack.rechecking.hunks import Hunk, Piece, PieceKind, hunks
from quotetrack.verification.history import Stood

SCHEMA = "quotetrack/recheck/1"
VERDICT_SCHEMA = "quotetrack/rechecked-verdict/1"
MOST_HUNKS = 6
"""Shown of one address; the JSON has all."""
LONG = 40
"""Words. A longer stretch is shown by its ends."""
_WIDEST = max(len(found.value) for found in Found)
_STYLES = {Found.PASSAGE: "red", Found.TEXT: "yellow", Found.GONE: "red", Found.REFUSED: "yellow"}
_PLAIN_MARKS = {PieceKind.LOST: ("[-", "-]", "red"), PieceKind.GAINED: ("{+", "+}", "green")}


@dataclass(frozen=True, slots=True)
class Moved:
    """A verdict reached anew."""

    before: str | None
    """The status of the stored verdict; ``None`` where there was none."""
    verdict: Verdict

    @property
    def changed(self) -> bool:
        """Whether a status became another one."""
        return self.before is not None and self.before != self.verdict.status.value


def as_text(found: Rechecked, *, columns: int = 100) -> str:
    """The finding, the changes with the words around them, and what they did to passages."""
    return "\n".join(_lines(found, max(40, columns)))


def moved_text(moved: Moved) -> str:
    """One line: a record's status, and what it was."""
    status = moved.verdict.status.value
    said = f"{moved.before} → {status}" if moved.changed else f"{status}, as before"
    if moved.before is None:
        said = f"{status}, not verified before"
    line = f"{'verdict':<{_WIDEST}}  {plain(moved.verdict.quote.id)}: {said}"
    return click.style(line, fg="red") if moved.changed else line


def as_json(found: Rechecked) -> str:
    """One JSON object on one line, schema ``quotetrack/recheck/1``."""
    return json.dumps(
        {
            "schema": SCHEMA,
            "address": found.address,
            "publication": found.publication,
            "found": found.found.value,
            "reason": found.reason,
            "again": found.again,
            "earlier": _sight(found.earlier),
            "now": _sight(found.now),
            "words": {"lost": _sum(found.hunks, "lost"), "gained": _sum(found.hunks, "gained")},
            "hunks": [
                {
                    "before": _span(hunk.before),
                    "after": _span(hunk.after),
                    "pieces": [{"kind": piece.kind.value, "text": piece.text} for piece in hunk.pieces],
                }
                for hunk in found.hunks
            ],
            "passages": [
                {
                    "quote": passage.quote,
                    "changed": passage.changed,
                    "before": _stood(passage.before),
                    "after": _stood(passage.after),
                }
                for passage in found.passages
            ],
        },
        ensure_ascii=False,
    )


def moved_json(moved: Moved) -> str:
    """One JSON object on one line, schema ``quotetrack/rechecked-verdict/1``."""
    return json.dumps(
        {
            "schema": VERDICT_SCHEMA,
            "quote": moved.verdict.quote.id,
            "before": moved.before,
            "status": moved.verdict.status.value,
            "changed": moved.changed,
            "cleared": moved.verdict.cleared,
        },
        ensure_ascii=False,
    )


def _sum(all_: Sequence[Hunk], which: str) -> int:
    return sum(getattr(hunk, which) for hunk in all_)


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _sight(sight: Sight | None) -> dict[str, Any] | None:
    if sight is None:
        return None
    return {"capture": sight.capture, "archived_at": time_text(sight.at), "url": sight.url}


def _stood(stood: Stood | None) -> dict[str, Any] | None:
    if stood is None:
        return None
    return {"wording": stood.wording.value, "words": stood.words, "label": stood.label}


def _lines(found: Rechecked, columns: int) -> Iterator[str]:
    head = click.style(f"{found.found.value:<{_WIDEST}}", fg=_STYLES.get(found.found))
    yield f"{head}  {plain(found.address)}{_told(found)}"
    if found.moved and found.now:
        yield f"    another address answers now: {plain(found.now.url)}"
    for passage in found.passages:
        yield from _passage(passage, found.publication, columns)
    if found.hunks:
        words = f"{counted(_sum(found.hunks, 'lost'), 'word')} gone, {_sum(found.hunks, 'gained')} new"
        yield f"    the text: {words}, in {counted(len(found.hunks), 'place')}"
    for hunk in found.hunks[:MOST_HUNKS]:
        yield from _wrapped(f"… {_marked(hunk)} …", columns, "      ")
    if len(found.hunks) > MOST_HUNKS:
        more = counted(len(found.hunks) - MOST_HUNKS, "more place")
        yield f"      and {more}; all of them with --json"


def _told(found: Rechecked) -> str:
    """What follows the address: when it was captured before, and why nothing was captured now."""
    earlier = f"{found.earlier.at:%Y-%m-%d}" if found.earlier else None
    if found.now is None:
        still = "still: " if found.again else ""
        stands = f"the capture of {earlier} stands" if earlier else "there is no earlier capture"
        return f": {still}{plain(found.reason or '')}; {stands}"
    same = found.found in (Found.UNCHANGED, Found.SAME_TEXT)
    said = f" ({'as on' if same else 'since'} {earlier})" if earlier else ""
    return said + (" (a publication)" if found.publication else "")


def _passage(passage: PassageThen, publication: bool, columns: int) -> Iterator[str]:
    """What became of one quote's passage."""
    id = plain(passage.quote)
    before, after = passage.before, passage.after
    if not passage.changed:
        place = "the words of" if publication else "the passage of"
        yield from _wrapped(f"{place} {id}: {'unchanged' if after else 'not in this text'}", columns, "    ")
        return
    if after is None or before is None:
        one = before or after
        said = "stands there no more" if after is None else "stands there now, and did not"
        yield from _wrapped(f"{id}: “{_ends(plain(one.words if one else ''))}” {said}", columns, "    ")
        return
    if before.words == after.words:
        said = f"under the label {after.label or '(none)'}, no more {before.label or '(none)'}"
        yield from _wrapped(f"{id}: the same words, {plain(said)}", columns, "    ")
        return
    marked = " … ".join(_marked(hunk) for hunk in hunks(before.words, after.words, around=30))
    yield from _wrapped(f"{id}: {marked}", columns, "    ")


def _marked(hunk: Hunk) -> str:
    return " ".join(_piece(piece) for piece in hunk.pieces)


def _piece(piece: Piece) -> str:
    if piece.kind is PieceKind.SAME:
        return plain(piece.text)
    opens, closes, colour = _PLAIN_MARKS[piece.kind]
    return click.style(f"{opens}{plain(_ends(piece.text))}{closes}", fg=colour)


def _ends(text: str) -> str:
    """A long stretch by its two ends, with the words between them counted."""
    words = text.split()
    if len(words) <= LONG:
        return text
    half = LONG // 2
    hidden = counted(len(words) - LONG, "word")
    return f"{' '.join(words[:half])} [… {hidden} …] {' '.join(words[-half:])}"


def _wrapped(text: str, columns: int, indent: str) -> list[str]:
    return textwrap.wrap(
        text, columns, initial_indent=indent, subsequent_indent=indent + "  ", break_on_hyphens=False
    )
