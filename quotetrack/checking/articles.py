"""The articles that a command names: files, web addresses, standard input; each to a document."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

from quotetrack.archive.evidence import check_evidence
from quotetrack.archive.fetch import Fetcher
from quotetrack.errors import QuotetrackError, UnreadableTranscript
from quotetrack.gathering.at_hand import read_at_hand
from quotetrack.gathering.wanted import wanted_file
from quotetrack.model import Stated
from quotetrack.quotations import Document, Form, read_document

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
STDIN = "-"


def is_address(name: str) -> bool:
    """Whether this names something on the web and no file."""
    return _ADDRESS.match(name) is not None


def read_article(
    name: str, fetcher: Fetcher, *, form: Form | None = None, read_input: Callable[[int], bytes] | None = None
) -> Document:
    """The document of a file, of a web address (through the fetcher) or, for ``-``, of standard input.

    ``form`` is how to read what does not show its form. Raises QuotetrackError, with the name, for what
    cannot be read.
    """
    try:
        if name == STDIN:
            cap = fetcher.limits.decoded_bytes
            body = (read_input or sys.stdin.buffer.read)(cap + 1)
            if len(body) > cap:
                raise UnreadableTranscript(f"larger than {cap // 2**20} MiB")
            return read_document(body, name, form=form)
        if is_address(name):
            fetched = fetcher.fetch(name)
            check_evidence(fetched)
            return read_document(
                fetched.body, name, form=form, media_type=fetched.media_type, charset=fetched.charset
            )
        held = read_at_hand(wanted_file(Path(name), Stated(), project=None), fetcher.limits)
        return read_document(held.body, name, form=form)
    except (QuotetrackError, OSError) as wrong:
        raise QuotetrackError(f"{name}: {wrong}") from None
