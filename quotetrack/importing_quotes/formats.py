"""Which format a file has, and the module that reads it."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from quotetrack.errors import QuotetrackError
from quotetrack.importing_quotes.draft import Draft, Rejected

FORMATS = ("csv", "jsonl", "webannotation", "hypothesis", "wikiquote", "quotebank")
WIKITEXT = (".wiki", ".wikitext", ".mediawiki")
_START = 1 << 16


def read_file(
    path: Path, format: str | None = None, *, speaker: str | None = None
) -> Iterator[Draft | Rejected]:
    """The quotes of a file, as they are read. ``speaker`` is whose page a Wikiquote page is.

    Raises QuotetrackError where no format is given and the file does not show its own.
    """
    match format or guess(path):
        case "csv" | "jsonl" as lined:
            from quotetrack.importing_quotes import lines
            from quotetrack.importing_quotes.row import draft_of_row

            reader = lines.table if lined == "csv" else lines.json_lines
            return reader(path, draft_of_row)
        case "webannotation":
            from quotetrack.importing_quotes import web_annotation

            return web_annotation.read(path)
        case "hypothesis":
            from quotetrack.importing_quotes import hypothesis

            return hypothesis.read(path)
        case "wikiquote":
            from quotetrack.importing_quotes import wikiquote

            return partial(wikiquote.read, speaker=speaker)(path)
        case "quotebank":
            from quotetrack.importing_quotes import quotebank

            return quotebank.read(path)
        case other:
            raise QuotetrackError(f"{other!r} is no format; known are {', '.join(FORMATS)}")


def guess(path: Path) -> str:
    """The format by the file's name and first bytes. Raises QuotetrackError where they do not tell."""
    unknown = QuotetrackError(f"{path}: which format it has does not show; say --format {'|'.join(FORMATS)}")
    if str(path) == "-":
        raise unknown
    ending = Path(path.name.removesuffix(".gz")).suffix.lower()
    if ending in WIKITEXT:
        return "wikiquote"
    start = _start(path)
    if re.match(rb"\s*[\[{]", start):
        return _json(start)
    if ending in (".csv", ".tsv"):
        return "csv"
    first = start.partition(b"\n")[0].lower()
    if re.search(rb"[,;\t|]", first) and re.search(rb"\b(text|quote|quotation)\b", first):
        return "csv"
    if re.search(rb"^==+[^=\n]+==+\s*$", start, re.M) and re.search(rb"^\*", start, re.M):
        return "wikiquote"
    raise unknown


def _json(start: bytes) -> str:
    if b'"quoteID"' in start or b'"articleID"' in start:
        return "quotebank"
    if b"ns/anno.jsonld" in start or re.search(rb'"@?type"\s*:\s*\[?\s*"Annotation', start):
        return "webannotation"
    if b'"selector"' in start or re.search(rb'^\s*\{\s*"(total|rows|export_date|annotations)"', start):
        return "hypothesis"
    return "jsonl"


def _start(path: Path) -> bytes:
    """The file's first bytes, unpacked. Raises QuotetrackError for one that cannot be read."""
    try:
        with path.open("rb") as file:
            start = file.read(_START)
        if start.startswith(b"\x1f\x8b"):
            start = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(start, _START)
    except (OSError, zlib.error, gzip.BadGzipFile) as wrong:
        said = getattr(wrong, "strerror", None) or str(wrong)
        raise QuotetrackError(f"{path}: cannot be read ({said.lower()}); name a file") from None
    return start.removeprefix(b"\xef\xbb\xbf")
