"""JSON documents with a list of annotations in them, read one annotation at a time."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from quotetrack.importing_quotes.draft import Draft, Fault, Rejected

LONGEST = 4 << 20
"""Bytes of one annotation, and of everything between two of them."""
_STEP = 1 << 11
"""Bytes parsed at once. The parser names each level by all those above it: more at once, and brackets
alone fill the memory before the depth is looked at."""
DEEPEST = 60
"""Levels of nesting. Annotations have six."""
LISTS = frozenset(
    {"item", "rows.item", "annotations.item", "items.item", "first.items.item", "@graph.item", "graph.item"}
)
"""Where annotations stand: a list, Hypothesis' answers and exports, pages and collections of the W3C's."""
Maker = Callable[[str, Mapping[str, Any]], Iterator[Draft]]
"""Makes the drafts of one annotation; raises Fault."""


def read_annotations(path: Path, make: Maker) -> Iterator[Draft | Rejected]:
    """The quotes of a document's annotations: of a list, an object that holds one, or a single annotation."""
    number = 0
    try:
        with _opened(path) as stream:
            for item in _items(stream):
                number += 1
                place = f"{path}: annotation {number}"
                if not isinstance(item, dict):
                    yield Rejected(place, "an annotation is a JSON object")
                    continue
                try:
                    yield from make(place, item)
                except Fault as wrong:
                    yield Rejected(place, str(wrong))
    except _Unreadable as wrong:
        if number:
            yield Rejected(f"{path}: after annotation {number}", f"{wrong}; what stands before is taken")
        else:
            yield Rejected(str(path), str(wrong), whole=True)


class _Unreadable(Exception):
    """A document that cannot be read, or not to its end."""


def _items(stream: _Measured) -> Iterator[Any]:
    """The entries of the document's lists of annotations; where it has no such list, the document itself."""
    import ijson

    whole, entry = ijson.ObjectBuilder(), None
    listed, depth = False, 0
    try:
        # Numbers as floats: a decimal of a million digits is nobody's position.
        for prefix, event, value in ijson.parse(stream, use_float=True, buf_size=_STEP):
            depth += 1 if event.startswith("start_") else -1 if event.startswith("end_") else 0
            if depth > DEEPEST:
                raise _Unreadable("nested too deeply")
            if prefix not in LISTS and entry is None:
                whole.event(event, value)
                continue
            listed = True
            if entry is None:
                entry = ijson.ObjectBuilder()
            entry.event(event, value)
            if prefix in LISTS and not event.startswith("start_") and event != "map_key":
                yield entry.value
                entry = None
                stream.since = 0
    except ijson.JSONError as wrong:
        raise _Unreadable(f"not JSON, or cut short ({' '.join(str(wrong).split())[:120]})") from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise _Unreadable("the gzip file is cut short or damaged") from None
    except UnicodeDecodeError:
        raise _Unreadable("not UTF-8") from None
    except OSError as wrong:
        raise _Unreadable(f"cannot be read ({(wrong.strerror or str(wrong)).lower()})") from None
    if not listed:
        # An empty list of annotations is a list all the same.
        found = getattr(whole, "value", None)
        if not isinstance(found, dict | list):
            raise _Unreadable("neither an annotation nor a list of them")
        if isinstance(found, dict) and not any(isinstance(found.get(key), list) for key in _NAMES):
            yield found


_NAMES = frozenset(place.partition(".")[0] for place in LISTS) - {"item", "first"}


class _Measured:
    """A stream that refuses to go on where there is too much without an end of an annotation."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.since = 0
        """Bytes read since the last annotation."""

    def read(self, size: int = -1) -> bytes:
        """Bytes of the document, unpacked."""
        data = self._stream.read(size)
        self.since += len(data)
        if self.since > LONGEST:
            raise _Unreadable(f"more than {LONGEST >> 20} MiB without an end of an annotation")
        return data


@contextmanager
def _opened(path: Path) -> Iterator[_Measured]:
    """The document's bytes, unpacked where they are gzip; ``-`` is standard input. Raises _Unreadable."""
    try:
        raw: IO[bytes] = sys.stdin.buffer if str(path) == "-" else path.open("rb")
    except OSError as wrong:
        raise _Unreadable(f"cannot be read ({(wrong.strerror or str(wrong)).lower()})") from None
    try:
        packed = path.name.endswith(".gz")
        yield _Measured(gzip.GzipFile(fileobj=raw) if packed else raw)  # type: ignore[arg-type]
    finally:
        if raw is not sys.stdin.buffer:
            raw.close()
