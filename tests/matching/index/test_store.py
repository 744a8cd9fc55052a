"""The index on disk: it finds, it is renewed when texts change, it is never believed when damaged."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from quotetrack.matching.index import Index, bring_up_to_date, building, store
from quotetrack.matching.index.few import fold_words
from quotetrack.matching.index.finding import COMMON

WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprstvz" for b in "aeiou" for c in "bdgklmnrst"]


def speech(seed: int, length: int = 400) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choice(WORDS) for _ in range(length))


@pytest.fixture
def texts() -> dict[str, str]:
    return {f"speech-{n}": speech(n) for n in range(20)}


def update(folder: Path, texts: dict[str, str], stamp: str = "1") -> Index:
    wanted = dict.fromkeys(texts, stamp)
    list(bring_up_to_date(folder, wanted, texts.get))
    return Index.open(folder, wanted)


def quote_of(text: str, first: int, size: int = 12) -> tuple[str, int]:
    words = text.split(" ")
    return " ".join(words[first : first + size]), len(" ".join(words[:first])) + bool(first)


@pytest.mark.parametrize("first", [0, 1, 200, 388])
def test_a_quote_is_found_anywhere_in_a_transcript(tmp_path: Path, texts: dict[str, str], first: int) -> None:
    index = update(tmp_path / "index", texts)
    for id_, text in texts.items():
        quote, place = quote_of(text, first)
        best = index.look_up(quote)[0]
        assert best.transcript == id_
        assert any(w.start <= place and place + len(quote) <= w.end + 10 for w in best.windows)


def test_both_sources_of_a_stitched_quote_are_named(tmp_path: Path, texts: dict[str, str]) -> None:
    index = update(tmp_path / "index", texts)
    left, _ = quote_of(texts["speech-3"], 100, 20)
    right, _ = quote_of(texts["speech-9"], 300, 6)
    assert {c.transcript for c in index.look_up(f"{left} {right}")} == {"speech-3", "speech-9"}


def test_nothing_is_found_of_foreign_words_or_too_few(tmp_path: Path, texts: dict[str, str]) -> None:
    index = update(tmp_path / "index", texts)
    assert index.look_up("entirely other words that nobody in these speeches ever used") == ()
    assert index.look_up("two words") == ()
    assert index.look_up("") == ()


def test_a_look_up_can_be_restricted(tmp_path: Path, texts: dict[str, str]) -> None:
    texts["copy"] = texts["speech-1"]
    index = update(tmp_path / "index", texts)
    quote, _ = quote_of(texts["speech-1"], 50)
    assert {c.transcript for c in index.look_up(quote)} == {"speech-1", "copy"}
    assert [c.transcript for c in index.look_up(quote, only=frozenset({"copy", "unknown"}))] == ["copy"]


@pytest.mark.parametrize("strangers", [0, 100])
def test_of_transcripts_asked_for_by_name_those_with_too_little_are_left_out(
    tmp_path: Path, texts: dict[str, str], strangers: int
) -> None:
    quote, _ = quote_of(texts["speech-7"], 50, 20)
    part, _ = quote_of(texts["speech-7"], 60, 4)
    texts = texts | {"all": f"{speech(77)} {quote} {speech(78)}", "part": f"{speech(79)} {part} {speech(80)}"}
    index = update(tmp_path / "index", texts)
    named = frozenset({"all", "part", *(f"unknown-{n}" for n in range(strangers))})
    assert [c.transcript for c in index.look_up(quote, only=named)] == ["all"]
    assert [c.transcript for c in index.look_up(quote, only=named - {"all"})] == ["part"]
    assert index.look_up(quote, only=named - {"all"}, least=3) == ()
    assert [(c.transcript, c.covered) for c in index.look_up(quote, only=named, least=18)] == [("all", 18)]


def test_a_changed_text_replaces_the_old_one(tmp_path: Path, texts: dict[str, str]) -> None:
    update(tmp_path / "index", texts)
    old, _ = quote_of(texts["speech-1"], 50)
    texts["speech-1"] = speech(99)
    wanted = {**dict.fromkeys(texts, "1"), "speech-1": "2"}
    list(bring_up_to_date(tmp_path / "index", wanted, texts.get))
    index = Index.open(tmp_path / "index", wanted)
    assert index.unindexed == ()
    assert index.look_up(old) == ()
    assert index.look_up(quote_of(texts["speech-1"], 50)[0])[0].transcript == "speech-1"


def test_the_words_of_each_transcript_as_it_is_now(tmp_path: Path, texts: dict[str, str]) -> None:
    update(tmp_path / "index", texts)
    texts["speech-1"] = speech(99)
    wanted = {**dict.fromkeys(texts, "1"), "speech-1": "2"}
    list(bring_up_to_date(tmp_path / "index", wanted, texts.get))
    index = Index.open(tmp_path / "index", wanted)
    for id_, text in texts.items():
        words = index.words_of(id_)
        assert words is not None
        assert [word for word in words if word] == [hash_ >> 16 or 1 for hash_ in fold_words(text)]
    assert index.words_of("speech-20") is None


def test_what_is_gone_is_not_found(tmp_path: Path, texts: dict[str, str]) -> None:
    index = update(tmp_path / "index", texts)
    quote, _ = quote_of(texts["speech-1"], 50)
    assert index.look_up(quote)
    del texts["speech-1"]
    assert Index.open(tmp_path / "index", dict.fromkeys(texts, "1")).look_up(quote) == ()


def test_nothing_new_writes_nothing(tmp_path: Path, texts: dict[str, str]) -> None:
    update(tmp_path / "index", texts)
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "index").iterdir()}
    update(tmp_path / "index", texts)
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "index").iterdir()} == before


def test_many_small_segments_become_one(tmp_path: Path, texts: dict[str, str]) -> None:
    folder = tmp_path / "index"
    given: dict[str, str] = {}
    for id_, text in texts.items():
        given[id_] = text
        update(folder, given)
    assert len(list(folder.glob("*.segment"))) <= store.MOST_SMALL + 1
    index = Index.open(folder, dict.fromkeys(texts, "1"))
    assert index.unindexed == ()
    assert all(index.look_up(quote_of(text, 77)[0])[0].transcript == id_ for id_, text in texts.items())


def test_large_archives_make_several_segments(
    tmp_path: Path, texts: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building.write, "__defaults__", (5000,))
    index = update(tmp_path / "index", texts)
    assert len(index.segments) > 3
    assert all(index.look_up(quote_of(text, 77)[0])[0].transcript == id_ for id_, text in texts.items())


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "garbage", "header"])
def test_a_damaged_segment_is_noticed_and_built_again(
    tmp_path: Path, texts: dict[str, str], damage: str
) -> None:
    folder = tmp_path / "index"
    update(folder, texts)
    (path,) = folder.glob("*.segment")
    data = bytearray(path.read_bytes())
    if damage == "flip":
        data[len(data) // 2] ^= 1
    elif damage == "cut":
        data = data[:-100]
    elif damage == "empty":
        data = bytearray()
    elif damage == "garbage":
        data = bytearray(b"\xff" * 9000)
    else:
        data[:40] = b'{"format": "quotetrack/index/0", "a": "b'
    path.write_bytes(data)
    broken = Index.open(folder, dict.fromkeys(texts, "1"))
    assert len(broken.damaged) == 1
    assert len(broken.unindexed) == len(texts)
    assert broken.look_up(quote_of(texts["speech-1"], 5)[0]) == ()
    mended = update(folder, texts)
    assert mended.damaged == ()
    assert mended.look_up(quote_of(texts["speech-1"], 5)[0])[0].transcript == "speech-1"


def test_leftovers_of_a_killed_writer_are_no_segments(tmp_path: Path, texts: dict[str, str]) -> None:
    folder = tmp_path / "index"
    folder.mkdir()
    (folder / "00000007.partial").write_bytes(b"half")
    index = update(folder, texts)
    assert index.damaged == ()
    assert not list(folder.glob("*.partial"))


def test_a_reader_keeps_what_it_has_opened(tmp_path: Path, texts: dict[str, str]) -> None:
    folder = tmp_path / "index"
    index = update(folder, texts)
    for path in folder.glob("*.segment"):
        path.unlink()
    assert index.look_up(quote_of(texts["speech-1"], 5)[0])[0].transcript == "speech-1"


def test_places_far_apart_and_texts_without_words(tmp_path: Path) -> None:
    quote = "a word that stands after a very long silence indeed"
    texts = {
        "silence": "start " + "." * 200_000 + " " + quote,
        "dots": "…" * 70_000,
        "empty": "",
        "one": "word",
    }
    best = update(tmp_path / "index", texts).look_up(quote)[0]
    assert best.transcript == "silence"
    assert best.windows[-1].start <= texts["silence"].index(quote)
    assert best.windows[-1].end >= texts["silence"].index("indeed")


def test_a_formula_that_stands_everywhere_is_found_where_the_rest_of_the_quote_stands(tmp_path: Path) -> None:
    formula = "of the treaty between the United States and"
    # Oftener than any trigram is looked up in a whole archive.
    texts = {f"speech-{n}": f"{speech(n, 200)} {formula} {speech(n + 5000, 20)}" for n in range(COMMON + 60)}
    index = update(tmp_path / "index", texts)
    start, _ = quote_of(texts["speech-31"], 20)
    best = index.look_up(f"{start} {formula}")[0]
    place = texts["speech-31"].index(formula)
    assert best.transcript == "speech-31"
    assert any(w.start <= place and place + len(formula) <= w.end for w in best.windows)
    assert any(p.start <= place and place + len(formula) <= p.end for p in best.pieces)


def test_common_trigrams_are_found_with_numpy_and_without(
    tmp_path: Path, texts: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    index = update(tmp_path / "index", texts)
    quotes = [quote_of(text, 77)[0] for text in texts.values()]
    without = [[each.pieces for each in index.look_up(quote)] for quote in quotes]
    monkeypatch.setattr("quotetrack.matching.index.segment.MANY", 0)
    monkeypatch.setattr("quotetrack.matching.index.seeds.RARE", 0)
    assert [[each.pieces for each in index.look_up(quote)] for quote in quotes] == without


def test_a_look_up_needs_no_numpy(tmp_path: Path, texts: dict[str, str]) -> None:
    update(tmp_path / "index", texts)
    quote, _ = quote_of(next(iter(texts.values())), 77)
    folder, wanted = str(tmp_path / "index"), dict.fromkeys(texts, "1")
    asked = (
        "import sys; from pathlib import Path; from quotetrack.matching.index import Index; "
        f"found = Index.open(Path({folder!r}), {wanted!r}).look_up({quote!r}); "
        "print(len(found[0].windows) > 0, 'numpy' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert ran.stdout.split() == ["True", "False"]
