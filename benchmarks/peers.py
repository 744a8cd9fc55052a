"""The engines and tools that the speed benchmark runs beside ours, each driven as its own documentation says.

Texts lie ready in memory for all of them, and the edit distance engines get them as one byte a
code point, which is their fastest way. What a peer needs is imported when it is built, so that
a missing one costs a line in the report and nothing else.
"""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import sqlite3
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any, ClassVar

from quotes import Speech

FOREIGN = 0.42
"""Of a quote's characters: with more edits than this an edit distance engine has not found it. On 8 MB a
spliced quote, of which one piece is found, needs 21 to 39 %, text that is nowhere 47 % or more."""
SCORE = 65.0
"""The same for rapidfuzz: 68 or more against 47 to 64."""
TOP = 5
TEXT = ".txt"
"""How a copy of a text ends; it counts as no index."""
_PLAIN = str.maketrans("‘’“”–—\u00a0…", "''\"\"-- .")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a transcript, in code points; only the transcript where no place in it is said."""

    speech: str
    start: int = -1
    end: int = -1


class Engine:
    """Something that is asked where a quote stands."""

    name: str
    key: ClassVar[str]
    """What ``--only`` calls it."""
    needs: ClassVar[tuple[str, ...]] = ()
    """The modules it is imported from."""
    places: ClassVar[bool] = True
    """Whether it can name a place, not only a transcript."""
    note: str = ""
    """What it can answer and what not."""

    def missing(self) -> str | None:
        """What has to be installed before it can be asked; ``None`` where it is all there."""
        wanted = [name for name in self.needs if importlib.util.find_spec(name) is None]
        return ", ".join(wanted) or None

    def build(self, speeches: Sequence[Speech], folder: Path) -> None:
        """Make it ready for these transcripts; what it keeps beside the texts goes into the folder."""
        raise NotImplementedError

    def locate(self, quote: str) -> list[Place]:
        """Where it says that the quote stands; nothing where it says that it does not."""
        raise NotImplementedError


def plain(text: str) -> bytes:
    """A text as one byte a code point."""
    return text.translate(_PLAIN).encode("ascii", "replace")


def words(quote: str) -> list[str]:
    """The different words of a quote, for a query of a full-text engine."""
    return list(dict.fromkeys(re.findall(r"\w+", quote.lower())))


def write_flat(speeches: Sequence[Speech], path: Path) -> list[tuple[str, int, int]]:
    """All transcripts in one file, one after the other: the id, first byte and length of each."""
    rows, at = [], 0
    with path.open("wb") as file:
        for speech in speeches:
            data = speech.text.encode()
            rows.append((speech.id, at, len(data)))
            at += file.write(data + b"\n")
    return rows


class Edlib(Engine):
    """Edit distance, exhaustively: the distance to every transcript, then the best one's path."""

    name, key, needs = "edlib HW, path", "edlib", ("edlib",)
    note = "one span; several pieces only where they lie close together"

    def build(self, speeches: Sequence[Speech], _: Path) -> None:
        self.texts = [(speech.id, plain(speech.text)) for speech in speeches]

    def locate(self, quote: str) -> list[Place]:
        return nearest(plain(quote), self.texts)


def nearest(quote: bytes, texts: Sequence[tuple[str, bytes]]) -> list[Place]:
    """The place of the least edit distance, by edlib."""
    import edlib

    best, k = None, int(FOREIGN * len(quote))
    for id_, text in texts:
        distance = edlib.align(quote, text, mode="HW", task="distance", k=k)["editDistance"]
        if distance >= 0:
            best, k = (id_, text), distance - 1
        if k < 0:
            break
    if best is None:
        return []
    start, end = edlib.align(quote, best[1], mode="HW", task="path", k=k + 1)["locations"][0]
    return [Place(best[0], start or 0, end + 1)]


class Rapidfuzz(Engine):
    """The best partial ratio over all transcripts, then the best one's alignment."""

    name, key, needs = "rapidfuzz partial_ratio_alignment", "rapidfuzz", ("rapidfuzz",)
    note = "one span, as long as the quote: never two pieces that lie apart"

    def build(self, speeches: Sequence[Speech], _: Path) -> None:
        self.speeches = speeches
        self.texts = [speech.text for speech in speeches]

    def locate(self, quote: str) -> list[Place]:
        from rapidfuzz import fuzz, process

        at = 0
        if len(self.texts) > 1:
            best = process.extractOne(quote, self.texts, scorer=fuzz.partial_ratio, score_cutoff=SCORE)
            if best is None:
                return []
            at = best[2]
        found = fuzz.partial_ratio_alignment(quote, self.texts[at], score_cutoff=SCORE)
        return [Place(self.speeches[at].id, found.dest_start, found.dest_end)] if found else []


class Sassy(Engine):
    """Approximate search with SIMD over all transcripts in one piece."""

    name, key, needs = "sassy-rs", "sassy", ("sassy",)
    note = "one span within a given number of edits"

    def build(self, speeches: Sequence[Speech], _: Path) -> None:
        import sassy

        texts = [plain(speech.text) for speech in speeches]
        self.ids = [speech.id for speech in speeches]
        self.starts = [0, *accumulate(len(text) + 1 for text in texts)][:-1]
        self.text = b"\n".join(texts)
        self.searcher = sassy.Searcher("ascii", rc=False)

    def locate(self, quote: str) -> list[Place]:
        pattern = plain(quote)
        found = self.searcher.search(pattern, self.text, int(FOREIGN * len(pattern)))
        if not found:
            return []
        best = min(found, key=lambda match: match.cost)
        at = bisect_right(self.starts, best.text_start) - 1
        return [Place(self.ids[at], best.text_start - self.starts[at], best.text_end - self.starts[at])]


class _Ranked(Engine):
    """A full-text engine's best transcripts, then edlib on those."""

    note = "one span, and none where the best transcripts do not have it"

    def build(self, speeches: Sequence[Speech], _: Path) -> None:
        self.texts = [(speech.id, plain(speech.text)) for speech in speeches]

    def top(self, quote: str) -> list[int]:
        """The numbers of the best transcripts."""
        raise NotImplementedError

    def locate(self, quote: str) -> list[Place]:
        return nearest(plain(quote), [self.texts[number] for number in self.top(quote)])


class Tantivy(_Ranked):
    name, key, needs = "tantivy BM25 top 5 + edlib", "tantivy", ("tantivy", "edlib")

    def build(self, speeches: Sequence[Speech], folder: Path) -> None:
        import tantivy

        super().build(speeches, folder)
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("text")
        schema.add_unsigned_field("number", stored=True)
        self.index = tantivy.Index(schema.build(), str(folder))
        writer = self.index.writer()
        for number, speech in enumerate(speeches):
            writer.add_document(tantivy.Document(text=speech.text, number=number))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self.searcher = self.index.searcher()

    def top(self, quote: str) -> list[int]:
        query = self.index.parse_query(" ".join(words(quote)), ["text"])
        hits = self.searcher.search(query, TOP).hits
        return [self.searcher.doc(address)["number"][0] for _, address in hits]


class Fts5(_Ranked):
    name, key, needs = "SQLite FTS5 top 5 + edlib", "fts5", ("edlib",)

    def build(self, speeches: Sequence[Speech], folder: Path) -> None:
        super().build(speeches, folder)
        self.base = sqlite3.connect(folder / "fts5.db")
        self.base.execute("CREATE VIRTUAL TABLE texts USING fts5(text, content='')")
        rows = ((number, speech.text) for number, speech in enumerate(speeches))
        self.base.executemany("INSERT INTO texts(rowid, text) VALUES (?, ?)", rows)
        self.base.execute("INSERT INTO texts(texts) VALUES ('optimize')")
        self.base.commit()

    def top(self, quote: str) -> list[int]:
        query = " OR ".join(f'"{word}"' for word in words(quote))
        asked = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in self.base.execute(asked, (query, TOP))]


class Ripgrep(Engine):
    """The exact scan: all transcripts in one file, one thread as everybody else, a process for each quote."""

    name, key = "ripgrep -F", "ripgrep"
    note = "words that are the same byte for byte, in one line; its time has a process's start in it"

    def missing(self) -> str | None:
        beside = str(Path(sys.executable).parent)
        self.program = shutil.which("rg") or shutil.which("rg", path=beside) or ""
        return None if self.program else "ripgrep"

    def build(self, speeches: Sequence[Speech], folder: Path) -> None:
        self.file = folder / f"texts{TEXT}"
        self.speeches = speeches
        self.starts = [start for _, start, _ in write_flat(speeches, self.file)]

    def locate(self, quote: str) -> list[Place]:
        options = ["-F", "--text", "--only-matching", "--byte-offset", "--no-filename", "--threads=1"]
        asked = [self.program, "--no-config", *options, "-e", quote, str(self.file)]
        first = subprocess.run(asked, capture_output=True, check=False).stdout.split(b":", 1)[0]
        if not first:
            return []
        at = bisect_right(self.starts, int(first)) - 1
        speech = self.speeches[at]
        start = len(speech.text.encode()[: int(first) - self.starts[at]].decode(errors="replace"))
        return [Place(speech.id, start, start + len(quote))]


def write_files(speeches: Sequence[Speech], folder: Path) -> dict[str, str]:
    """Each transcript in a file of its own: the id by the file's name."""
    folder.mkdir()
    names = {f"{number:06}{TEXT}": speech for number, speech in enumerate(speeches)}
    for name, speech in names.items():
        (folder / name).write_text(speech.text, encoding="utf-8")
    return {name: speech.id for name, speech in names.items()}


class Krokai(Engine):
    """As ``krokai quote`` does, the corpus kept in memory (the command reads it anew for every quote)."""

    name, key, needs = "krokai", "krokai", ("krokai",)
    places = False
    note = "names the file, no place in it"

    def build(self, speeches: Sequence[Speech], folder: Path) -> None:
        from krokai import config, run

        self.names = write_files(speeches, folder / "sources")
        case = {"sources": ["sources"], "drafts": [], "cache_dir": "cache"}
        (folder / "casefile.json").write_text(json.dumps(case))
        self.corpus = run.corpus_for(config.load(str(folder)), quiet=True)

    def locate(self, quote: str) -> list[Place]:
        from krokai.verify import check

        _, path, _ = check(quote, self.corpus)
        return [Place(self.names[Path(path).name])] if path else []


class _Tool(Engine):
    """A tool that is told which source a quote is from."""

    def build(self, speeches: Sequence[Speech], folder: Path) -> None:
        (self.speech,) = speeches
        (name,) = write_files(speeches, folder / "sources")
        self.path = folder / "sources" / name


class Citations(_Tool):
    name, key, needs = "citations", "citations", ("citations",)
    note = (
        "says whether the words are there; a place only where text was left out; a changed word is not found"
    )

    def locate(self, quote: str) -> list[Place]:
        import citations

        result = citations.check_one(quote, self.path)
        if result.state in ("found", "ambiguous"):
            return [Place(self.speech.id)]
        start = self.speech.text.find(result.passage) if result.passage else -1
        return [] if start < 0 else [Place(self.speech.id, start, start + len(result.passage))]


class Quotecheck(_Tool):
    name, key, needs = "quotecheck", "quotecheck", ("quotecheck",)
    note = "where one span begins; reads the whole source anew for every quote"

    def locate(self, quote: str) -> list[Place]:
        from quotecheck.find import check

        match = check(quote, self.speech.text)
        return [Place(self.speech.id, match.offset, match.offset + len(quote))] if match.offset >= 0 else []


class Gtrex(_Tool):
    """Its repair cascade at its own default threshold: verified, or located and substituted."""

    name, key, needs = "gtrex", "gtrex", ("gtrex",)
    note = "one span; rejects a quote whose numbers or negations differ, names no place for pieces"

    def build(self, speeches: Sequence[Speech], folder: Path) -> None:
        import gtrex

        super().build(speeches, folder)
        policy = gtrex.Policy(repair_threshold=gtrex.DEFAULT_REPAIR_THRESHOLD)
        self.repairer: Any = gtrex.Repairer(self.speech.text, policy)

    def locate(self, quote: str) -> list[Place]:
        result = self.repairer.repair(quote)
        where = result.before if result.before.start is not None else result.alignment
        if not result.accepted or where is None:
            return []
        return [Place(self.speech.id, where.start, where.end)]


ARCHIVE: tuple[type[Engine], ...] = (Tantivy, Fts5, Sassy, Edlib, Rapidfuzz, Ripgrep, Krokai)
"""Asked for a quote's place in the whole archive."""
TRANSCRIPT: tuple[type[Engine], ...] = (Rapidfuzz, Edlib, Sassy, Krokai, Citations, Quotecheck, Gtrex)
"""Asked for its place in one transcript."""
