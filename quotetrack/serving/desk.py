"""Articles on the desk: what was dropped, what was found of each quotation, and what a person has concluded.

In memory alone, and the last few: an unpublished article is nobody's business and is written nowhere. What is
to stay is made a record and reviewed.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from quotetrack.checking import Checked
from quotetrack.quotations import Document

MOST = 20
"""Articles. The one that was looked at the longest time ago goes first."""


class Said(StrEnum):
    """What a person says of a quotation on the desk."""

    CLEARED = "cleared"
    WRONG = "wrong"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A person's word on one quotation."""

    said: Said = Said.OPEN
    note: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One article, read and checked."""

    key: str
    """The same words under the same name have the same one."""
    document: Document
    checked: tuple[Checked, ...]
    """The quotations that have a verdict, in story order."""
    aside: int
    """Words in quotation marks that are nobody's: titles, words at a distance."""
    conclusions: Mapping[int, Conclusion] = field(default_factory=dict)
    """By the number of the quotation in ``checked``."""

    def conclusion(self, number: int) -> Conclusion:
        return self.conclusions.get(number, Conclusion())

    @property
    def done(self) -> int:
        """How many quotations have been concluded on."""
        return sum(each.said is not Said.OPEN for each in self.conclusions.values())

    def next_open(self, after: int = -1) -> int | None:
        """The number of the next quotation without a conclusion, in story order and then from the start."""
        numbers = [*range(after + 1, len(self.checked)), *range(min(after + 1, len(self.checked)))]
        return next((n for n in numbers if self.conclusion(n).said is Said.OPEN), None)


def key_of(name: str, body: bytes) -> str:
    """The key of an article that came in under this name."""
    return hashlib.sha256(name.encode("utf-8", "replace") + b"\0" + body).hexdigest()[:20]


class Desk:
    """The articles, for all threads."""

    def __init__(self) -> None:
        self._articles: OrderedDict[str, Article] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, article: Article) -> None:
        """Lay an article down. One that lay here already keeps what was concluded of it."""
        with self._lock:
            before = self._articles.pop(article.key, None)
            kept = before.conclusions if before and len(before.checked) == len(article.checked) else {}
            self._articles[article.key] = _with(article, kept)
            while len(self._articles) > MOST:
                self._articles.popitem(last=False)

    def get(self, key: str) -> Article | None:
        """The article of that key, ``None`` where it does not lie here any more."""
        with self._lock:
            if key in self._articles:
                self._articles.move_to_end(key)
            return self._articles.get(key)

    def all(self) -> tuple[Article, ...]:
        """The one looked at last first."""
        with self._lock:
            return tuple(reversed(self._articles.values()))

    def conclude(self, key: str, number: int, conclusion: Conclusion) -> Article | None:
        """Note a person's word; the article as it is then."""
        with self._lock:
            article = self._articles.get(key)
            if article is None or not 0 <= number < len(article.checked):
                return None
            article = _with(article, {**article.conclusions, number: conclusion})
            self._articles[key] = article
            return article

    def forget(self, key: str) -> None:
        """Take an article off the desk."""
        with self._lock:
            self._articles.pop(key, None)


def _with(article: Article, conclusions: Mapping[int, Conclusion]) -> Article:
    return Article(article.key, article.document, article.checked, article.aside, conclusions)
