"""Text directives: what a browser would find with them is the passage, and nothing before it."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.formats.page_words import Page
from quotetrack.formats.text_fragment import LONGEST, Piece, fragment, with_fragment

BLOCKS = (
    "Speeches of 2003",
    "We will mend the bridge",
    "MAYOR: Friends, we will mend the bridge, and we will mend the road.",
    "Well-known men said: “it can't be done, it costs 1,000.50 & more.”",
    "We will mend the bridge before the winter comes to us all; I said so in the market, in the church and "
    "in the school, and I say so again on this very spot today.",
    "Nobody stays behind.",
    "Nobody stays behind.",
)  # fmt: skip


def found(blocks: tuple[str, ...], directive: str) -> tuple[int, int] | None:
    """What a browser takes: the first place in order, by the specification's own words, written anew.

    Places are counted in the blocks' text put together with one newline between them.
    """
    whole = folded("\n".join(blocks))
    parts = directive.split(",")
    prefix = decoded(parts.pop(0)[:-1]) if parts[0].endswith("-") else None
    suffix = decoded(parts.pop()[1:]) if parts[-1].startswith("-") else None
    start, end = decoded(parts[0]), decoded(parts[1]) if len(parts) > 1 else None
    for first in places(whole, start):
        before = whole[:first].rstrip()
        if prefix is not None and not (
            before.endswith(prefix)
            and (len(before) == len(prefix) or bound(whole, len(before) - len(prefix)))
        ):
            continue
        lasts = [first + len(start)]
        if end is not None:
            lasts = [at + len(end) for at in places(whole, end) if at >= first + len(start)]
        for last in lasts:
            after = whole[last:].lstrip()
            if suffix is None or after.startswith(suffix):
                return first, last
    return None


def places(whole: str, term: str) -> list[int]:
    """Where a term stands between word bounds, inside one block."""
    assert "\n" not in term
    at = [found.start() for found in re.finditer(f"(?={re.escape(term)})", whole)]
    return [place for place in at if bound(whole, place) and bound(whole, place + len(term))]


def bound(whole: str, at: int) -> bool:
    return not (0 < at < len(whole) and whole[at - 1].isalnum() and whole[at].isalnum())


def folded(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.lower()


def decoded(term: str) -> str:
    return folded(unquote(term))


def directives(made: str) -> list[str]:
    assert made.startswith(":~:text=")
    return made.removeprefix(":~:text=").split("&text=")


def test_a_short_passage_is_named_whole() -> None:
    made = fragment(Page(BLOCKS), [Piece("we will mend the road")])
    assert made == ":~:text=we%20will%20mend%20the%20road"


def test_signs_that_mean_something_are_encoded() -> None:
    made = fragment(Page(BLOCKS), [Piece("Well-known men said: “it can't be done, it costs 1,000.50 & more")])
    assert made is not None
    assert not set(made.removeprefix(":~:text=")) & set("-,& ")
    assert "%2D" in made
    assert "%2C" in made
    assert "%26" in made


def test_a_long_passage_is_named_by_its_ends() -> None:
    text = BLOCKS[4]
    made = fragment(Page(BLOCKS), [Piece(text)])
    assert made is not None
    assert "," in made
    assert len(unquote(made)) < LONGEST
    (directive,) = directives(made)
    assert found(BLOCKS, directive) == (
        "\n".join(BLOCKS).index(text),
        "\n".join(BLOCKS).index(text) + len(text) - 1,
    )


def test_the_same_words_elsewhere_are_told_apart_by_what_stands_around() -> None:
    for before, after, block in (("Friends, ", ", and we", 2), ("Speeches of 2003\n", "\nMAYOR", 1)):
        made = fragment(Page(BLOCKS), [Piece("we will mend the bridge", before, after)])
        assert made is not None
        place = found(BLOCKS, directives(made)[0])
        assert place is not None
        whole = folded("\n".join(BLOCKS))
        assert whole[: place[0]].count("\n") == block


def test_what_cannot_be_told_apart_is_not_named() -> None:
    page = Page(("One and the same.", "One and the same.", "One and the same."))
    assert fragment(page, [Piece("One and the same.")]) is None
    assert fragment(page, [Piece("Not there at all")]) is None
    assert fragment(Page(()), [Piece("Nothing")]) is None
    assert fragment(page, []) is None


def test_pieces_are_named_one_by_one() -> None:
    made = fragment(Page(BLOCKS), [Piece("Friends"), Piece("this very spot")])
    assert made == ":~:text=Friends&text=this%20very%20spot"


def test_paragraphs_are_named_one_by_one_where_the_page_has_more_between_them() -> None:
    page = Page(
        ("We will mend the bridge.", "A photograph, and a long caption below it", "It is an old bridge.")
    )
    made = fragment(page, [Piece("mend the bridge.\nIt is an old")])
    assert made == ":~:text=mend%20the%20bridge&text=It%20is%20an%20old"


def test_a_word_of_an_unspaced_script_is_not_cut() -> None:
    blocks = ("我们将在冬天之前修好这座桥。", "桥很旧了,路也很旧。")
    made = fragment(Page(blocks), [Piece("冬天之前修好")])
    assert made == f":~:text={'%'.join(['', *re.findall('..', blocks[0][:-1].encode().hex().upper())])}"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a", "https://example.org/a#:~:text=x"),
        ("https://example.org/a#part", "https://example.org/a#part:~:text=x"),
        ("https://example.org/a#part:~:text=old", "https://example.org/a#part:~:text=x"),
    ],
)
def test_the_directive_stands_behind_a_fragment(url: str, expected: str) -> None:
    assert with_fragment(url, ":~:text=x") == expected
    assert with_fragment(url, None) == url


WORD = st.sampled_from(
    ["the", "bridge", "Road", "is", "don't", "well-known", "1,000", "é", "мост", "a,", "“so", "--"]
)
BLOCK = st.lists(WORD, min_size=1, max_size=12).map(" ".join)


@given(st.lists(BLOCK, min_size=1, max_size=6), st.data())
def test_whatever_is_named_is_what_a_browser_takes_first(blocks: list[str], data: st.DataObject) -> None:
    whole = "\n".join(blocks)
    words = list(re.finditer(r"\S+", whole))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    start, end = words[first].start(), words[last].end()
    made = fragment(Page(tuple(blocks)), [Piece(whole[start:end], whole[:start], whole[end:])])
    if made is None:
        return
    wanted = range(count(whole[:start]), count(whole[:end]))
    painted: set[int] = set()
    for directive in directives(made):  # one, or one for each paragraph
        place = found(tuple(blocks), directive)
        assert place is not None
        here = range(count(folded(whole)[: place[0]]), count(folded(whole)[: place[1]]))
        assert set(here) <= set(wanted)
        painted |= set(here)
    assert painted == set(wanted) or len(directives(made)) < whole[start:end].count("\n") + 1


def count(text: str) -> int:
    """How many words it has."""
    return len(re.findall(r"\w+", folded(text)))
