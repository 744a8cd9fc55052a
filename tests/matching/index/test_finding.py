"""A few rare trigrams name the places of a quote, and the same ones that all of them would."""

from __future__ import annotations

import random
from array import array
from pathlib import Path

import pytest

from quotetrack.matching.index import Candidate, Index, bring_up_to_date, finding
from quotetrack.matching.index.few import fold_words
from quotetrack.matching.index.seeds import Asked, start_of
from quotetrack.matching.index.standing import stand
from quotetrack.model import Span

WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprstvz" for b in "aeiou" for c in "bdgklmnrst"]
COMMON = "of the people of this country and of the world"


def speech(seed: int, words: int) -> list[str]:
    """Made-up words, in which a phrase comes back again and again."""
    rng = random.Random(seed)
    said: list[str] = []
    while len(said) < words:
        said += rng.choices(WORDS, k=rng.randint(5, 15))
        said += COMMON.split()[: rng.randint(0, 9)]
    return said[:words]


def opened(folder: Path, speeches: dict[str, list[str]]) -> Index:
    texts = {id_: " ".join(words) for id_, words in speeches.items()}
    wanted = dict.fromkeys(texts, "1")
    list(bring_up_to_date(folder, wanted, texts.get))
    return Index.open(folder, wanted)


@pytest.fixture(scope="module")
def speeches() -> dict[str, list[str]]:
    return {f"speech-{number}": speech(number, 400) for number in range(30)}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, speeches: dict[str, list[str]]) -> Index:
    return opened(tmp_path_factory.mktemp("index"), speeches)


def asked(rng: random.Random, speeches: dict[str, list[str]], kind: str) -> tuple[str, set[str]]:
    """A quote and the speeches that it is of."""
    (one, words), (other, more) = rng.sample(sorted(speeches.items()), 2)
    at = rng.randrange(360)
    quote = words[at : at + rng.randint(14, 36)]
    if kind == "splice":
        return " ".join([*quote[:12], *more[at : at + 12]]), {one, other}
    if kind == "one-word":
        quote[rng.randrange(len(quote))] = "changed"
    if kind == "one-missing":
        del quote[len(quote) // 2]
    return " ".join(quote), {one}


def longest(candidate: Candidate) -> Span:
    return max(candidate.pieces, key=lambda span: span.end - span.start)


@pytest.mark.parametrize("kind", ["verbatim", "one-word", "one-missing", "splice"])
def test_a_few_trigrams_find_what_all_of_them_find(
    index: Index, speeches: dict[str, list[str]], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(kind)
    questions = [asked(rng, speeches, kind) for _ in range(60)]
    quickly = [index.look_up(quote) for quote, _ in questions]
    monkeypatch.setattr(finding, "SHORT", 1_000)
    for (quote, of), quick in zip(questions, quickly, strict=True):
        slow = index.look_up(quote)
        assert {each.transcript for each in quick} >= of
        if len(of) == 1:
            # Phrases that stand beside it by chance are noted by whoever comes upon them.
            assert quick[0].transcript == slow[0].transcript
            assert longest(quick[0]) == longest(slow[0])


def test_most_quotes_that_stand_somewhere_need_only_a_few(
    index: Index, speeches: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(1)
    quotes = [asked(rng, speeches, "verbatim")[0] for _ in range(60)]
    thorough: list[object] = []
    slow = finding._thoroughly
    monkeypatch.setattr(finding, "_thoroughly", lambda asked: thorough.append(asked) or slow(asked))
    assert all(index.look_up(quote) for quote in quotes)
    assert len(thorough) < 12


@pytest.mark.parametrize("changed", [["changed"], [], ["one", "more"]])
def test_a_transcript_that_has_it_a_little_otherwise_is_named_too(
    tmp_path: Path, speeches: dict[str, list[str]], changed: list[str]
) -> None:
    said = speech(77, 300)
    variant = [*said[:111], *changed, *said[112:]]
    index = opened(tmp_path / "index", {**speeches, "said": said, "variant": variant})
    found = index.look_up(" ".join(said[100:124]))
    assert [each.transcript for each in found[:2]] == ["said", "variant"]


def test_a_quote_across_two_transcripts_names_only_the_wanted_one(
    tmp_path: Path, speeches: dict[str, list[str]]
) -> None:
    index = opened(tmp_path / "index", speeches)
    first, second = index.segments[0].entries[3].id, index.segments[0].entries[4].id
    quote = " ".join([*speeches[first][-14:], "so", "then", *speeches[second][:14]])
    assert {each.transcript for each in index.look_up(quote)} == {first, second}
    assert [each.transcript for each in index.look_up(quote, only=frozenset({second}))] == [second]


def test_of_a_formula_that_stands_everywhere_in_a_transcript_the_place_that_has_more_is_looked_at(
    tmp_path: Path,
) -> None:
    own = ["of", "cuba", "to", "the", "products", "of", "the", "united", "states"]
    said: list[str] = []
    for number in range(30):
        said += [*own[:3], *speech(100 + number, 9), *own[6:], *speech(200 + number, 150)]
    said += [*own, *speech(300, 90), *speech(301, 12)]
    index = opened(tmp_path / "index", {"said": said})
    words = [*own, *said[-12:]]
    hashes = fold_words(" ".join(words))
    halves = array("H", [hash_ >> 16 or 1 for hash_ in hashes])
    asked = Asked(index.segments, index.live, hashes, halves, len(words) - 2)
    at = start_of(0) + index.segments[0].firsts[0] + len(said) - len(words)
    found = {key: here for key, here in stand(asked, [at]) if here.covered >> len(own)}
    assert finding._complete(asked, found)  # the first words' place is told by three trigrams, many by two
