"""What W3C and Hypothesis annotations have in common: the words that a selector marks in a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quotetrack.importing_quotes.draft import MOST_ENTRIES, Fault, words


def several(value: Any) -> list[Any]:
    """JSON-LD has one value or a list of them, at will."""
    if value is None:
        return []
    values = value if isinstance(value, list) else [value]
    if len(values) > MOST_ENTRIES:
        raise Fault(f"a list of {len(values)}; at most {MOST_ENTRIES} are taken")
    return values


def exact_words(target: Any) -> Iterator[str]:
    """The words of the target's text quote selectors, those that refine another selector included."""
    waiting = several(target.get("selector")) if isinstance(target, dict) else []
    for _ in range(MOST_ENTRIES):
        if not waiting:
            return
        selector = waiting.pop(0)
        if not isinstance(selector, dict):
            continue
        if "TextQuoteSelector" in several(selector.get("type") or selector.get("@type")):
            exact = selector.get("exact")
            if isinstance(exact, str) and exact.strip():
                yield exact
                return
        waiting += several(selector.get("refinedBy"))


def address(value: Any) -> str | None:
    """An address, given as it is or as an object with an id."""
    if isinstance(value, dict):
        value = value.get("id") or value.get("@id")
    return words(value, "source")
