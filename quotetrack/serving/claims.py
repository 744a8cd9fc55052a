"""What a visitor claims of a quote, from a form, an address or JSON: each field checked, none guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quotetrack.errors import QuotetrackError
from quotetrack.model import Person, Quote
from quotetrack.records.shapes import check_language
from quotetrack.verification.ad_hoc import fault

LONGEST_LINE = 500
FIELDS = ("text", "speaker", "date", "occasion", "language")
AD_HOC = "ad-hoc"


class Wrong(QuotetrackError):
    """Fields that are not as they should be; ``fields`` maps each to what is wrong with it."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("\n".join(f"{name}: {what}" for name, what in fields.items()))
        self.fields = dict(fields)


@dataclass(frozen=True, slots=True)
class Claim:
    """The fields as they came in, white space at their ends aside; empty where nothing did."""

    text: str = ""
    speaker: str = ""
    date: str = ""
    occasion: str = ""
    language: str = ""

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Claim:
        """From a form's or an address's values, or those of a JSON object. Raises Wrong."""
        read: dict[str, str] = {}
        wrong: dict[str, str] = {}
        for name in FIELDS:
            value = values.get(name)
            if value is None:
                continue
            if isinstance(value, int) and not isinstance(value, bool) and name == "date":
                value = str(value)
            if isinstance(value, str):
                read[name] = value.replace("\r\n", "\n").strip()
            else:
                wrong[name] = "must be text"
        if wrong:
            raise Wrong(wrong)
        return cls(**read)

    def quote(self, id: str = AD_HOC) -> Quote:
        """The quote that is to be checked. Raises Wrong."""
        wrong: dict[str, str] = {}
        if (bad_text := fault(self.text)) is not None:
            wrong["text"] = f"{bad_text}; give the words of the quote"
        for name in FIELDS[1:]:
            value: str = getattr(self, name)
            if len(value) > LONGEST_LINE:
                wrong[name] = f"is longer than {LONGEST_LINE} characters"
        if self.language and "language" not in wrong:
            try:
                check_language(self.language)
            except ValueError as bad:
                wrong["language"] = str(bad)
        if wrong:
            raise Wrong(wrong)
        return Quote(
            id,
            self.text,
            speaker=Person(self.speaker) if self.speaker else None,
            date=self.date or None,
            occasion=self.occasion or None,
            language=self.language or None,
        )

    def said(self) -> str:
        """In a sentence's words: who, when, where."""
        parts = (self.speaker or "No speaker claimed", self.date, self.occasion)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Search:
    """What a visitor looks for among transcripts, as it came in."""

    words: str = ""
    speaker: str = ""
    first: str = ""
    last: str = ""
    language: str = ""

    @classmethod
    def of(cls, values: Mapping[str, str], words: str = "words") -> Search:
        """From an address's values, those that are too long cut off; ``words`` is the main field's name."""
        names = (words, "speaker", "from", "to", "language")
        return cls(*(values.get(name, "").strip()[:LONGEST_LINE] for name in names))

    @property
    def any(self) -> bool:
        """Whether anything is asked for."""
        return any((self.words, self.speaker, self.first, self.last, self.language))
