"""Verdicts as rows of a table: flat columns, one row a quote, of the decisive witness where there is one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from quotetrack.formats.verdict_json import as_line, difference_data
from quotetrack.model import Verdict, Weight

if TYPE_CHECKING:
    import pyarrow as pa

BETWEEN = " | "
"""Between the entries of a list in one cell."""

WORDS = (
    "id", "text", "claimed_speaker", "claimed_date", "claimed_occasion", "language", "status", "reason",
    "wording", "speaker", "occasion", "cautions", "caution_words", "elsewhere", "transcript", "title",
    "transcript_date", "transcript_language", "nature", "complete", "url", "capture", "archived_at", "label",
    "name", "passage", "before", "after", "differences", "differences_json", "searched_digest", "evidence",
    "program", "rules", "readers",
)  # fmt: skip
"""The columns that are text or null."""
NUMBERS = ("row", "passage_start", "passage_end", "turn", "witnesses", "searched_transcripts")
"""Those that are whole numbers or null; ``row`` never is."""
WHOLE = "verdict"
"""The column with the whole verdict as JSON, where it is asked for."""
COLUMNS = ("row", *WORDS, *NUMBERS[1:])


def schema(*, whole: bool = False) -> pa.Schema:
    """The columns as Arrow has them."""
    import pyarrow as pa

    fields = [
        pa.field(name, pa.int64() if name in NUMBERS else pa.string(), nullable=name != "row")
        for name in COLUMNS
    ]
    return pa.schema([*fields, pa.field(WHOLE, pa.string())] if whole else fields)


def row_of(number: int, verdict: Verdict, *, whole: bool = False) -> dict[str, Any]:
    """A verdict as one row; ``number`` is the quote's row in its file.

    The columns of the witness are those of the decisive one, and null where none decides.
    """
    quote = verdict.quote
    versions = dict(verdict.versions)
    row: dict[str, Any] = dict.fromkeys(COLUMNS)
    row |= {
        "row": number,
        "id": quote.id,
        "text": quote.text,
        "claimed_speaker": quote.speaker.name if quote.speaker else None,
        "claimed_date": quote.date,
        "claimed_occasion": quote.occasion,
        "language": quote.language,
        "status": verdict.status.value,
        "reason": verdict.reason,
        "wording": verdict.wording.value if verdict.wording else None,
        "speaker": verdict.speaker.value,
        "occasion": verdict.occasion.value,
        "cautions": BETWEEN.join(caution.name for caution in verdict.cautions) or None,
        "caution_words": BETWEEN.join(caution.words for caution in verdict.cautions) or None,
        "elsewhere": BETWEEN.join(place.transcript for place in verdict.elsewhere) or None,
        "witnesses": len(verdict.witnesses),
        "searched_transcripts": verdict.searched.transcripts,
        "searched_digest": verdict.searched.digest,
        "evidence": verdict.evidence,
        "program": versions.get("quotetrack"),
        "rules": versions.get("differences"),
        "readers": versions.get("readers") or None,
    }
    if verdict.wording is not None and verdict.witnesses:
        row |= _witness(verdict)
    if whole:
        row[WHOLE] = as_line(verdict)
    return row


def _witness(verdict: Verdict) -> dict[str, Any]:
    witness = verdict.witnesses[0]
    transcript, passage = witness.transcript, witness.passage
    differences = [each for each in witness.differences if each.weight is not Weight.TYPOGRAPHIC]
    found: dict[str, Any] = {
        "transcript": transcript.id,
        "title": transcript.title,
        "transcript_date": transcript.date,
        "transcript_language": transcript.language,
        "nature": transcript.nature.value,
        "complete": transcript.complete.value,
        "url": transcript.url,
        "capture": transcript.capture,
        "archived_at": transcript.archived_at.isoformat() if transcript.archived_at else None,
        "label": witness.label,
        "name": witness.name,
        "differences": BETWEEN.join(f"“{d.quote}” for “{d.transcript}”" for d in differences) or None,
        "differences_json": json.dumps(
            [difference_data(each) for each in witness.differences], ensure_ascii=False
        ),
    }
    if passage is not None:
        found |= {
            "passage": passage.text,
            "passage_start": passage.start,
            "passage_end": passage.end,
            "turn": passage.turn,
            "before": witness.before,
            "after": witness.after,
        }
    return found
