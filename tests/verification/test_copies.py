"""Which transcripts are copies: counted once."""

from __future__ import annotations

import pickle
import re
from array import array
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest

from quotetrack.matching.index.few import fold_words
from quotetrack.model import Quote, Transcript
from quotetrack.verification import verify
from quotetrack.verification.copies import independent, looks_apart, nearly_same, nearly_same_by, same_text

T, Q, S = Callable[..., Transcript], Callable[..., Quote], Callable[[str], str]
SLIP = "America will never seek a permission slip to defend the security of our country."


@pytest.fixture
def bush(speech: S, transcript: T) -> Transcript:
    return transcript(speech("2004-Bush-1"), "bush", speaker="George W. Bush", date="2004-01-20")


def test_a_scan_of_a_text_is_a_copy_of_it(bush: Transcript) -> None:
    scanned = replace(bush, id="scan", text=bush.text.replace("permission", "pernission"))
    assert nearly_same(bush, scanned)
    assert independent([bush, scanned]) == 1


def test_one_who_hears_otherwise_every_hundred_words_is_a_witness_of_his_own(bush: Transcript) -> None:
    words = bush.text.split(" ")
    heard = " ".join(f"{word}s" if at % 100 == 50 else word for at, word in enumerate(words))
    assert independent([bush, replace(bush, id="heard", text=heard)]) == 2


def test_an_excerpt_of_a_text_is_a_copy_of_it_and_a_short_one_no_proof(bush: Transcript) -> None:
    assert nearly_same(bush, replace(bush, id="part", text=bush.text[5000:9000]))
    assert not nearly_same(bush, replace(bush, id="line", text=SLIP))


@pytest.mark.parametrize("printed", [str.upper, str.title, lambda text: text.replace("ti", "t\u00adi")])
def test_a_copy_may_be_printed_otherwise(bush: Transcript, printed: Callable[[str], str]) -> None:
    assert nearly_same(bush, replace(bush, id="other", text=printed(bush.text)))


def test_a_few_words_tell_texts_apart_and_never_a_copy_from_its_original(speech: S) -> None:
    texts = [speech(name) for name in ("2002-Bush-1", "2003-Bush-1", "2004-Bush-1")]
    words = texts[0].split(" ")
    for every in (3000, 1500, 900):  # of each the share of runs that stand in both is near to the limit
        misheard = " ".join("x" * len(word) if at % every == 7 else word for at, word in enumerate(words))
        assert looks_apart(misheard, texts[0]) <= (
            not nearly_same(Transcript("a", misheard), Transcript("b", texts[0]))
        )
    assert all(looks_apart(*sorted(pair, key=len)) for pair in combinations(texts, 2))


def test_an_index_that_knows_the_words_tells_the_same(speech: S) -> None:
    texts = {name: speech(name) for name in ("2002-Bush-1", "2003-Bush-1", "2004-Bush-1")}
    texts["scan"] = texts["2004-Bush-1"].replace("permission", "pernission")
    texts["heard"] = re.sub(r"\bterrorists\b", "terrors", texts["2004-Bush-1"])
    texts["part"] = texts["2002-Bush-1"][5000:9000]
    held = {name: memoryview(half_hashes(text)) for name, text in texts.items() if name != "part"}
    by_words = nearly_same_by(held.get)
    for one, other in combinations((Transcript(*pair) for pair in texts.items()), 2):
        assert by_words(one, other) == by_words(other, one) == nearly_same(one, other)
    assert by_words(Transcript("2004-Bush-1", texts["2004-Bush-1"]), Transcript("scan", texts["scan"]))


def half_hashes(text: str) -> array[int]:
    """A transcript's words as a segment keeps them, an empty one after them."""
    return array("H", [*(hash_ >> 16 or 1 for hash_ in fold_words(text.replace("\n", " "))), 0])


def test_what_is_stated_to_be_derived_counts_once_by_id_and_by_address(
    bush: Transcript, transcript: T
) -> None:
    other = transcript(f"{SLIP} Thank you.", "other", url="https://example.org/a")
    assert independent([bush, other]) == 2
    assert independent([bush, replace(other, derived_from="bush")]) == 1
    assert independent([replace(bush, derived_from="https://example.org/a"), other]) == 1
    third = transcript(f"He said: {SLIP}", "third", derived_from="agency")
    assert independent([replace(other, derived_from="agency"), third]) == 1
    assert independent([]) == 0


def test_the_reason_counts_the_independent_ones(bush: Transcript, quote: Q) -> None:
    scanned = replace(bush, id="scan", text=bush.text.replace("reluctantly", "reluctant1y"))
    asked = quote(SLIP, "George W. Bush", date="2004-01-20")
    assert verify(asked, [bush, scanned]).reason.startswith("The same words, in 1 transcript of")
    other = replace(bush, id="other", text=f"{SLIP} And more of his own.")
    assert verify(asked, [bush, scanned, other]).reason.startswith("The same words, in 2 independent")


def test_what_is_known_of_a_transcript_is_read_once_and_is_no_part_of_it(transcript: T) -> None:
    asked: list[str] = []

    def size(of: Transcript) -> int:
        asked.append(of.text)
        return len(of.text)

    one, same = transcript("We shall not fail."), transcript("We shall not fail.")
    assert [one.known("size", size), one.known("size", size), len(asked)] == [18, 18, 1]
    assert one == same
    assert hash(one) == hash(same)
    assert repr(one) == repr(same)
    assert pickle.loads(pickle.dumps(one)) == one
    assert replace(one, text="We fail.").known("size", size) == 8


def test_white_space_makes_no_other_text(transcript: T) -> None:
    said = "We shall not fail or falter. " * 40
    one, other = transcript(said.strip()), transcript(said.replace(". ", ".\n").strip())
    changed = transcript(said.replace(". ", ".\n", 20).replace("falter", "flatter", 21).strip())
    assert same_text(one, other)
    assert not same_text(one, changed)
