"""What changed between two texts: every change, nothing else, in offsets that hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotetrack.rechecking import hunks as module
from quotetrack.rechecking.hunks import Hunk, PieceKind, hunks

WORDS = st.lists(st.sampled_from(["a", "b", "c", "d,", "the", "d", "не", "中文"]), max_size=30)
TEXTS = st.lists(WORDS, max_size=6).map(lambda lines: "\n".join(" ".join(line) for line in lines))


def marked(found: Hunk) -> str:
    signs = {PieceKind.SAME: "{}", PieceKind.LOST: "[-{}-]", PieceKind.GAINED: "{{+{}+}}"}
    return " ".join(signs[piece.kind].format(piece.text) for piece in found.pieces)


@given(TEXTS, TEXTS, st.sampled_from([module.MOST_CELLS, 60, 3]))
def test_outside_the_hunks_the_texts_have_the_same_words(before: str, after: str, cells: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "MOST_CELLS", cells)  # long texts go by paragraphs, or are one change
        found = hunks(before, after, around=2)
    old = new = 0
    for hunk in found:
        same = (before[old : hunk.before.start].split(), after[new : hunk.after.start].split())
        assert same[0] == same[1]
        old, new = hunk.before.end, hunk.after.end
        assert hunk.lost or hunk.gained
    assert before[old:].split() == after[new:].split()


@given(TEXTS)
def test_white_space_alone_is_no_change(text: str) -> None:
    assert hunks(text, "  " + text.replace("\n", " \n\n ")) == ()


def test_a_changed_word_stands_between_the_words_around_it() -> None:
    (found,) = hunks("one two three four five six seven", "one two three 4 five six seven", around=2)
    assert marked(found) == "two three [-four-] {+4+} five six"
    assert (found.lost, found.gained) == (1, 1)


def test_a_changed_comma_shows() -> None:
    (found,) = hunks("they came, and went", "they came and went")
    assert marked(found) == "they [-came,-] {+came+} and went"


def test_changes_near_each_other_are_one_hunk_and_far_ones_two() -> None:
    text = [str(number) for number in range(40)]
    changed = [*text[:3], "x", *text[4:8], "y", *text[9:30], "z", *text[31:]]
    found = hunks(" ".join(text), " ".join(changed))
    assert [(hunk.lost, hunk.gained) for hunk in found] == [(2, 2), (1, 1)]


def test_a_sentence_written_anew_is_one_change_and_no_confetti() -> None:
    before = "and so it was that the mayor spoke to the people of the harvest and the roads at last today"
    after = "and so it was that nobody at all could tell the visitors anything of these matters at last today"
    (found,) = hunks(before, after)
    assert [piece.kind.value for piece in found.pieces] == ["same", "lost", "gained", "same"]


def test_a_script_without_spaces_is_compared_by_its_characters() -> None:
    (found,) = hunks("我们必须改正错误今天", "我们必须改正事情今天")
    assert [piece.text for piece in found.pieces if piece.kind is not PieceKind.SAME] == ["错误", "事情"]


@pytest.mark.parametrize("texts", [("", "all is new"), ("all is gone", ""), ("", "")])
def test_an_empty_text(texts: tuple[str, str]) -> None:
    assert sum(hunk.lost + hunk.gained for hunk in hunks(*texts)) == len("".join(texts).split())


def test_two_long_texts_without_a_word_in_common_end_soon() -> None:
    before = "\n".join(f"a{n} b{n}" for n in range(60_000))
    after = "\n".join(f"c{n} d{n}" for n in range(60_000))
    (found,) = hunks(before, after)
    assert (found.lost, found.gained) == (120_000, 120_000)
