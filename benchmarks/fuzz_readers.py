"""Damaged files of every format, read: does each end in a transcript or in one line that refuses it?

``python benchmarks/fuzz_readers.py --inputs 1000 --seed 1`` damages whole files in one way or another, and
reads each in a process that may take 10 seconds of processor time for it and 1 GiB of memory. It prints, by
format, how many were read and refused, and what failed: errors that are not ours, transcripts that do not
hold what they promise, too much time, too much memory. An input is made again by its number:
``--only NUMBER`` shows what it leads to. ``--folder`` adds files of your own to those that are damaged.

PDFs are read without the process of their own that confines them, which starts too slowly for so many; one
that takes too much is read again by that process, and what comes of that is counted.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType

from fuzzing.mutations import damaged
from fuzzing.seeds import MEDIA_TYPES, Seed, seeds

from quotetrack.errors import Refused, UnreadableTranscript
from quotetrack.model import Stated, Transcript
from quotetrack.transcripts.pdf import confined, document
from quotetrack.transcripts.profile_files import packaged_profiles

SECONDS = 10
"""Processor time for one input."""
MEMORY = 2**30
"""Bytes of address space of the process that reads."""
SILENT = 300
"""Seconds by the clock after which a process that says nothing is ended: code in C hears no signal."""
CONFINED = confined.read
"""The reader of PDFs as the program uses it."""
_HOSTS = [host for profile in packaged_profiles() for host in profile.hosts]
"""Publishers' pages are read by their profiles, so each is asked for as theirs, too."""
_KINDS = ("read", "refused", "error", "time", "memory")


class TooLong(BaseException):
    """The time for one input is over; no reader catches it."""


@dataclass(frozen=True, slots=True)
class Input:
    """One damaged file, and what its sender says of it."""

    seed: Seed
    body: bytes
    media_type: str | None
    charset: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """What reading one input led to."""

    number: int
    format: str
    kind: str
    seconds: float = 0.0
    why: str = ""
    peak: int = 0
    """Bytes that the process has held at most until now."""


@dataclass
class Tally:
    """All results of one format."""

    kinds: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0


def make(number: int, seed: int, whole: list[Seed]) -> Input:
    """The input of this number: the same for the same seed and files."""
    chance = random.Random(f"{seed}:{number}")
    endings = sorted({one.ending for one in whole})
    ending = endings[number % len(endings)]
    one = chance.choice([each for each in whole if each.ending == ending])
    body = damaged(one, whole, chance)
    told = chance.random()
    media_type = one.media_type if told < 0.7 else chance.choice((None, *MEDIA_TYPES.values(), "text/plain"))
    charset = (
        None if chance.random() < 0.8 else chance.choice(("utf-8", "cp1251", "utf-16", "x-none", "\ud800"))
    )
    host = chance.choice((None, "town.example", *_HOSTS))
    url = f"https://{host}/{one.name}" if host and chance.random() < 0.8 else None
    return Input(one, body, media_type, charset, url)


def read(one: Input, folder: Path) -> int:
    """How many transcripts it gives. Raises UnreadableTranscript, Refused; AssertionError for a false one."""
    if one.seed.ending in (".warc", ".wacz"):
        return sum(1 for transcript in _of_web_archive(one, folder) if transcript is not None)
    _check(_transcript(one.body, one.media_type, one.charset, one.url))
    return 1


def _transcript(body: bytes, media_type: str | None, charset: str | None, url: str | None) -> Transcript:
    from quotetrack.transcripts import read_transcript

    return read_transcript(
        body,
        media_type=media_type,
        charset=charset,
        url=url,
        capture="sha256:" + "0" * 64,
        archived_at=datetime(2024, 1, 2, tzinfo=UTC),
        stated=Stated(),
    )


def _of_web_archive(one: Input, folder: Path) -> Iterator[Transcript | None]:
    """The transcripts of its pages; ``None`` for each page, or for the file, that is refused."""
    from quotetrack.archive.evidence import check_evidence
    from quotetrack.importing.rows import BadRow
    from quotetrack.importing.wacz import is_wacz, warcs
    from quotetrack.importing.web_archives import is_web_archive
    from quotetrack.importing.web_records import read_pages

    path = folder / one.seed.name
    path.write_bytes(one.body)
    if not is_web_archive(path):
        raise Refused("no web archive")

    def pages(path: Path) -> Iterator[Transcript | None]:
        for found in read_pages(path, "archive"):
            if isinstance(found, BadRow):
                assert "\n" not in found.reason, "a reason of several lines"
                yield None
                continue
            try:
                check_evidence(found.fetched)
                transcript = _transcript(
                    found.fetched.body, found.fetched.media_type, found.fetched.charset, found.fetched.address
                )
            except (UnreadableTranscript, Refused):
                yield None
                continue
            _check(transcript)
            yield transcript

    if not is_wacz(path):
        yield from pages(path)
        return
    with warcs(path, "archive") as each:
        for found in each:
            if isinstance(found, BadRow):
                yield None
            else:
                yield from pages(found[1])


def _check(transcript: Transcript) -> None:
    """What every transcript promises. Raises AssertionError."""
    text = transcript.text
    assert text, "no text"
    assert text == text.strip(), "text that begins or ends with space"
    text.encode()
    end = 0
    for turn in transcript.turns:
        assert end <= turn.start <= turn.end <= len(text), "turns out of order"
        end = turn.end
    for aside in transcript.asides:
        assert 0 <= aside.start < aside.end <= len(text), "an aside outside the text"
    places = [locator.start for locator in transcript.locators]
    assert places == sorted(places), "places out of order"
    assert all(0 <= place <= len(text) for place in places), "a place outside the text"


def result_of(number: int, one: Input, folder: Path) -> Result:
    """Read it, within the limits, and say what came of it."""
    name = one.seed.ending[1:]
    start = time.process_time()
    why = ""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        read(one, folder)
        kind = "read"
    except (UnreadableTranscript, Refused) as refused:
        kind, why = ("error", "a reason of several lines") if "\n" in str(refused) else ("refused", "")
    except TooLong:
        kind, why = "time", f"over {SECONDS} s"
    except MemoryError:
        kind, why = "memory", f"over {MEMORY >> 20} MiB"
    except RecursionError:
        kind, why = "error", "RecursionError"
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        kind, why = "error", " ".join(f"{type(error).__name__} in {place}: {error}".split())[:160]
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    seconds = time.process_time() - start
    if kind in ("time", "memory") and _is_pdf(one):
        kind, seconds, why = _confined(one)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Result(number, name, kind, seconds, why, peak)


def _is_pdf(one: Input) -> bool:
    return one.body.find(b"%PDF-", 0, 1024) >= 0


def _confined(one: Input) -> tuple[str, float, str]:
    """The same by the process that confines PDFs: what came of it, its processor time, what was wrong."""
    start = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        CONFINED(one.body, one.url)
        kind = "read"
    except UnreadableTranscript:
        kind = "refused"
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime
    # The process itself is given 8 s and one for each page, beside what Python needs to start.
    return (kind, seconds, "") if seconds < 2 * SECONDS else ("time", seconds, "over 20 s, confined")


def work(pipe: Connection, seed: int, numbers: range, folder: str | None) -> None:
    """In a process of its own: read these inputs, and say of each that it begins and what it led to."""
    import logging
    import warnings

    logging.disable(logging.CRITICAL)  # PDF libraries say a lot of damaged files
    warnings.simplefilter("ignore")
    confined.read = document.read
    whole = seeds(Path(folder) if folder else None)
    signal.signal(signal.SIGPROF, _stop)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with tempfile.TemporaryDirectory() as aside:
        for number in numbers:
            one = make(number, seed, whole)
            pipe.send(number)
            pipe.send(result_of(number, one, Path(aside)))
    pipe.send(None)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TooLong


def results(inputs: range, seed: int, folder: str | None) -> Iterator[Result]:
    """Of all these inputs; a process that ends or says nothing is replaced by another."""
    context = get_context("spawn")
    whole = seeds(Path(folder) if folder else None)
    at = inputs.start
    while at < inputs.stop:
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=work, args=(theirs, seed, range(at, inputs.stop), folder))
        process.start()
        theirs.close()
        try:
            while True:
                if not ours.poll(SILENT):
                    process.kill()
                    yield _late(at, make(at, seed, whole))
                    at += 1
                    break
                said = ours.recv()
                if said is None:
                    return
                if isinstance(said, Result):
                    at = said.number + 1
                    yield said
                else:
                    at = said
        except EOFError:
            process.join()
            yield Result(at, "?", "error", 0.0, f"the process ended with {process.exitcode}")
            at += 1
        finally:
            process.join()


def _late(number: int, one: Input) -> Result:
    """Of an input whose process said nothing in time."""
    kind, seconds, why = ("time", float(SILENT), f"silent for {SILENT} s")
    if _is_pdf(one):
        kind, seconds, why = _confined(one)
    return Result(number, one.seed.ending[1:], kind, seconds, why)


def main(arguments: list[str] | None = None) -> int:
    """The table; 1 where something failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=1000)
    parser.add_argument("--from", type=int, default=0, dest="first", help="the first input's number")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", help="more files to damage, by their endings")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="read this one, with the traceback")
    asked = parser.parse_args(arguments)
    if asked.only is not None:
        return _one(asked.only, asked.seed, asked.folder)
    tallies: dict[str, Tally] = {}
    failed: list[Result] = []
    peak = 0
    for result in results(range(asked.first, asked.first + asked.inputs), asked.seed, asked.folder):
        tally = tallies.setdefault(result.format, Tally())
        tally.kinds[result.kind] += 1
        tally.slowest = max(tally.slowest, result.seconds)
        peak = max(peak, result.peak)
        if result.number % 5000 == 4999:
            print(f"up to input {result.number}", file=sys.stderr, flush=True)
        if result.kind not in ("read", "refused"):
            failed.append(result)
            print(f"input {result.number} ({result.format}): {result.why}", file=sys.stderr, flush=True)
    _print(tallies, peak)
    return 1 if failed else 0


def _print(tallies: dict[str, Tally], peak: int) -> None:
    print("| format | inputs | read | refused | errors | over 10 s | over 1 GiB | slowest |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    for name, tally in sorted(tallies.items()):
        counts = " | ".join(f"{tally.kinds[kind]:,}" for kind in _KINDS)
        print(f"| {name} | {tally.kinds.total():,} | {counts} | {tally.slowest:.1f} s |")
    total: Counter[str] = sum((tally.kinds for tally in tallies.values()), Counter())
    counts = " | ".join(f"{total[kind]:,}" for kind in _KINDS)
    slowest = max((tally.slowest for tally in tallies.values()), default=0.0)
    print(f"| all | {total.total():,} | {counts} | {slowest:.1f} s |")
    print(f"\nmost memory held at once: {peak >> 20} MiB")


def _one(number: int, seed: int, folder: str | None) -> int:
    whole = seeds(Path(folder) if folder else None)
    one = make(number, seed, whole)
    print(f"{one.seed.name}, as {one.media_type}, {one.charset}, {one.url}: {len(one.body):,} bytes")
    if place := os.environ.get("FUZZ_KEEP"):
        Path(place).write_bytes(one.body)
    with tempfile.TemporaryDirectory() as aside:
        try:
            print(f"{read(one, Path(aside))} transcripts")
        except (UnreadableTranscript, Refused) as refused:
            print(f"refused: {refused}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
