"""Transcripts at hand: each read once, within a bound."""

from __future__ import annotations

from collections.abc import Callable

from quotetrack.model import Transcript
from quotetrack.verification.shelf import Shelf


def test_read_once_in_order_and_unknown_ids_passed_over(transcript: Callable[..., Transcript]) -> None:
    asked: list[str] = []

    def load(id: str) -> Transcript | None:
        asked.append(id)
        return None if id == "none" else transcript("some words", id)

    shelf = Shelf(load)
    assert [t.id for t, _ in shelf.take(["b", "none", "a"])] == ["b", "a"]
    assert [t.id for t, _ in shelf.take(["a", "b"])] == ["a", "b"]
    assert asked == ["b", "none", "a"]


def test_a_sweep_over_more_than_fits_reads_only_the_rest_anew(transcript: Callable[..., Transcript]) -> None:
    asked: list[str] = []

    def load(id: str) -> Transcript:
        asked.append(id)
        return transcript("x" * (500 if id == "big" else 40), id)

    shelf = Shelf(load, room=100)
    for _ in range(2):
        assert [t.id for t, _ in shelf.take(["big", "a", "b", "c"])] == ["big", "a", "b", "c"]
    assert asked == ["big", "a", "b", "c", "big", "c"]
