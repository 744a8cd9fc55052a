"""Tokens: what is a word, a number, a sign; how it is found and how it is judged."""

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from quotetrack.matching import tokens
from quotetrack.matching.tokens import Skips, fold, surface, tokenise
from quotetrack.model import Span


def words(text: str, **options: bool) -> list[str]:
    tokens = tokenise(text, **options)
    return tokens.words(0, len(tokens))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It's the nation's will.", ["It's", "the", "nation's", "will"]),
        ("the countries’ own, we don’t' say", ["the", "countries", "own", "we", "don’t", "say"]),
        ("military-industrial complex", ["military", "industrial", "complex"]),
        ("$1,000.50 or 5 %", ["$", "1,000.50", "or", "5", "%"]),
        ("it fell to -5 from 20-30", ["it", "fell", "to", "-", "5", "from", "20", "30"]),
        ("2½ years, 9/11, the 21st, B52s", ["2½", "years", "9/11", "the", "21st", "B52s"]),
        ("1\u00a0000\u00a0000 men", ["1\u00a0000\u00a0000", "men"]),
        ("co\u00adoperate", ["co\u00adoperate"]),
        ("the govern-\nment of", ["the", "govern-\nment", "of"]),
        ("the end -\nNow", ["the", "end", "Now"]),
        ("我们的人民", ["我", "们", "的", "人", "民"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("Straße é\u0301", ["Straße", "é\u0301"]),
        ("", []),
        ("… — !", []),
    ],
)
def test_what_is_a_token(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_bracket_inside_a_word_is_one_token_only_in_quotes() -> None:
    assert words("[T]he word[s]", bracketed=True) == ["[T]he", "word[s]"]
    assert words("[T]he word[s]") == ["T", "he", "word", "s"]


def test_skipped_spans_are_not_read() -> None:
    text = "Thank you. (Applause.) My friends"
    tokens = tokenise(text, Skips([Span(11, 22)]))
    assert tokens.words(0, len(tokens)) == ["Thank", "you", "My", "friends"]
    assert tokens.gap(2) == ". (Applause.) "


@pytest.mark.parametrize(
    "pair", [("Café", "cafe"), ("мой", "мои"), ("it's", "its"), ("ﬁre", "fire"), ("1,000", "1000")]
)
def test_folding_is_generous(pair: tuple[str, str]) -> None:
    assert fold(pair[0]) == fold(pair[1])


@pytest.mark.parametrize(
    "pair",
    [
        ("café", "cafe"),
        ("мой", "мои"),
        ("всё", "все"),
        ("año", "ano"),
        ("Straße", "Strasse"),
        ("it's", "its"),
    ],
)
def test_the_surface_is_not(pair: tuple[str, str]) -> None:
    assert surface(pair[0]) != surface(pair[1])


@pytest.mark.parametrize(
    "pair", [("The", "the"), ("it’s", "it's"), ("ﬁre", "fire"), ("co\u00adop", "coop"), ("e\u0301", "é")]
)
def test_glyphs_of_one_letter_are_one_surface(pair: tuple[str, str]) -> None:
    assert surface(pair[0]) == surface(pair[1])


@given(st.text(max_size=300))
def test_tokens_are_in_order_and_lie_in_the_text(text: str) -> None:
    tokens = tokenise(text)
    at = 0
    for start, end in zip(tokens.starts, tokens.ends, strict=True):
        assert at <= start < end <= len(text)
        at = end
    assert all(tokens.keys)


@settings(max_examples=500)
@given(st.text(st.sampled_from("abZ09 '’‘`-–—“”\"…$%&=#@.,:/\n([])!?+_^~|<>{}\\*;"), max_size=40))
def test_plain_texts_have_the_same_tokens_by_either_pattern(text: str) -> None:
    plain = [found.span() for found in tokens._PLAIN_TOKEN.finditer(text)]
    assert plain == [found.span() for found in regex.finditer(tokens._TOKEN, text)]
