"""The index of an archive: segments in one folder, brought up to date and opened for look-ups.

The folder's ``*.segment`` files are the index; there is no list of them that could disagree. A
segment appears whole (written aside, renamed); one that fails its digest is removed and what
it held is indexed again. A transcript whose text has changed is masked in its old segment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quotetrack.matching.index.lookup import Candidate, look_up
from quotetrack.matching.index.segment import DamagedSegment, Entry, Segment, read

ENDING = ".segment"
SMALL = 8_000_000
"""Code points. Segments below this are merged when there are more than MOST_SMALL of them."""
MOST_SMALL = 4


@dataclass(frozen=True)
class Index:
    """The open index. Look-ups see the segments that were there when it was opened."""

    segments: tuple[Segment, ...]
    live: tuple[bytes | None, ...]
    """For each segment which of its transcripts count, ``None`` for all: the others are older copies."""
    unindexed: tuple[str, ...]
    """Ids of wanted transcripts that no segment holds as they are now."""
    damaged: tuple[str, ...] = ()
    """Segments that were not believed, each with the reason."""

    @classmethod
    def open(cls, folder: Path, wanted: Mapping[str, str]) -> Index:
        """The index in a folder, as far as it holds these transcripts (id to stamp).

        A missing folder is an empty index.
        """
        segments: list[Segment] = []
        damaged: list[str] = []
        # The newest first: of two copies of a transcript the later one counts.
        for path in sorted(folder.glob(f"*{ENDING}"), reverse=True):
            try:
                segments.append(read(path))
            except DamagedSegment as wrong:
                damaged.append(str(wrong))
        left = dict(wanted)
        live: list[bytes | None] = []
        for segment in segments:
            mask = bytearray(len(segment.entries))
            for number, entry in enumerate(segment.entries):
                if left.get(entry.id) == entry.stamp:
                    mask[number] = 1
                    del left[entry.id]
            live.append(None if all(mask) else bytes(mask))
        return cls(tuple(segments), tuple(live), tuple(sorted(left)), tuple(damaged))

    @property
    def transcripts(self) -> int:
        """How many transcripts can be found."""
        pairs = zip(self.segments, self.live, strict=True)
        return sum(len(s.entries) if mask is None else sum(mask) for s, mask in pairs)

    def words_of(self, id: str) -> memoryview | None:
        """A transcript's words as numbers of 16 bits, 0 for none; ``None`` where it cannot be found."""
        for segment, mask in zip(self.segments, self.live, strict=True):
            number = segment.numbers.get(id)
            if number is not None and (mask is None or mask[number]):
                return segment.words_of(number)
        return None

    def look_up(
        self, words: str, *, only: frozenset[str] | None = None, least: int = 1, most: int = 12
    ) -> tuple[Candidate, ...]:
        """The transcripts that share most with these words; see ``lookup.look_up``."""
        return look_up(self.segments, self.live, words, only=only, least=least, most=most)


def bring_up_to_date(
    folder: Path, wanted: Mapping[str, str], text_of: Callable[[str], str | None]
) -> Iterator[int]:
    """Index what is wanted and not there, drop what is damaged or outdated, merge small segments.

    Yields the code points indexed so far, for progress. One process at a time may write; readers go
    on with the segments they have open. Killed at any moment it leaves a valid index, perhaps
    of less. Raises OSError.
    """
    from quotetrack.matching.index.building import write  # loads numpy, which a look-up has no use for

    folder.mkdir(parents=True, exist_ok=True)
    for partial in folder.glob("*.partial"):
        partial.unlink(missing_ok=True)
    old = set(folder.glob(f"*{ENDING}"))
    index = Index.open(folder, wanted)
    kept, again = _sorted_out(index)
    texts = _texts((*index.unindexed, *again), wanted, text_of)
    number = max((int(path.stem) for path in old if path.stem.isdigit()), default=-1)
    done = 0
    while True:
        number += 1
        size = write(folder / f"{number:08}{ENDING}", texts)
        if not size:
            break
        done += size
        yield done
    # Only now: a reader that opens the folder in between sees both copies and takes the later one.
    for path in old - kept:
        path.unlink(missing_ok=True)


def _sorted_out(index: Index) -> tuple[set[Path], list[str]]:
    """The segments to keep, and the transcripts of the others that are to be written anew."""
    pairs = [
        (segment, b"\1" * len(segment.entries) if mask is None else mask)
        for segment, mask in zip(index.segments, index.live, strict=True)
    ]
    merge = sum(segment.size < SMALL for segment, _ in pairs) > MOST_SMALL
    kept: set[Path] = set()
    again: list[str] = []
    for segment, mask in pairs:
        outdated = sum(mask) * 2 < len(mask)
        if outdated or (merge and segment.size < SMALL):
            again += [e.id for e, alive in zip(segment.entries, mask, strict=True) if alive]
        else:
            kept.add(segment.path)
    return kept, again


def _texts(
    ids: Sequence[str], wanted: Mapping[str, str], text_of: Callable[[str], str | None]
) -> Iterator[tuple[Entry, str]]:
    for id_ in ids:
        text = text_of(id_)
        if text is not None:
            yield Entry(id_, wanted[id_]), text
