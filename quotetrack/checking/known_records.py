"""The records that know words of an article already, found by their words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from quotetrack.matching.tokens import surface, tokenise
from quotetrack.model import Kind, Person, Quote
from quotetrack.quotations.quotation import Quotation
from quotetrack.verification.names import is_person

_OMISSION = re.compile(r"…|\.{3,}|\.(?:\s\.){2,}")


class Records:
    """Records by their words, over case, punctuation and spaces; marks of omission count."""

    def __init__(self, quotes: Iterable[Quote]) -> None:
        self._by_words: dict[str, list[Quote]] = defaultdict(list)
        for quote in quotes:
            if quote.kind is Kind.DIRECT:
                self._by_words[_key(quote.text)].append(quote)

    def of(self, quotation: Quotation) -> Quote | None:
        """The record of these very words, said by this person where both name one; the first by id."""
        if not self._by_words:
            return None
        found = [
            quote
            for text in dict.fromkeys((quotation.text, quotation.words))
            for quote in self._by_words.get(_key(text), ())
        ]
        return next((quote for quote in found if _agree(quote.speaker, quotation.speaker)), None)


def _key(text: str) -> str:
    """Every word as it is judged, case aside, and every mark of omission; no other marks between them."""
    parts = []
    for part in _OMISSION.split(text):
        tokens = tokenise(part)
        parts.append(" ".join(surface(tokens.word(at)) for at in range(len(tokens))))
    return " … ".join(parts)


def _agree(recorded: Person | None, named: str | None) -> bool:
    return recorded is None or named is None or is_person(recorded, named)
