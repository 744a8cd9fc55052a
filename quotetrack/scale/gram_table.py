"""The trigrams of an archive in sorted tables on the disk: one machine's road to the candidates.

Each table is a folder of arrays for some transcripts in a row, memory-mapped, so that all processes of
a batch share one copy. It is made aside and renamed; what a killed batch has finished is used again.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from quotetrack.scale.grams import Grams, grams_of
from quotetrack.scale.ranking import Hit
from quotetrack.scale.rule import PLACES, looked_up

LARGEST = 24_000_000
"""Code points of text in one table: sorting them takes 250 MB for a second."""
_ARRAYS = ("keys", "bounds", "frequencies", "transcripts", "places")


@dataclass(frozen=True)
class GramTable:
    """An open table."""

    keys: NDArray[np.int64]
    """Every trigram once, in order."""
    bounds: NDArray[np.uint32]
    """Where the places of each begin, and one more for the end."""
    frequencies: NDArray[np.uint32]
    """In how many of these transcripts it stands."""
    transcripts: NDArray[np.uint32]
    """For each place the transcript's number in the archive."""
    places: NDArray[np.uint32]
    """Code points in the transcript."""

    @classmethod
    def open(cls, folder: Path) -> GramTable:
        """Map the arrays. Raises OSError or ValueError where they are not whole."""
        return cls(**{name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS})

    def rows_of(self, keys: NDArray[np.int64]) -> NDArray[np.int64]:
        """The number of each trigram in the table; -1 where it does not stand there."""
        if not len(self.keys):
            return np.full(len(keys), -1, dtype=np.int64)
        rows = np.searchsorted(self.keys, keys)
        rows[rows == len(self.keys)] = 0
        return np.where(self.keys[rows] == keys, rows, -1)


def write_tables(folder: Path, first: int, texts: Iterable[str | None]) -> Iterator[int]:
    """Write the tables of transcripts that are numbered from ``first`` on; yields the code points done.

    A text that is ``None`` has gone from the archive meanwhile; its number stays. Raises OSError.
    """
    number, size, done = first, 0, 0
    parts: list[tuple[int, Grams]] = []
    begun = first
    for text in texts:
        if text:
            parts.append((number, grams_of(text)))
            size += len(text)
        number += 1
        if size >= LARGEST:
            _write(folder / f"{begun:010}", parts)
            done += size
            begun, size, parts = number, 0, []
            yield done
    if parts:
        _write(folder / f"{begun:010}", parts)
        yield done + size


def _write(folder: Path, parts: Sequence[tuple[int, Grams]]) -> None:
    keys = np.concatenate([grams.keys for _, grams in parts])
    places = np.concatenate([grams.places for _, grams in parts]).astype(np.uint32)
    lengths = [len(grams) for _, grams in parts]
    numbers = np.repeat(np.array([number for number, _ in parts], dtype=np.uint32), lengths)
    # Stable, so that a trigram's places stay in the order of transcripts, and in that of the text.
    order = np.argsort(keys, kind="stable")
    keys, numbers, places = keys[order], numbers[order], places[order]
    del order
    new_key = np.r_[True, keys[1:] != keys[:-1]] if len(keys) else np.zeros(0, dtype=bool)
    new_text = new_key | np.r_[True, numbers[1:] != numbers[:-1]] if len(keys) else new_key
    starts = np.flatnonzero(new_text)
    within = np.arange(len(keys)) - np.repeat(starts, np.diff(np.r_[starts, len(keys)]))
    kept = within < PLACES
    keys, numbers, places = keys[kept], numbers[kept], places[kept]
    begins = np.flatnonzero(new_key[kept])
    frequencies = np.add.reduceat(new_text[kept].astype(np.uint32), begins) if len(begins) else begins
    arrays = {
        "keys": keys[begins],
        "bounds": np.r_[begins, len(keys)].astype(np.uint32),
        "frequencies": frequencies.astype(np.uint32),
        "transcripts": numbers,
        "places": places,
    }
    aside = folder.with_name(f".{folder.name}.{os.getpid()}")
    aside.mkdir(parents=True)
    for name, array in arrays.items():
        with (aside / f"{name}.npy").open("wb") as file:
            np.save(file, array)
            file.flush()
            os.fsync(file.fileno())
    try:
        aside.rename(folder)
    except OSError:  # it is there already, from a process that was taken for dead
        shutil.rmtree(aside)


def hits_of(tables: Sequence[GramTable], quotes: Sequence[Grams]) -> list[list[Hit]]:
    """Where the trigrams that the rule looks up stand, for each of these quotes."""
    lengths = [len(grams) for grams in quotes]
    keys = np.concatenate([grams.keys for grams in quotes]) if quotes else np.zeros(0, np.int64)
    of_quote = np.repeat(np.arange(len(quotes)), lengths)
    numbers = np.concatenate([np.arange(length) for length in lengths]) if lengths else of_quote
    distinct, inverse = np.unique(keys, return_inverse=True)
    rows = [table.rows_of(distinct) for table in tables]
    frequencies = np.zeros(len(distinct), dtype=np.int64)
    for table, at in zip(tables, rows, strict=True):
        there = at >= 0
        frequencies[there] += table.frequencies[at[there]]
    chosen = np.flatnonzero(looked_up(of_quote, numbers, frequencies[inverse]))
    found: list[list[Hit]] = [[] for _ in quotes]
    for table, at in zip(tables, rows, strict=True):
        here = at[inverse[chosen]]
        which, here = chosen[here >= 0], here[here >= 0]
        begins, ends = table.bounds[here].astype(np.int64), table.bounds[here + 1].astype(np.int64)
        counts = ends - begins
        total = int(counts.sum())
        if not total:
            continue
        offsets = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
        postings = np.repeat(begins, counts) + offsets
        columns = zip(
            np.repeat(of_quote[which], counts).tolist(),
            np.repeat(numbers[which], counts).tolist(),
            table.transcripts[postings].tolist(),
            table.places[postings].tolist(),
            strict=True,
        )
        for quote, number, transcript, place in columns:
            found[quote].append((number, transcript, place))
    return found
