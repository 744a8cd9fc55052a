"""A page's words: where they begin and end, and what stands around them."""

from __future__ import annotations

from quotetrack.formats.page_words import Page, words_in

PAGE = Page(("Well-known men", "— “It can't be, it costs 1,000.50.”", "", "It can't be.", "橋は直る。"))


def test_words_are_found_over_signs_and_blocks() -> None:
    assert PAGE.words[:5] == ("well", "known", "men", "it", "cant")
    assert list(PAGE.found(words_in("It can’t be"))) == [3, 9]
    assert list(PAGE.found(words_in("it can't be"), 4)) == [9]
    assert list(PAGE.found(words_in("MEN it"))) == [2]
    assert list(PAGE.found(words_in("an't be"))) == [], "words are found whole"
    assert list(PAGE.found(())) == []


def test_a_place_that_no_other_has() -> None:
    assert PAGE.only(3, 6)
    assert not PAGE.only(3, 5)


def test_a_term_is_the_page_s_own_characters_in_one_block() -> None:
    assert PAGE.term(3, 8) == "It can't be, it costs 1,000.50"
    assert PAGE.term(0, 2) == "Well-known men"
    assert PAGE.term(2, 3) is None
    assert PAGE.term(13, 13) == "橋は直る", "where no space tells words apart, to the end of the run"


def test_what_stands_around_is_named_with_it_unless_a_sign_of_its_block_is_between() -> None:
    assert PAGE.left(6, 2) == (4, 5, "can't be,")
    assert PAGE.left(1, 9) == (0, 0, "Well-")
    assert PAGE.left(3, 1) is None, "a dash and a quotation mark stand between"
    assert PAGE.right(2, 1) == (3, 3, "— “It")
    assert PAGE.right(8, 1) is None
    assert PAGE.right(9, 9) == (10, 11, "can't be")
    assert PAGE.left(9, 1) == (8, 8, "1,000.50.”")
    plain = Page(("one two", "  ", "three"))
    assert (plain.left(2, 5), plain.right(1, 5)) == ((0, 1, "one two"), (2, 2, "three"))
