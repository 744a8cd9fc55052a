"""What a person types, as terms: words, phrases in quotation marks, beginnings of words (``word*``).

Nothing that is typed is an error of syntax: what is no word separates words, and what reaches the index
is quoted. A transcript is found when it holds every term.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quotetrack.archive.full_text import folded, tokens
from quotetrack.errors import QuotetrackError

MOST_TERMS = 64

_QUOTATION_MARKS = re.compile('["“”„‟«»]')
_CUT = re.compile(r"(?<=\*)")


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or several that must follow on each other."""

    words: tuple[str, ...]
    """Folded as the index folds them; never empty."""
    prefix: bool = False
    """Whether the last word is only the beginning of one."""

    def is_in(self, found: Sequence[str]) -> bool:
        """Whether these words, folded, hold the term."""
        length = len(self.words)
        *whole, last = self.words
        for start in range(len(found) - length + 1):
            *others, end = found[start : start + length]
            if others == whole and (end.startswith(last) if self.prefix else end == last):
                return True
        return False


def read_terms(arguments: Iterable[str]) -> tuple[Term, ...]:
    """The terms of what was typed, each once.

    Quotation marks of any shape make a phrase, and so does a space inside one argument: there the shell
    took the quotation marks away. Raises QuotetrackError where no word is left, or too many are.
    """
    terms = tuple(dict.fromkeys(term for argument in arguments for term in _terms(argument)))
    if not terms:
        raise QuotetrackError("no word to look for; give one, as in: quotetrack find harvest")
    if len(terms) > MOST_TERMS:
        raise QuotetrackError(f"{len(terms)} words to look for; give at most {MOST_TERMS}, or a phrase")
    return terms


def _terms(argument: str) -> Iterator[Term]:
    outside, *inside = _QUOTATION_MARKS.split(argument)
    if not inside:
        yield from _phrase(argument)
        return
    for number, part in enumerate((outside, *inside)):
        for piece in [part] if number % 2 else part.split():
            yield from _phrase(piece)


def _phrase(text: str) -> Iterator[Term]:
    """The text as one term; a star ends a term, as only a last word can be a beginning."""
    for part in _CUT.split(text):
        if words := tokens(part):
            yield Term(tuple(words), prefix=part.endswith("*") and part[:-1][-1:].isalnum())


def expression(terms: Iterable[Term]) -> str:
    """The terms in the language of FTS5: strings, which hold nothing but words, joined by AND."""
    return " AND ".join(f'"{folded(" ".join(term.words))}"' + "*" * term.prefix for term in terms)
