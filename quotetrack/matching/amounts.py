"""Two runs of words that write one number or one sum of money: ``$163bn`` and *163 billion dollars*."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from quotetrack.matching.lexicon import Lexicon
from quotetrack.matching.numbers import is_ordinal, money, value

_SCALED = regex.compile(r"(?P<figure>\d+(?:[.,]\d+)*[\u00bc-\u00be\u2150-\u215e]?)(?P<scale>\p{L}+)")


def same_amount(quote: Sequence[str], transcript: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether both write the same number, or the same sum in the same currency."""
    if _one_counts_one_orders(quote, transcript, lexicon.language):
        return False
    left, right = _in_figures(quote, lexicon), _in_figures(transcript, lexicon)
    if (number := value(left, lexicon.language)) is not None and number == value(right, lexicon.language):
        return True
    amount = money(left, lexicon.language, lexicon.currencies)
    return amount is not None and amount == money(right, lexicon.language, lexicon.currencies)


def _one_counts_one_orders(quote: Sequence[str], transcript: Sequence[str], language: str) -> bool:
    """Whether both are words and one alone an ordinal: *two* is not *second*, where "July 4" is *fourth*."""
    spelled = all(word[0].isalpha() for word in (*quote, *transcript))
    return spelled and is_ordinal(quote, language) != is_ordinal(transcript, language)


def _in_figures(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The run with what is short for a number written out: ``5m`` as *5 1000000*, *and a half* as *1/2*."""
    figures: list[str] = []
    at = 0
    while at < len(words):
        for run, part in lexicon.fractions.items():
            if at and tuple(word.lower() for word in words[at : at + len(run)]) == run:
                figures.append(part)
                at += len(run)
                break
        else:
            figures += _unscaled(words[at], bool(figures), lexicon)
            at += 1
    return figures


def _unscaled(word: str, follows: bool, lexicon: Lexicon) -> list[str]:
    """A figure and its scale apart; a scale by itself only after a figure."""
    scaled = _SCALED.fullmatch(word)
    if scaled is not None and scaled["scale"].lower() in lexicon.scales:
        return [scaled["figure"], lexicon.scales[scaled["scale"].lower()]]
    if follows and word.lower() in lexicon.scales:
        return [lexicon.scales[word.lower()]]
    return [word]
