"""The benchmark of ``quotetrack batch``: rate, memory, growth, and recall by kind, beside other ways.

    pip install -r benchmarks/peers.txt
    python benchmarks/batch.py --corpus FILE.jsonl.gz ... [--mb 10] [--quotes 2000]
        [--peers duckdb passim spark] [--results FILE]

The quotes are the accuracy benchmark's, a third of them altered, one in twenty of words that stand nowhere. A
quote is found when the right transcript is named, and a place there that shares more than half of some piece
with the true one; of words that are nowhere, when nothing is named for the same. Times are of whole runs;
processor seconds are of all processes together. Each run adds a line to the results, from which
``benchmarks/batch_plan.py`` makes the tables and the plan of docs/scale.md.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from batch_peers import PEERS, Found
from corpora import corpus, sotu

from quotes import Holdings, Question, Speech, hold, questions
from quotetrack.archive import Archive
from quotetrack.importing import Named, Readers, import_rows
from quotetrack.matching import words_of
from quotetrack.model import Person, Quote
from quotetrack.scale.batch import Job, run
from quotetrack.scale.bench import claims_from
from quotetrack.scale.gram_table import GramTable, hits_of, write_tables
from quotetrack.scale.grams import grams_of
from quotetrack.scale.judging import testimony
from quotetrack.scale.outcome import Progress
from quotetrack.scale.ranking import candidates
from quotetrack.scale.spark_rows import stored
from quotetrack.verification import readable
from quotetrack.verification.dates import read_date

HONEST = ("verbatim", "short-verbatim", "typography", "one-ellipsis", "two-ellipses", "bracketed-insertion")
ALTERED = (
    "one-word", "negation-dropped", "negation-added", "number-in-digits", "name-changed", "changed-15",
    "changed-30", "changed-50", "typos", "splice", "swapped", "splice-of-two",
)  # fmt: skip
NOWHERE = "absent"
NOWHERE_SHARE = 0.05
ALTERED_SHARE = 1 / 3
FEW = 40
SILENT = Progress(lambda *_: None, lambda _: None, lambda _: None)
SAMPLE = 500
"""Quotes whose hits are counted."""


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        holdings = hold(taken(options.corpus, options.mb * 1e6), options.seed)
        texts = sum(len(t.text.encode()) for t in holdings.transcripts.values())
        asked = ask(holdings, options.seed, options.quotes)
        size = f"{texts / 1e6:.1f} MB, {len(holdings.transcripts):,} transcripts"
        print(f"{size}, {len(asked):,} quotes; {load()}")
        write_lines(folder / "transcripts.jsonl", transcripts(holdings))
        write_lines(folder / "quotes.jsonl", map(as_row, enumerate(asked)))
        archive = folder / "archive"
        keep(archive, folder / "transcripts.jsonl")
        figures = {
            "bytes": texts,
            "transcripts": len(holdings.transcripts),
            "quotes": len(asked),
            "load": load(),
        }
        figures |= lookups(holdings, asked, folder / "tables")
        del holdings
        figures["start_processor"] = begun(folder, archive, options.processes)
        ours, found = batch(folder, archive, options.processes)
        figures |= ours
        report("quotetrack", asked, found, ours["seconds"], None)
        recall = {"quotetrack": shares(asked, found)}
        for key in options.peers:
            try:
                started, before = time.perf_counter(), used()
                theirs = PEERS[key](folder)
                seconds = time.perf_counter() - started
            except ImportError as missing:
                print(f"{key}: left out; {missing.name} is not installed")
                continue
            report(key, asked, theirs, seconds, ours["seconds"])
            recall[key] = shares(asked, theirs)
            figures[f"{key}_seconds"], figures[f"{key}_processor"] = seconds, used() - before
        figures["recall"] = recall
        if options.results:
            with options.results.open("a", encoding="utf-8") as out:
                out.write(json.dumps(figures) + "\n")


# --- what is asked ---


def taken(files: Sequence[str], most: float) -> list[Speech]:
    """Transcripts of all files in turn, up to so many bytes."""
    sources: list[Iterator[Speech]] = [corpus(file) for file in files] or [sotu()]
    kept: list[Speech] = []
    while sources and most > 0:
        for source in tuple(sources):
            speech = next(source, None)
            if speech is None:
                sources.remove(source)
            elif most > 0:
                kept.append(speech)
                most -= len(speech.text.encode())
    return kept


def ask(holdings: Holdings, seed: int, most: int) -> list[Question]:
    """The quotes, in any order: two thirds honest, a third altered."""
    nowhere, altered = round(most * NOWHERE_SHARE), round(most * ALTERED_SHARE)
    asked: list[Question] = []
    for kinds, number in (((NOWHERE,), nowhere), (ALTERED, altered), (HONEST, most - nowhere - altered)):
        made = list(questions(holdings, seed, -(-number // len(kinds)), kinds))
        random.Random(seed).shuffle(made)
        asked += made[:number]
    random.Random(seed).shuffle(asked)
    return asked


def transcripts(holdings: Holdings) -> Iterator[dict[str, Any]]:
    for id, each in holdings.transcripts.items():
        facts = {"language": "en", "nature": "verbatim", "complete": "yes"}
        yield {"id": id, "text": each.text, "speaker": each.speaker, "date": each.date, **facts}


def as_row(pair: tuple[int, Question]) -> dict[str, Any]:
    number, question = pair
    claims = {"speaker": question.speaker, "date": question.date, "language": "en"}
    return {"id": str(number), "text": question.quote, **claims}


def write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def keep(folder: Path, path: Path) -> None:
    """Import the transcripts into an archive."""
    named = Named(path=path)
    with Archive.open(folder) as archive, Readers(os.cpu_count() or 1) as readers:
        for _ in import_rows(named.rows(), archive, readers, source=named.name):
            pass


# --- ours ---


def begun(folder: Path, archive: Path, processes: int) -> float:
    """Processor seconds of a batch of a few quotes: tables, and what each process reads before its first."""
    before = used()
    with (folder / "quotes.jsonl").open(encoding="utf-8") as lines:
        (folder / "few.jsonl").write_text("".join(islice(lines, FEW)), "utf-8")
    rows_a_part = max(1, FEW // (4 * processes))
    run(Job(folder / "few.jsonl", archive, folder / "few", rows_a_part, processes=processes), SILENT)
    return used() - before


def lookups(holdings: Holdings, asked: Sequence[Question], folder: Path) -> dict[str, float]:
    """What tables and look-ups take by themselves, in one process."""
    folder.mkdir()
    texts = [holdings.transcripts[id].text for id in sorted(holdings.transcripts)]
    started = time.process_time()
    for _ in write_tables(folder, 0, texts):
        pass
    tables = time.process_time() - started
    opened = [GramTable.open(each) for each in sorted(folder.iterdir())]
    size = sum(file.stat().st_size for file in folder.rglob("*.npy"))
    quotes = [grams_of(words_of(each.quote, "en")) for each in asked[:SAMPLE]]
    hits = hits_of(opened, quotes)
    ids = sorted(holdings.transcripts)
    dated = (
        (number, interval.first.isoformat(), interval.last.isoformat(), holdings.transcripts[id].speaker)
        for number, id in enumerate(ids)
        for interval in read_date(holdings.transcripts[id].date or "").intervals
    )
    claims = claims_from(dated)
    pairs, said = 0, 0
    for question, own, found in zip(asked, quotes, hits, strict=False):
        speaker = Person(question.speaker) if question.speaker else None
        quote = Quote("q", question.quote, speaker=speaker, date=question.date, language="en")
        for each in candidates(quote, own.places.tolist(), found, claims):
            transcript = holdings.transcripts[ids[each.transcript]]
            heard = testimony(quote, transcript, readable(transcript), each.windows, lambda _: ())
            pairs, said = pairs + 1, said + len(stored(heard, "0" * 64))
    return {
        "pairs_a_quote": pairs / max(1, len(quotes)),
        "bytes_a_pair": said / max(1, pairs),
        "table_processor": tables,
        "table_bytes": size,
        "words": sum(len(grams_of(text)) for text in texts),
        "trigrams_a_quote": sum(map(len, quotes)) / max(1, len(quotes)),
        "hits_a_quote": sum(map(len, hits)) / max(1, len(quotes)),
    }


def batch(folder: Path, archive: Path, processes: int) -> tuple[dict[str, Any], dict[int, Found]]:
    """Run it, and what it took."""
    import pyarrow.parquet as pq

    out = folder / "out"
    rows_a_part = max(100, min(5_000, count_lines(folder / "quotes.jsonl") // (4 * processes)))
    job = Job(folder / "quotes.jsonl", archive, out, rows_a_part, processes=processes)
    context = get_context("spawn")
    here, there = context.Pipe()
    apart = context.Process(target=_run_apart, args=(job, there))
    apart.start()
    figures = here.recv()
    apart.join()
    found = {}
    for part in sorted((out / "verdicts").iterdir()):
        for row in pq.read_table(part).to_pylist():
            if row["transcript"] is not None:
                found[int(row["id"])] = Found(
                    row["transcript"], row["passage_start"], row["passage_end"], row["status"]
                )
    figures["out_bytes"] = sum(file.stat().st_size for file in (out / "verdicts").iterdir())
    seconds = figures["quote_seconds"]
    print(
        f"quotetrack batch, {processes} processes: {figures['seconds']:.1f} s, of it tables "
        f"{figures['table_seconds']:.1f} s; {figures['verdicts'] / seconds:,.0f} quotes a second, "
        f"{figures['verdicts'] / figures['processor']:,.0f} a processor second; "
        f"peak of a worker {figures['peak_mb']:,.0f} MB"
    )
    return figures, found


def _run_apart(job: Job, told: Connection) -> None:
    """Run it in a process that has done nothing else, whose memory and time are the batch's."""
    stages: dict[str, float] = {}
    started = time.perf_counter()
    progress = Progress(
        lambda name, _: stages.setdefault(name, time.perf_counter()) and None, lambda _: None, lambda _: None
    )
    outcome, _ = run(job, progress)
    ended = time.perf_counter()
    told.send(
        {
            "processes": job.processes,
            "seconds": ended - started,
            "table_seconds": stages["quotes"] - stages["transcripts"],
            "quote_seconds": ended - stages["quotes"],
            "processor": used(),
            "peak_mb": getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024,  # this process holds the questions
            "verdicts": outcome.verdicts,
            "rejects": outcome.rejects,
        }
    )


def used() -> float:
    """Processor seconds of this process and those that have ended."""
    both = (getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)


def count_lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)


def load() -> str:
    return "load " + " ".join(f"{each:.2f}" for each in os.getloadavg())


# --- what was found ---


def is_found(question: Question, found: Found | None) -> bool:
    """Whether the answer is right."""
    if not question.pieces:
        return found is None or found.status in ("not-in-transcripts", "unchecked")
    if found is None or found.start is None or found.end is None:
        return False
    places = [(question.speech, place) for place in question.pieces] + [*question.beyond]
    return any(
        found.transcript == speech and 2 * (min(end, found.end) - max(start, found.start)) > end - start
        for speech, (start, end) in places
    )


def shares(asked: Sequence[Question], found: Mapping[int, Found]) -> dict[str, float]:
    """Recall by kind, and of all kinds together."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for number, question in enumerate(asked):
        for name in (question.kind, "all"):
            total[name] += 1
            right[name] += is_found(question, found.get(number))
    return {name: right[name] / total[name] for name in sorted(total)}


def report(
    name: str, asked: Sequence[Question], found: Mapping[int, Found], seconds: float, ours: float | None
) -> None:
    by_kind = shares(asked, found)
    ratio = f", {seconds / ours:.1f} times ours" if ours else ""
    print(f"{name}: {seconds:.1f} s{ratio}; found {by_kind.pop('all'):.1%}")
    print("  " + ", ".join(f"{kind} {share:.0%}" for kind, share in by_kind.items()))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", nargs="*", default=[], metavar="FILE.jsonl.gz")
    parser.add_argument("--mb", type=float, default=10, help="megabytes of transcripts")
    parser.add_argument("--quotes", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--peers", nargs="*", default=[], choices=sorted(PEERS))
    parser.add_argument("--results", type=Path, help="a file to which the figures are added, as JSON")
    parser.add_argument("--folder", type=Path, help="where to work; else where temporary files go")
    return parser.parse_args()


if __name__ == "__main__":
    main()
