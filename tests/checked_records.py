"""Records with verdicts in every shape that exports meet, for the tests of exports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from quotetrack.exporting.checked import Checked
from quotetrack.exporting.receipt import receipt_of
from quotetrack.model import Quote
from quotetrack.records import record_of

DIGEST = "sha256:" + "ab" * 32
EVIDENCE = "sha256:" + "cd" * 32


def witness(**more: Any) -> dict[str, Any]:
    """A witness as a receipt has it."""
    return {
        "transcript": "speech",
        "title": "Address on the Bridge",
        "date": "2003-01-28",
        "language": "en",
        "nature": "verbatim",
        "url": "https://example.org/speech?a=1&b=2",
        "capture": DIGEST,
        "archived_at": "2024-05-02T10:00:00.5+00:00",
        "memento": None,
        "wording": "differs",
        "speaker": {"verdict": "confirmed", "label": "DOE", "name": "Jane Doe"},
        "occasion": "confirmed",
        "passage": {"text": "the bridge is mended", "start": 10, "end": 30, "turn": 0, "locator": None},
        "context": {"before": "Friends, I say " * 10, "after": ", and the road. " * 10},
        "differences": [{"weight": "substantive", "quote": "broken", "transcript": "mended"}],
    } | more


RECORD: dict[str, Any] = {
    "text": "the bridge is broken",
    "speaker": {"name": "Jane Doe", "role": "Mayor", "other_names": ["J. Doe"]},
    "date": "2003-01-28",
    "occasion": "town meeting",
    "language": "en",
    "claimed_in": [{"url": "https://example.org/paper", "citation": "The Paper"}],
    "sources": [
        {"url": "https://example.org/speech?a=1&b=2", "publisher": "The Town", "speaker": "Jane Doe"}
    ],
    "tags": ["bridge"],
}

Make = Callable[..., Checked]


def make(
    record: dict[str, Any] | None = None,
    witnesses: list[dict[str, Any]] | None = None,
    *,
    id: str = "doe-bridge",
    verified: bool = True,
    stale: bool = False,
    **verdict: Any,
) -> Checked:
    """A record with its verdict: ``record`` and ``verdict`` change fields of either."""
    fields = {name: value for name, value in (RECORD | (record or {})).items() if value is not None}
    quote: Quote = record_of(id, fields)
    if not verified:
        return Checked(quote, None, None, stale=False)
    stored = {
        "status": "differs",
        "reason": "Some words differ.",
        "speaker": "confirmed",
        "occasion": "confirmed",
        "cautions": [{"name": "cut-short", "words": "but"}],
        "evidence": EVIDENCE,
        "witnesses": [witness()] if witnesses is None else witnesses,
        "checked_at": "2024-05-02T11:00:00+00:00",
        "checked_by": "quotetrack/0.1.0",
    } | verdict
    return Checked(quote, receipt_of(stored, id), stored, stale)


def review(**more: Any) -> dict[str, Any]:
    """A review as a record has it."""
    said = {"reviewer": "Ann Lee", "date": "2024-05-02", "conclusion": "inaccurate", "evidence": EVIDENCE}
    return said | more
