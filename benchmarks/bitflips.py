"""Random bit flips in every file of an archive: is each one found and named, and is each one healed?

``python benchmarks/bitflips.py --flips 1000 --seed 1`` makes an archive of web pages, files and an import,
with an index and a mirror, and flips one bit at a time in a copy of it: in a file drawn at random, and for
every fourth one in a gzip header. It prints how many were found and named, by the kind of file; with
``--heal`` also whether a repair made each of them good.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from quotetrack.archive import Archive
from quotetrack.archive.fixity.finding import Finding
from quotetrack.archive.incoming import Exchange, Fetched, Resource
from quotetrack.archive.warc_reading import read_records
from quotetrack.auditing import Asked, audit
from quotetrack.importing import Named, Readers, import_rows
from quotetrack.indexing import update_index
from quotetrack.model import Stated
from quotetrack.transcripts import read_transcript

GZIP_HEADER = 10


@dataclass(frozen=True, slots=True)
class Flip:
    """One bit of one file."""

    file: str
    offset: int
    bit: int
    header: bool
    """Whether it is in a gzip header."""

    @property
    def kind(self) -> str:
        """What kind of file it is in."""
        if self.header:
            return "gzip header"
        return "WARC file" if self.file.endswith(".warc.gz") else self.file.partition("/")[0]


def make(folder: Path, chance: random.Random) -> None:
    """An archive with something of everything in it."""
    words = [
        f"{first}{last}" for first in ("har", "brid", "ro", "wea", "lum") for last in ("vest", "ge", "ther")
    ]

    def speech() -> str:
        return "\n".join(
            f"MAYOR {chance.choice(['SMITH', 'JONES'])}: " + " ".join(chance.choices(words, k=60)) + "."
            for _ in range(20)
        )

    def page(text: str) -> bytes:
        paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
        return f"<html><head><title>Remarks</title></head><body>{paragraphs}</body></html>".encode()

    with Archive.open(folder) as archive:
        for number in range(4):
            body = page(speech())
            url = f"http://town.example/{number}"
            for _ in range(1 + number % 2):  # the second time it is a revisit
                headers = (("Content-Type", "text/html"), ("Content-Length", str(len(body))))
                request = f"GET /{number} HTTP/1.1\r\nHost: town.example\r\n\r\n".encode()
                now = datetime.now(UTC)
                answer = Exchange(url, request, "HTTP/1.1", 200, "OK", headers, body, now, "192.0.2.1")
                fetched = Fetched(url, (answer,), body)
                read = read_transcript(
                    body,
                    media_type="text/html",
                    charset=None,
                    url=url,
                    capture=fetched.digest,
                    archived_at=now,
                    stated=Stated(id=f"town-{number}"),
                )
                archive.keep(fetched, transcript=read)
        archive.add_transcript(read, url, stated=Stated(speaker="Smith"))
        text = Resource("file:a.txt", speech().encode(), "text/plain", "utf-8", datetime.now(UTC))
        archive.keep(text)
        archive.note_refused("http://town.example/gone", "it answers 404 Not Found")
    rows = [{"id": f"import-{number}", "text": speech(), "date": "2019"} for number in range(30)]
    table = folder.with_suffix(".jsonl")
    table.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with Archive.open(folder) as archive, Readers() as readers:
        for outcome in import_rows(Named(path=table).rows(), archive, readers, source=table.name):
            assert outcome.reason is None, outcome.reason
        update_index(archive)


def flips(folder: Path, number: int, chance: random.Random) -> Iterator[Flip]:
    """Bits drawn at random: a file first, so that small files have their share."""
    files = {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.stat().st_size
    }
    # Names begin with a time, which differs from run to run: kinds are drawn, then a file of the kind.
    names = sorted(files)
    warcs = [name for name in names if name.endswith(".warc.gz")]
    others = [name for name in names if name not in warcs]
    members = [(name, record.offset) for name in warcs for record in read_records(folder / name)]
    for count in range(number):
        if count % 4 == 0:
            name, start = chance.choice(members)
            yield Flip(name, start + chance.randrange(GZIP_HEADER), chance.randrange(8), True)
        else:
            name = chance.choice(warcs if count % 4 == 1 else others)
            yield Flip(name, chance.randrange(files[name]), chance.randrange(8), False)


def flip(folder: Path, one: Flip) -> None:
    path = folder / one.file
    data = bytearray(path.read_bytes())
    data[one.offset] ^= 1 << one.bit
    path.write_bytes(data)


def findings(folder: Path, mirror: Path | None = None, *, repair: bool = False) -> list[Finding]:
    found: list[Finding] = []
    audit(Asked(folder, mirror=mirror, repair=repair), found.append)
    return found


def names_it(one: Flip, found: list[Finding]) -> bool:
    """Whether a finding is about the file; the seal and the catalogue are one thing."""
    named = {"catalogue.sqlite", "catalogue.seal"} if one.file.startswith("catalogue") else {one.file}
    return any(finding.file in named for finding in found)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--heal", action="store_true", help="also repair each one from a mirror, and audit again"
    )
    asked = parser.parse_args(arguments)
    chance = random.Random(asked.seed)
    done: Counter[str] = Counter()
    missed: list[str] = []
    with tempfile.TemporaryDirectory() as aside:
        origin, mirror, copy, other = (Path(aside) / name for name in ("origin", "mirror", "copy", "other"))
        make(origin, chance)
        if left := findings(origin, mirror):
            raise SystemExit(f"not clean to begin with: {left}")
        for one in flips(origin, asked.flips, chance):
            shutil.copytree(origin, copy)
            flip(copy, one)
            done[one.kind] += 1
            if not names_it(one, findings(copy)):
                missed.append(f"not found: {one}")
            if asked.heal:
                shutil.copytree(mirror, other)
                findings(copy, other, repair=True)
                if left := findings(copy, other):
                    missed.append(f"not healed: {one}: {left}")
                shutil.rmtree(other)
            shutil.rmtree(copy)
    for kind, count in sorted(done.items()):
        print(f"{kind:20} {count:5}")
    print(f"{sum(done.values())} flips, {len(missed)} missed")
    for line in missed:
        print(line)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
